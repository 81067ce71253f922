package render

import (
	"fmt"
	"slices"
	"strings"

	"render/render/certs"
	"render/render/diag"
	"render/render/format"
	"render/render/overlay"
	"render/render/plan"
	"render/render/routing"
	"render/render/secret"
	"render/render/wording"
)

// warnOfReuse warns of hosts on one address that are told apart by their connection, and
// that one certificate covers: browsers use a connection that they have for every host
// of its certificate (RFC 9113, section 9.1.1), and each server, with the Gateway API
// each listener, has routes for its own hosts alone (istio/istio#52853, #55732). Where a
// mixin or an overlay may answer such requests, it is told once that is known.
func (r *rendering) warnOfReuse() {
	for i := range r.plan.Tiers {
		t := &r.plan.Tiers[i]
		switch found := r.reuseOn(t); {
		case len(found) == 0:
		case r.plan.Document.Jsonnet.IsSet() || slices.ContainsFunc(r.chosen, func(o overlay.Overlay) bool { return !o.Builtin }):
			r.reused = append(r.reused, misdirectedOn(r.plan, t, found))
		default:
			r.add(found)
		}
	}
}

// reuseOn are the warnings of one tier.
func (r *rendering) reuseOn(t *plan.Tier) diag.List {
	out := r.reuseInServers(t)
	if !t.OneServer() {
		out = append(out, r.reuseOfServers(t)...)
	}
	return out
}

// reuseInServers is that of servers whose one certificate is shown by several listeners or
// Gateways: one for all that are alike.
func (r *rendering) reuseInServers(t *plan.Tier) diag.List {
	var alike []*plan.Server
	for j := range t.Servers {
		if s := &t.Servers[j]; s.TLS.Terminated() && (len(s.Sections) > 1 || len(s.Gateways) > 1 && !t.OneServer()) {
			alike = append(alike, s)
		}
	}
	if len(alike) == 0 {
		return nil
	}
	s := alike[0]
	what, help := "Gateways", "give each a certificate of its own"
	if r.plan.GatewayAPI() {
		what, help = "listeners", fmt.Sprintf("write one wildcard that covers them, or routing: istio, or a certificate for each: a Gateway has %d listeners at most, and each host takes one then, as now", plan.MaxListeners)
		if len(t.Servers[0].Hosts) == 0 {
			help += ", or write one certificate at the tier: hosts of the tier's own share a listener"
		}
	}
	out := reused(s.Hosts[len(s.Hosts)-1], s.Hosts[0], fmt.Sprintf("has one certificate with %s, and these hosts are on several %s", wording.Quote(s.Hosts[0].Value), what), "get 404", help)
	if len(alike) > 1 {
		var firsts []string
		for _, s := range alike[1:] {
			firsts = append(firsts, s.Hosts[0].Value)
		}
		out.Message += "; so it is with the certificate of " + wording.FewQuoted(firsts)
	}
	return diag.List{out}
}

// reuseOfServers are those of servers of a tier, one for every two.
func (r *rendering) reuseOfServers(t *plan.Tier) diag.List {
	var out diag.List
	covers := r.certificateNames(t)
	warned := map[[2]int]bool{}
	answered := "; or answer 421 to who comes so, as the overlay of examples/misdirected does"
	if r.plan.GatewayAPI() { // whose servers an EnvoyFilter would name otherwise
		answered = ""
	}
	for at := range t.Servers {
		of := &t.Servers[at]
		if !of.ServesTLS() {
			continue
		}
		for _, h := range of.Hosts {
			name := strings.ToLower(h.Value)
			names := []string{name}
			if _, parent, ok := strings.Cut(name, "."); ok && !routing.IsWild(name) {
				names = append(names, "*."+parent)
			}
			for _, name := range names {
				for _, other := range covers[name] {
					pair := [2]int{min(at, other), max(at, other)}
					if other == at || warned[pair] {
						continue
					}
					warned[pair] = true
					out = append(out, reusedOfTwo(of, &t.Servers[other], h, coveredOf(covers, t.Servers, other, at), answered))
				}
			}
		}
	}
	return out
}

// coveredOf is the first host of a server that the certificate of another is for, too; nil where none is.
func coveredOf(covers map[string][]int, servers []plan.Server, at, by int) *format.Text {
	s := &servers[at]
	if s.Secret == servers[by].Secret {
		return &s.Hosts[0]
	}
	for i := range s.Hosts {
		name := strings.ToLower(s.Hosts[i].Value)
		_, parent, _ := strings.Cut(name, ".")
		if slices.Contains(covers[name], by) || !routing.IsWild(name) && slices.Contains(covers["*."+parent], by) {
			return &s.Hosts[i]
		}
	}
	return nil
}

// reusedOfTwo is the warning of a host that the certificate of another server is for, and of one of
// that, which this one's is for. A way out that Istio's own Gateways have is told behind the help.
func reusedOfTwo(of, s *plan.Server, h format.Text, back *format.Text, answered string) diag.Diagnostic {
	what, get := "is covered by the certificate of "+wording.Quote(s.Hosts[0].Value)+", another server of the same address", "get 404"
	help := "give the others a certificate that does not cover it, or put it on a tier of its own"
	switch covers := func(s *plan.Server, host string) bool { return routing.NewSet(format.Values(s.Hosts)).Covers(host) }; {
	case covers(s, h.Value): // and so does every certificate for them
		get = "get what is there for its wildcard"
		help = "put it on a tier of its own, or list the others in place of their wildcard, with a certificate that does not cover it" + answered
	case back != nil && !covers(of, back.Value):
		what += ", and " + wording.Quote(back.Value) + " by its own"
		help = "give each a certificate that does not cover the other, or put it on a tier of its own"
	}
	return reused(h, s.Hosts[0], what, get, help)
}

// reused is the warning of one host; get is what browsers do that use another's connection.
func reused(host, other format.Text, what, get, help string) diag.Diagnostic {
	out := diag.At("connection-reuse", host.Origin, wording.Quote(host.Value)+" "+what+": browsers that have a connection for the one ask for the other over it, and "+get, help, other.Origin)
	out.Severity = diag.Warning
	return out
}

// certificateNames are, by each name that a certificate of a tier is for, the servers that
// show it. What is not read is for the hosts of its servers at least.
func (r *rendering) certificateNames(t *plan.Tier) map[string][]int {
	out := map[string][]int{}
	add := func(name string, server int) {
		if name = strings.ToLower(name); name != routing.EveryHost && !slices.Contains(out[name], server) {
			out[name] = append(out[name], server)
		}
	}
	first := map[string]int{} // of Secrets that are there already
	for i := range t.Servers {
		s := &t.Servers[i]
		if !s.TLS.Terminated() || len(s.Hosts) == 0 {
			continue
		}
		for _, h := range s.Hosts {
			add(h.Value, i)
		}
		if at, ok := first[s.Secret]; ok {
			add(s.Hosts[0].Value, at) // one is enough to be told of the two
		} else if s.Cert.Secret.IsSet() && len(s.Hosts) > 0 {
			first[s.Secret] = i
		}
		if leaf := r.pairOf(t, s).Leaf; leaf != nil {
			for _, name := range leaf.DNSNames {
				add(name, i)
			}
		}
	}
	return out
}

// pairOf is the pair that was read for a server.
func (r *rendering) pairOf(t *plan.Tier, s *plan.Server) certs.Pair {
	item := ""
	if s.Item != nil {
		item = s.Secret
	}
	return r.settings.Pairs[secret.PairName(t.Written.Name.Value, item)]
}
