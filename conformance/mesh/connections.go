package mesh

import (
	"fmt"
	"testing"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	envoytls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"

	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xdstest"
)

// tls reads how a filter chain ends TLS: the names under which it asks for its
// certificate and for the authority of its clients.
func (a *answer) tls(chain *listener.FilterChain) {
	context := &envoytls.DownstreamTlsContext{}
	if chain.GetTransportSocket() == nil || chain.GetTransportSocket().GetTypedConfig().UnmarshalTo(context) != nil {
		return
	}
	for _, c := range context.GetCommonTlsContext().GetTlsCertificateSdsSecretConfigs() {
		a.certificate = c.Name
	}
	a.authority = context.GetCommonTlsContext().GetCombinedValidationContext().GetValidationContextSdsSecretConfig().GetName()
	a.needed = context.GetRequireClientCertificate().GetValue()
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
func (a *answer) connection(t *testing.T, chain *listener.FilterChain) {
	proxy := xdstest.ExtractTCPProxy(t, chain)
	a.clusters = map[string]uint32{}
	if name := proxy.GetCluster(); name != "" {
		a.clusters[name] = 100
	}
	for _, c := range proxy.GetWeightedClusters().GetClusters() {
		a.clusters[c.GetName()] = c.GetWeight()
	}
}

// passthrough follows connections that are told apart by host, and that the
// gateway must not end.
func (f *follower) passthrough() {
	for i := range f.tier.Apps {
		a := &f.tier.Apps[i]
		for j := range a.Routes {
			r := &a.Routes[j]
			if r.TCP != 0 {
				continue
			}
			for _, host := range r.hosts(f.tier) {
				q := request{host: concrete(host), clusters: f.w.top.clusters(a, r)}
				call := q.call(443, simulation.TLS)
				call.Protocol = simulation.TCP
				got := f.follow(call)
				f.compare("tls://"+q.host, q, got)
				if got.certificate != "" {
					f.fail("tls://%s: the gateway ends TLS with %q", q.host, got.certificate)
				}
			}
		}
	}
}

// tcp follows connections to the tier's other ports.
func (f *follower) tcp() {
	for i := range f.tier.Apps {
		a := &f.tier.Apps[i]
		for j := range a.Routes {
			r := &a.Routes[j]
			if r.TCP == 0 {
				continue
			}
			got := f.follow(simulation.Call{Port: r.TCP, Protocol: simulation.TCP, TLS: simulation.Plaintext, CallMode: simulation.CallModeGateway})
			f.compare(fmt.Sprintf("tcp://:%d", r.TCP), request{clusters: f.w.top.clusters(a, r)}, got)
		}
	}
}
