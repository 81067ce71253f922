package mesh

import (
	"errors"
	"net/netip"
	"testing"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
)

// admitted is what the policies for a tier's gateway pods make of a request from an
// address, with what tokens it brings.
func (f *follower) admitted(q *request, from netip.Addr, given ...credential) (admission, error) {
	chain, _, _ := f.chain(q.call())
	if chain == nil {
		return admission{refused: "closed"}, nil
	}
	return admit(chain, &asking{request: q, from: f.tier.peer(from), origin: from, pod: uint32(f.targets[q.port])}, given)
}

// peer is whose connections a gateway sees of somebody.
func (t *tier) peer(from netip.Addr) netip.Addr {
	if t.Proxies.Trusted > 0 || t.Proxies.Protocol {
		return netip.MustParseAddr("192.168.1.250")
	}
	return from
}

// inside is what the policies for an app's pods make of who comes from within the cluster.
type inside struct {
	sim *simulation.Simulation
}

// newInside is of pods with labels in a namespace.
func newInside(t *testing.T, server *istiod, namespace string, labels map[string]string) *inside {
	t.Helper()
	proxy := server.SetupProxy(&model.Proxy{
		Type: model.SidecarProxy, ConfigNamespace: namespace, Labels: labels, IPAddresses: []string{"10.1.255.254"},
		Metadata: &model.NodeMetadata{Namespace: namespace, Labels: labels},
	})
	return &inside{sim: simulation.NewSimulationFromConfigGen(t, server.ConfigGenTest, proxy)}
}

// admitted asks for a request to a port of the pod: by a client of the mesh that has an
// identity, or in plain text where identity is "".
func (i *inside) admitted(q *request, port int, identity string, from netip.Addr) (admission, error) {
	call := q.call()
	call.CallMode, call.Port, call.Protocol, call.TLS, call.Sni = simulation.CallModeInbound, port, simulation.HTTP, simulation.Plaintext, ""
	if identity != "" {
		call.TLS = simulation.MTLS
	}
	var chain *listener.FilterChain
	call.CustomListenerValidations = []simulation.CustomFilterChainValidation{func(taken *listener.FilterChain) error {
		chain = taken
		return nil
	}}
	result := i.sim.Run(call)
	if chain == nil || errors.Is(result.Error, simulation.ErrMTLSError) || errors.Is(result.Error, simulation.ErrTLSError) {
		return admission{refused: "closed"}, nil
	}
	return admit(chain, &asking{request: q, from: from, origin: from, pod: uint32(port), identity: identity}, nil)
}
