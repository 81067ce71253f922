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

// dial is a whole connection that somebody opens to a tier's port: one for TLS asks for
// a host.
type dial struct {
	port int
	host string // "" where it is as it is
}

func (d dial) String() string {
	if d.host == "" {
		return fmt.Sprintf("tcp://:%d", d.port)
	}
	return fmt.Sprintf("tls://%s:%d", d.host, d.port)
}

// dials are the connections that a tier's routes of them are tried with: those told
// apart by host that the gateway must not end, those to ports for TLS, which it ends and
// passes on what is in it, or all of it, and those to other ports.
func (t *tier) dials() (out []dial) {
	add := func(port int, hosts ...string) {
		slices.Sort(hosts)
		for _, host := range slices.Compact(hosts) {
			out = append(out, dial{port, concrete(host)})
		}
	}
	var passed []string
	for _, r := range t.rules() {
		if r.passed() {
			passed = append(passed, r.hosts(t)...)
		}
	}
	for _, s := range t.servers() {
		if s.Mode == "passthrough" {
			passed = append(passed, s.hosts...)
		}
	}
	add(443, passed...)
	for i := range t.Ports {
		p := &t.Ports[i]
		if !t.forTLS(p) {
			continue
		}
		hosts := t.hosts()
		for _, r := range t.rules() {
			if r.TLS == p.Port {
				hosts = append(hosts, r.Hosts...)
			}
		}
		add(p.Port, hosts...)
	}
	for _, r := range t.rules() {
		if r.TCP != 0 {
			out = append(out, dial{port: r.TCP})
		}
	}
	return out
}

// passed reports whether a rule is for connections on 443 that the gateway does not end.
func (r rule) passed() bool { return r.TCP == 0 && r.TLS == 0 && !r.requests() && r.app != nil }

// due is what ought to become of a connection.
func (t *topology) due(tier *tier, d dial) end {
	r := tier.takes(d)
	if r == nil {
		return end{err: errNothing}
	}
	return end{clusters: t.clusters(tier, r.app, r.route)}
}

// takes is the rule by which an app gets a connection; nil for none.
func (t *tier) takes(d dial) *rule {
	if d.host == "" {
		all := t.rules()
		if at := slices.IndexFunc(all, func(r rule) bool { return r.TCP == d.port }); at >= 0 {
			return &all[at]
		}
		return nil
	}
	if p := t.portForTLS(d); p != nil {
		return t.tlsPort(d.host, p)
	}
	return t.passing(d.host)
}

// portForTLS is the tier's port for TLS that a connection comes to; nil for none.
func (t *tier) portForTLS(d dial) *port {
	for i := range t.Ports {
		if p := &t.Ports[i]; d.host != "" && p.Port == d.port && t.forTLS(p) {
			return p
		}
	}
	return nil
}

// ending is the server that ends TLS of a connection, as it does on its port; nil where
// the gateway hands that on.
func (t *tier) ending(d dial) *server {
	p, s := t.portForTLS(d), t.server(d.host)
	if p == nil || s == nil || p.mode(s) == "passthrough" {
		return nil
	}
	return s.on(d.port)
}

// passing is the rule by which an app gets the connections to a host on 443; nil
// for none.
func (t *tier) passing(host string) *rule {
	r := t.mostSpecific(host, rule.passed)
	if r == nil || !t.server(best(r.hosts(t), host)).same(t.server(host)) {
		return nil
	}
	return r
}

// tlsPort is the rule for connections to such a port; nil for none.
func (t *tier) tlsPort(host string, p *port) *rule {
	r, s := t.mostSpecific(host, func(r rule) bool { return r.TLS == p.Port }), t.server(host)
	if r == nil {
		return nil
	}
	above, passes := t.server(best(r.hosts(t), host)), p.mode(s) == "passthrough"
	if !above.ending().same(s.ending()) && (p.mode(above) != "passthrough" || !passes) {
		return nil // it is a wildcard's of another server: the most specific host alone answers
	}
	if !passes && !s.encrypted() {
		return nil
	}
	return r
}

// mostSpecific is of some rules that of the most specific host that a name belongs to.
func (t *tier) mostSpecific(host string, some func(rule) bool) (found *rule) {
	longest := ""
	for _, r := range t.rules() {
		if !some(r) {
			continue
		}
		if at := best(r.hosts(t), host); at != "" && (longest == "" || at == host || longest != host && len(at) > len(longest)) {
			longest, found = at, &r
		}
	}
	return found
}

// connections follows every connection of a tier's.
func (f *follower) connections() {
	for _, d := range f.tier.dials() {
		want, got := f.w.top.due(f.tier, d), f.connect(d)
		if !want.met(got.end) {
			f.fail("%v: %v, want %v", d, got.end, want)
		}
		switch s := f.tier.ending(d); {
		case want.err != nil:
		case s != nil:
			f.ended(d.String(), s, got)
		case got.certificate != "":
			f.fail("%v: the gateway ends TLS with %q", d, got.certificate)
		}
	}
}

// connect follows one connection.
func (f *follower) connect(d dial) (got answer) {
	q := request{host: d.host, port: d.port, secure: d.host != ""}
	call := q.call()
	call.Protocol = simulation.TCP
	chain, _, err := f.chain(call)
	got = answer{end: end{err: err}}
	if err == nil {
		got.end = connection(f.t, chain)
	}
	got.tls(chain)
	return got
}
