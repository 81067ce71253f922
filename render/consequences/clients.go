package consequences

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"render/render/certs"
	"render/render/objects"
	"render/render/served"
)

// clientsTurn is what becomes of clients of some hosts, by what is said of them.
type clientsTurn struct {
	letIn             bool // or shut out
	title, text, help string
	port              int64
}

// checkClients tells of clients who have to show a certificate and had not, or the other way
// round, and of the authorities by which it is checked: by each host and port, whichever Gateway
// and Secret it is that changes.
func (c *change) checkClients() {
	before, now := c.old.handshakes(), c.new.handshakes()
	var order []clientsTurn
	hosts, of := map[clientsTurn][]string{}, map[clientsTurn][]*objects.Object{}
	for at := range now.EachOf(before) {
		was, is := before.Covering(at), now.Covering(at)
		if was == nil || is == nil {
			continue // nobody came, or does from now on
		}
		for t, objects := range c.clientsTurns(was, is) {
			if t.port = at.Port; hosts[t] == nil {
				order = append(order, t)
			}
			for _, name := range c.namesAt(at.Host, is) {
				if !slices.Contains(hosts[t], name) {
					hosts[t] = append(hosts[t], name)
				}
			}
			of[t] = append(of[t], objects...)
		}
	}
	for _, t := range order {
		who := quoted(hosts[t])
		if t.port != 443 {
			who += fmt.Sprintf(" on port %d", t.port)
		}
		message := fmt.Sprintf("%s: clients of %s %s", t.title, who, t.text)
		if t.letIn {
			c.tell("clients-let-in", Danger, message, t.help, of[t]...)
		} else {
			c.tell("clients-shut-out", Danger, message, t.help, of[t]...)
		}
	}
}

// clientsTurns are what becomes of clients where one handshake takes another's place, each with the
// objects that it comes from.
func (c *change) clientsTurns(was, is *served.Handshake) iter.Seq2[clientsTurn, []*objects.Object] {
	title := titled(is.From)
	if len(is.Secrets) > 0 {
		title = "Secret " + quoted(is.Secrets)
	}
	return func(yield func(clientsTurn, []*objects.Object) bool) {
		from := []*objects.Object{is.From, was.From}
		switch {
		case is.Asks && !was.Asks:
			yield(clientsTurn{title: title, text: "have to show a certificate of their own from now on: without one they are refused", help: "give them certificates first"}, from)
			return
		case was.Asks && !is.Asks:
			yield(clientsTurn{letIn: true, title: title, text: "need no certificate of their own any more: all are let in", help: helpMeant}, from)
			return
		case !is.Asks:
			return
		}
		a, x := c.old.clientAuthorities(c.old.credentialsOf(was))
		b, y := c.new.clientAuthorities(c.new.credentialsOf(is))
		if len(a) == 0 || len(b) == 0 {
			return
		}
		if gone := lackedBy(a, b); len(gone) > 0 && !yield(clientsTurn{title: title, text: "with certificates of " + quoted(gone) + " are refused from now on",
			help: "let both authorities be trusted until all clients have new certificates"}, []*objects.Object{y, x}) {
			return
		}
		if come := lackedBy(b, a); len(come) > 0 {
			yield(clientsTurn{letIn: true, title: title, text: "with certificates of " + quoted(come) + " are let in from now on", help: helpMeant}, []*objects.Object{y, x})
		}
	}
}

// namesAt are the hosts for which a server of the new side begins TLS: a listener without a name is
// for those of its routes.
func (c *change) namesAt(host string, h *served.Handshake) []string {
	if host == "*" {
		if shown := c.new.credentialsOf(h); len(shown) > 0 {
			return shown[0].Hosts
		}
	}
	return []string{host}
}

// credentialsOf are the Secrets whose certificates a handshake shows.
func (s *side) credentialsOf(h *served.Handshake) []*served.Credential {
	var out []*served.Credential
	for _, one := range s.credentials {
		if slices.Contains(h.Secrets, one.ID.Name) && slices.Contains(one.From, h.From) {
			out = append(out, one)
		}
	}
	return out
}

// clientAuthorities are those by which a gateway checks clients' certificates beside what it shows
// itself: in a Secret of their own, or beside the pair.
func (s *side) clientAuthorities(shown []*served.Credential) (out []certs.Authority, of *objects.Object) {
	for _, one := range shown {
		own := one.ID
		own.Name += served.AuthoritySuffix
		m := s.making(own)
		if m.Object == nil {
			m = s.making(one.ID)
		}
		out = append(out, certs.Authorities(m.Text("ca.crt", "cacert"))...)
		of = cmp.Or(of, m.Object)
	}
	return out, of
}

// lackedBy are the names of authorities of a list that another lacks.
func lackedBy(list, other []certs.Authority) []string {
	var out []string
	for _, one := range list {
		if !slices.Contains(other, one) && !slices.Contains(out, one.Name) {
			out = append(out, one.Name)
		}
	}
	return out
}
