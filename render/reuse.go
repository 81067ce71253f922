package render

import (
	"fmt"
	"slices"
	"strings"

	"render/render/certs"
	"render/render/diag"
	"render/render/findings"
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
	answerable := r.plan.Document.Jsonnet.IsSet() || slices.ContainsFunc(r.chosen, func(o overlay.Overlay) bool { return !o.Builtin })
	var all []reuse
	for i := range r.plan.Tiers {
		t := &r.plan.Tiers[i]
		switch found := r.reuseOn(t); {
		case len(found) == 0:
		case answerable:
			r.reused = append(r.reused, misdirectedOn(r.plan, t, found))
		default:
			all = append(all, found...)
		}
	}
	r.add(toldOfReuse(all))
}

// maxReused is how many more hosts of one kind are shown with their lines.
const maxReused = 8

// toldOfReuse are the warnings of some hosts: one for all that are alike, with their lines.
func toldOfReuse(list []reuse) diag.List {
	type kind struct{ why, get, help string }
	alike := map[kind][]reuse{}
	var kinds []kind
	for _, one := range list {
		of := kind{one.why, one.get, one.help}
		if alike[of] == nil {
			kinds = append(kinds, of)
		}
		alike[of] = append(alike[of], one)
	}
	var out diag.List
	for _, of := range kinds {
		first, rest := alike[of][0], alike[of][1:]
		message := fmt.Sprintf("browsers ask for %s over a connection that they have for %s%s, and get %s", wording.Quote(first.host.Value), wording.Quote(first.other.Value), of.why, of.get)
		also := []format.Origin{first.other.Origin}
		var hosts []string
		for i, one := range rest {
			hosts = append(hosts, one.host.Value)
			if i < maxReused {
				also = append(also, one.host.Origin)
			}
		}
		if len(hosts) > 0 {
			message += "; likewise for " + wording.FewQuoted(hosts)
		}
		d := diag.At("connection-reuse", first.host.Origin, message, of.help, also...)
		d.Severity = diag.Warning
		out = append(out, d)
	}
	return out
}

// reuseOn is what is so on one tier. Of requests that a proxy alone hands on no browser has the connection.
func (r *rendering) reuseOn(t *plan.Tier) []reuse {
	if p := &t.Written.Proxies; p.Trusted.IsSet() && len(t.Written.Senders()) > 0 && !p.Protocol.Value {
		return nil
	}
	out := r.reuseInServers(t)
	if !t.OneServer() {
		out = append(out, r.reuseOfServers(t)...)
	}
	return out
}

// reuseInServers is that of servers whose one certificate is shown by several listeners or
// Gateways.
func (r *rendering) reuseInServers(t *plan.Tier) (out []reuse) {
	why, help := ", on another Gateway with the same certificate", "give each a certificate of its own"
	if r.plan.GatewayAPI() {
		why, help = ", on another listener with the same certificate", fmt.Sprintf("write one wildcard that covers them, or %s, or a certificate for each: a Gateway has %d listeners at most, and each host takes one then, as now",
			findings.New(r.plan).ByIstio(), plan.MaxListeners)
		if len(t.Servers[0].Hosts) == 0 {
			help += ", or write one certificate at the tier: hosts of the tier's own share a listener"
		}
	}
	for j := range t.Servers {
		if s := &t.Servers[j]; s.TLS.Terminated() && (len(s.Sections) > 1 || len(s.Gateways) > 1 && !t.OneServer()) {
			out = append(out, reuse{s.Hosts[len(s.Hosts)-1], s.Hosts[0], why, "404", help})
		}
	}
	return out
}

// reuseOfServers are those of servers of a tier, one for every two.
func (r *rendering) reuseOfServers(t *plan.Tier) (out []reuse) {
	covers := r.certificateNames(t)
	warned := map[[2]int]bool{}
	answered := "; or answer 421, as the overlay of examples/misdirected does"
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
					out = append(out, reusedOfTwo(of, &t.Servers[other], h, coveredOf(covers, t.Servers, other, at), answered, oneForAll(covers, of, &t.Servers[other], other)))
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

// reusedOfTwo is that of a host that the certificate of another server is for, and of one of
// that, which this one's is for. A way out that Istio's own Gateways have is told behind the help.
func reusedOfTwo(of, s *plan.Server, h format.Text, back *format.Text, answered, shared string) reuse {
	out := reuse{h, s.Hosts[0], ", whose certificate covers it", "404", shared + "give the others a certificate that does not cover it, or put it on a tier of its own"}
	switch covers := func(s *plan.Server, host string) bool { return routing.NewSet(format.Values(s.Hosts)).Covers(host) }; {
	case covers(s, h.Value): // and so does every certificate for them
		if i := slices.IndexFunc(s.Hosts, func(one format.Text) bool { return routing.NewSet([]string{one.Value}).Covers(h.Value) }); i >= 0 {
			out.other = s.Hosts[i]
		}
		out.get = "what the wildcard leads to"
		out.help = "put it on a tier of its own, or list the wildcard's other hosts in its place, with a certificate that does not cover it" + answered
	case back != nil && !covers(of, back.Value):
		out.other, out.why = *back, ", and the other way round, since each one's certificate covers both"
		out.help = shared + "give each a certificate that does not cover the other, or put it on a tier of its own"
	}
	return out
}

// oneForAll is the help where a host has a pair of its own that is for all hosts of the tier's own server, and nothing
// else of its own; "" where that is not so.
func oneForAll(covers map[string][]int, of, s *plan.Server, at int) string {
	if of.Item != nil || of.Cert.IsSet() || s.Item == nil || !s.Cert.Stem.IsSet() || s.TLS != of.TLS {
		return ""
	}
	for _, h := range of.Hosts {
		if !slices.Contains(covers[strings.ToLower(h.Value)], at) {
			return ""
		}
	}
	return "write cert: " + format.YAMLWord(s.Cert.Stem.Value) + " beside hosts, and " + wording.Quote(s.Hosts[0].Value) + " without one of its own, since that one is for all; or "
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
