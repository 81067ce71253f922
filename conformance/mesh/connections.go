package mesh

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	envoytls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"

	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xdstest"
)

// tls reads how a filter chain ends TLS: the names under which it asks for its
// certificate and for the authority of its clients, and the least version.
func (a *answer) tls(chain *listener.FilterChain) {
	context := &envoytls.DownstreamTlsContext{}
	if chain.GetTransportSocket() == nil || chain.GetTransportSocket().GetTypedConfig().UnmarshalTo(context) != nil {
		return
	}
	a.ends(context)
}

func (a *answer) ends(context *envoytls.DownstreamTlsContext) {
	for _, c := range context.GetCommonTlsContext().GetTlsCertificateSdsSecretConfigs() {
		a.certificate = c.Name
	}
	a.authority = context.GetCommonTlsContext().GetCombinedValidationContext().GetValidationContextSdsSecretConfig().GetName()
	a.needed = context.GetRequireClientCertificate().GetValue()
	a.least = context.GetCommonTlsContext().GetTlsParams().GetTlsMinimumProtocolVersion().String()
}

// least is the least version of TLS that a server takes.
func (s *server) least() string {
	return "TLSv" + strings.ReplaceAll(s.MinVersion, ".", "_")
}

// handedOut reports whether istiod lets a gateway of the Gateway API have the
// Secrets that it asks for.
func (f *follower) handedOut(names ...string) {
	for _, name := range names {
		if f.w.top.Routing == gatewayAPI && name != "" && !f.proxy.MergedGateway.VerifiedCertificateReferences.Contains(name) {
			f.fail("istiod keeps %q from the gateway", name)
		}
	}
}

// connection reads where a filter chain sends whole connections.
func connection(t *testing.T, chain *listener.FilterChain) end {
	proxy := xdstest.ExtractTCPProxy(t, chain)
	out := end{clusters: map[string]uint32{}}
	if name := proxy.GetCluster(); name != "" {
		out.clusters[name] = 100
	}
	for _, c := range proxy.GetWeightedClusters().GetClusters() {
		out.clusters[c.GetName()] = c.GetWeight()
	}
	return out
}

// passthrough follows connections that are told apart by host, and that the
// gateway must not end.
func (f *follower) passthrough() {
	var hosts []string
	for _, r := range f.tier.rules() {
		if r.TCP == 0 && r.TLS == 0 && !r.requests() && r.app != nil {
			hosts = append(hosts, r.hosts(f.tier)...)
		}
	}
	for _, s := range f.tier.servers() {
		if s.Mode == "passthrough" {
			hosts = append(hosts, s.hosts...)
		}
	}
	slices.Sort(hosts)
	for _, host := range slices.Compact(hosts) {
		f.passed(concrete(host), 443, f.passing(concrete(host)))
	}
}

// passing is the rule by which an app gets the connections to a host on 443; nil
// for none.
func (f *follower) passing(host string) *rule {
	r := f.taking(host, func(r rule) bool { return r.TCP == 0 && r.TLS == 0 && !r.requests() && r.app != nil })
	if r == nil || !f.tier.server(best(r.hosts(f.tier), host)).same(f.tier.server(host)) {
		return nil
	}
	return r
}

// taking is of some rules that of the most specific host that a name belongs to.
func (f *follower) taking(host string, some func(rule) bool) (found *rule) {
	longest := ""
	for _, r := range f.tier.rules() {
		if !some(r) {
			continue
		}
		if at := best(r.hosts(f.tier), host); at != "" && (longest == "" || at == host || longest != host && len(at) > len(longest)) {
			longest, found = at, &r
		}
	}
	return found
}

// passed follows one connection, which a rule takes, or none.
func (f *follower) passed(host string, port int, r *rule) {
	want := end{err: errNothing}
	if r != nil {
		want = end{clusters: f.w.top.clusters(f.tier, r.app, r.route)}
	}
	name, got := f.connect(host, port)
	if !want.met(got.end) {
		f.fail("%s: %v, want %v", name, got.end, want)
	}
	if r != nil && got.certificate != "" {
		f.fail("%s: the gateway ends TLS with %q", name, got.certificate)
	}
}

// connect follows one connection of TLS; name is what it is called in complaints.
func (f *follower) connect(host string, port int) (name string, got answer) {
	q := request{host: host, port: port, secure: true}
	call := q.call()
	call.Protocol = simulation.TCP
	chain, _, err := f.chain(call)
	got = answer{end: end{err: err}}
	if err == nil {
		got.end = connection(f.t, chain)
	}
	got.tls(chain)
	return fmt.Sprintf("tls://%s:%d", host, port), got
}

// tcp follows connections to the tier's other ports.
func (f *follower) tcp() {
	for _, r := range f.tier.rules() {
		if r.TCP == 0 {
			continue
		}
		chain, _, err := f.chain(simulation.Call{Port: r.TCP, Protocol: simulation.TCP, TLS: simulation.Plaintext, CallMode: simulation.CallModeGateway})
		got := end{err: err}
		if err == nil {
			got = connection(f.t, chain)
		}
		if want := (end{clusters: f.w.top.clusters(f.tier, r.app, r.route)}); !want.met(got) {
			f.fail("tcp://:%d: %v, want %v", r.TCP, got, want)
		}
	}
}

// tlsPorts follows connections to the tier's ports for TLS: the gateway ends it and
// passes on what is in it, or all of it.
func (f *follower) tlsPorts() {
	for i := range f.tier.Ports {
		p := &f.tier.Ports[i]
		if !f.tier.forTLS(p) {
			continue
		}
		hosts := f.tier.hosts()
		for _, r := range f.tier.rules() {
			if r.TLS == p.Port {
				hosts = append(hosts, r.Hosts...)
			}
		}
		slices.Sort(hosts)
		for _, host := range slices.Compact(hosts) {
			f.tlsPort(concrete(host), p)
		}
	}
}

// tlsPort follows one connection to such a port.
func (f *follower) tlsPort(host string, p *port) {
	r, s := f.taking(host, func(r rule) bool { return r.TLS == p.Port }), f.tier.server(host)
	if r != nil {
		if above := f.tier.server(best(r.hosts(f.tier), host)); !above.ending().same(s.ending()) && (p.mode(above) != "passthrough" || p.mode(s) != "passthrough") {
			r = nil // which is a wildcard's of another server: the most specific host alone answers
		}
	}
	if p.mode(s) == "passthrough" {
		f.passed(host, p.Port, r)
		return
	}
	want := end{err: errNothing}
	if r != nil && s.encrypted() {
		want = end{clusters: f.w.top.clusters(f.tier, r.app, r.route)}
	}
	name, got := f.connect(host, p.Port)
	if !want.met(got.end) {
		f.fail("%s: %v, want %v", name, got.end, want)
	}
	if want.err == nil {
		f.ended(name, s.on(p.Port), got)
	}
}
