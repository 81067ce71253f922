package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// handshakes are what its servers agree to with clients that begin TLS.
func (s *side) handshakes() *served.Handshakes {
	if s.started == nil {
		s.started = s.Handshakes(s.Istio().Version)
	}
	return s.started
}

// checkHandshakes tells of clients whose versions or ciphers of TLS gateways take no
// more, or from now on.
func checkHandshakes(c *change) {
	before, now := c.old.handshakes(), c.new.handshakes()
	type group struct {
		title string
		admission
	}
	var order []group
	hosts, of := map[group][]string{}, map[group][]*objects.Object{}
	for at := range now.EachOf(before) { // by a name or a wildcard that covers it
		a, b := before.Covering(at), now.Covering(at)
		if a == nil || b == nil {
			continue
		}
		for _, d := range differs(a, b) {
			g := group{titled(b.From), d}
			if hosts[g] == nil {
				order = append(order, g)
			}
			if !slices.Contains(hosts[g], at.Host) {
				hosts[g] = append(hosts[g], at.Host)
			}
			of[g] = append(of[g], b.From, a.From, b.Mesh, a.Mesh)
		}
	}
	for _, g := range order {
		message := fmt.Sprintf("%s: clients of %s %s", g.title, quoted(hosts[g]), g.text)
		if g.shut {
			c.tell("tls-shuts-out", Danger, message, "see what clients speak before: %DOWNSTREAM_TLS_VERSION% and %DOWNSTREAM_TLS_CIPHER% in the gateway's access log", of[g]...)
		} else {
			c.tell("tls-lets-in", Warning, message, "", of[g]...)
		}
	}
}

// admission is who is shut out or let in, as a message says it.
type admission struct {
	shut bool
	text string
}

// differs are those that another handshake shuts out and lets in.
func differs(h, now *served.Handshake) []admission {
	var out []admission
	if gone := lacking(h.Versions, now.Versions); len(gone) > 0 {
		out = append(out, admission{true, "that speak no TLS but " + wording.Listed(gone) + " are refused from now on"})
	}
	if come := lacking(now.Versions, h.Versions); len(come) > 0 {
		out = append(out, admission{false, "that speak no TLS but " + wording.Listed(come) + " are let in from now on"})
	}
	common := slices.DeleteFunc(slices.Clone(h.Versions), func(v string) bool { return v == "1.3" || !slices.Contains(now.Versions, v) })
	if len(common) == 0 {
		return out // which name ciphers
	}
	by := "by TLS " + wording.Listed(common)
	gone, come := lacking(h.Ciphers, now.Ciphers), lacking(now.Ciphers, h.Ciphers)
	switch {
	case len(h.Ciphers) == 0 && len(now.Ciphers) > 0:
		out = append(out, admission{true, by + " are refused from now on unless they have " + oneOf(come)})
	case len(h.Ciphers) > 0 && len(now.Ciphers) == 0:
		out = append(out, admission{false, by + " get from now on what ciphers gateways have by themselves, in place of " + quoted(gone)})
	default:
		if len(gone) > 0 {
			out = append(out, admission{true, by + " that have no cipher but " + quoted(gone) + " are refused from now on"})
		}
		if len(come) > 0 {
			out = append(out, admission{false, by + " that have no cipher but " + quoted(come) + " are let in from now on"})
		}
	}
	return out
}

// oneOf are ciphers of which one is enough.
func oneOf(names []string) string {
	if len(names) == 1 {
		return "cipher " + quoted(names)
	}
	return "one of the ciphers " + quoted(names)
}

// lacking are those of a list that another lacks.
func lacking(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(one string) bool { return slices.Contains(other, one) })
}
