package access

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/policies"
	"render/render/routing"
	"render/render/served"
)

// Callers are who is let in at a gateway, for a host.
type Callers struct {
	Allowed []policies.Rule   // what is let in; one without clauses is all
	Denied  []policies.Rule   // what of it is refused
	Left    []policies.Rule   // what of it another decides of
	Asks    bool              // for certificates of clients
	Shown   []manifest.ID     // the Secrets with the certificates that the gateway shows
	Of      []*objects.Object // the policies
}

// Of is who is let in at a gateway for a host: on the ports by which routes answer it, which
// are not those that send all to https.
func (g *Gates) Of(e *served.Entrance, host string) Callers {
	var out Callers
	for _, port := range g.Ports(e, host) {
		one := g.on(e, host, port)
		out.Allowed, out.Denied, out.Left = append(out.Allowed, one.Allowed...), append(out.Denied, one.Denied...), append(out.Left, one.Left...)
	}
	out.Of = g.on(e, host, "").Of
	out.Shown, out.Asks = g.shownFor(e, host)
	return out
}

// on is who is let in on a port of a gateway's pods for a host, but for whom it asks for certificates.
func (g *Gates) on(e *served.Entrance, host, port string) Callers {
	at := asking{e, host, port}
	if known, ok := g.known[at]; ok {
		return known
	}
	var out Callers
	target := g.target(e)
	allowing, allowed := g.allow(target)
	denying, denied := g.deny(target)
	deciding, left := g.custom(target)
	out.Of = slices.Concat(allowing, denying, deciding)
	if len(allowing) == 0 {
		allowed = []policies.Rule{{}}
	}
	out.Allowed = within(e, policies.Restricted(allowed, host, port))
	out.Denied, out.Left = policies.Restricted(denied, host, port), policies.Restricted(left, host, port)
	g.known[at] = out
	return out
}

// within are rules as they are for what comes in by the address of a gateway.
func within(e *served.Entrance, rules []policies.Rule) (out []policies.Rule) {
	from := e.Sources()
	if len(from) == 0 {
		return rules
	}
	for _, r := range rules {
		if one, some := r.Within(from); some {
			out = append(out, one)
		}
	}
	return out
}

// By is who is let in by a way that leads to a Service, with what is asked; clients show certificates
// where TLS begins by that way.
func (g *Gates) By(l *served.Lead, ask *served.Ask) Callers {
	out := g.on(l.Entrance, l.Host, l.Entrance.PodPort(l.Port))
	path := ""
	if ask != nil {
		path = ask.Sample()
	}
	out.Allowed, out.Denied, out.Left = policies.OnPath(out.Allowed, path), policies.OnPath(out.Denied, path), policies.OnPath(out.Left, path)
	if begins := g.begins(l); begins != nil {
		out.Shown, _ = g.shownFor(l.Entrance, l.Host)
		out.Asks = begins.Asks
	}
	return out
}

// begins is how TLS begins by a way; nil where it does not end at the gateway.
func (g *Gates) begins(l *served.Lead) *served.Handshake {
	for _, pods := range podsOf(l.Entrance) {
		if one := g.begin().Covering(served.TLSStart{Pods: pods, Port: l.Port, Host: l.Host}); one != nil {
			return one
		}
	}
	return nil
}

// podsOf are the pods of a gateway as its Gateways say them, by which it is known who begins TLS there.
func podsOf(e *served.Entrance) (out []string) {
	for _, o := range e.Gateways() {
		pods := o.ID().String()
		if o.ID().Group == objects.IstioNetworking {
			pods = o.Gateway().Selector().Labels().String()
		}
		if !slices.Contains(out, pods) {
			out = append(out, pods)
		}
	}
	return out
}

// shownFor are the Secrets with the certificates that a gateway shows for a host, and whether it asks
// clients for one there.
func (g *Gates) shownFor(e *served.Entrance, host string) (ids []manifest.ID, asks bool) {
	for _, one := range g.openingsOf(e).shown {
		if slices.ContainsFunc(one.Hosts, func(own string) bool { return routing.Covers(own, host) }) {
			ids, asks = append(ids, one.ID), asks || one.Asks
		}
	}
	return ids, asks
}

// All reports whether all are let in, whoever they are.
func (w *Callers) All() bool {
	return policies.IsAll(w.Allowed) && len(w.Denied)+len(w.Left) == 0 && !w.Asks
}

// Shows reports whether two gateways show the certificate of one Secret.
func (w *Callers) Shows(other *Callers) bool {
	return slices.ContainsFunc(w.Shown, func(id manifest.ID) bool { return slices.Contains(other.Shown, id) })
}

// Missing are the rules that all of some gates have, and these have not, of what these let in.
func (w *Callers) Missing(before []Callers, of func(*Callers) []policies.Rule) []policies.Rule {
	gone := policies.Uncovered(of(&before[0]), of(w))
	return slices.DeleteFunc(gone, func(r policies.Rule) bool {
		return !slices.ContainsFunc(w.Allowed, func(own policies.Rule) bool { return own.Meets(&r) }) ||
			slices.ContainsFunc(before[1:], func(a Callers) bool { return len(policies.Uncovered([]policies.Rule{r}, of(&a))) > 0 })
	})
}

// OfAll are those whom some gateways let in to a host, and all that they let in.
func (g *Gates) OfAll(list []*served.Entrance, host string) (out []Callers, allowed []policies.Rule) {
	for _, e := range list {
		one := g.Of(e, host)
		out, allowed = append(out, one), append(allowed, one.Allowed...)
	}
	return out, allowed
}
