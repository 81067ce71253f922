package mesh

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"render/conformance/clauses"

	envoycore "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	envoyroute "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	envoyquic "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/quic/v3"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pilot/test/xdstest"
)

// quicEnv is the variable by which istiod has gateways take HTTP/3.
const quicEnv = "PILOT_ENABLE_QUIC_LISTENERS"

// learns reads of istiod's Deployment whether it has HTTP/3, and both families.
func (w *world) learns(deployment *unstructured.Unstructured) {
	containers, _, _ := unstructured.NestedSlice(deployment.Object, "spec", "template", "spec", "containers")
	for _, c := range containers {
		env, _, _ := unstructured.NestedSlice(c.(map[string]any), "env")
		for _, e := range env {
			variable := e.(map[string]any)
			switch on := fmt.Sprint(variable["value"]) == "true"; variable["name"] {
			case quicEnv:
				w.quic = on
			case dualStackEnv:
				w.dualStack = on
			}
		}
	}
}

// environment is what somebody else's istiod is installed with: what the Sail operator
// reads, or what the topology asks of it.
func (w *world) environment() map[string]any {
	for _, o := range w.objects {
		if o.GroupVersionKind().GroupKind().String() == "Istio.sailoperator.io" {
			env, _, _ := unstructured.NestedMap(o.Object, "spec", "values", "pilot", "env")
			if env == nil {
				env = map[string]any{}
			}
			return env
		}
	}
	none := w.top.Istio.Install == "none"
	return map[string]any{quicEnv: fmt.Sprint(none && w.top.asksHTTP3()), dualStackEnv: fmt.Sprint(none && w.top.asksIPv6())}
}

func (t *topology) asksHTTP3() bool {
	return slices.ContainsFunc(t.Tiers, func(t tier) bool { return t.Service.HTTP3 })
}

// twoProtocols is said of every port that a Service has over TCP and over UDP.
var twoProtocols = regexp.MustCompile(`^Warning \[IST0116\] .* using port (\d+) but different protocols: \[(\S+) (\S+)\]`)

// alsoHTTP3 reports whether a port that a Service has twice is for HTTP/3.
func (w *world) alsoHTTP3(port, service, other string) bool {
	return service == other && slices.ContainsFunc(w.top.Tiers, func(t tier) bool {
		return w.top.gateways(&t)+"/"+w.top.gateway(&t) == service && slices.ContainsFunc(t.http3Ports(), func(number int) bool { return strconv.Itoa(number) == port })
	})
}

// told judges what istiod is told of HTTP/3, and of IPv6.
func (w *world) told() (problems []string) {
	if asks := w.top.asksHTTP3(); asks != w.quic {
		problems = append(problems, clauses.Sprintf("istiod has HTTP/3: %v, and tiers ask for it: %v", w.quic, asks))
	}
	if asks := w.top.asksIPv6(); asks != w.dualStack {
		problems = append(problems, clauses.Sprintf("istiod has both families: %v, and tiers ask for IPv6: %v", w.dualStack, asks))
	}
	return problems
}

// http3Ports are the ports of a tier that are for HTTP/3 too: 443, or none.
func (own *tier) http3Ports() []int {
	if own.Service.HTTP3 {
		return []int{443}
	}
	return nil
}

// overUDP takes the listeners over UDP out of a gateway's, by port of the pod.
func overUDP(all []*listener.Listener) (tcp []*listener.Listener, udp map[int]*listener.Listener) {
	udp = map[int]*listener.Listener{}
	for _, l := range all {
		if at := l.GetAddress().GetSocketAddress(); at.GetProtocol() == envoycore.SocketAddress_UDP {
			udp[int(at.GetPortValue())] = l
		} else {
			tcp = append(tcp, l)
		}
	}
	return tcp, udp
}

// http3 judges on which ports HTTP/3 comes in, and that for each host for which TLS is
// ended there it does as https does.
func (f *follower) http3() {
	want := map[int]bool{}
	for _, number := range f.tier.http3Ports() {
		want[f.targets[number]] = true
		if udp := f.w.targets(f.tier, corev1.ProtocolUDP)[number]; udp != f.targets[number] {
			f.fail("port %d leads to the pod's %d over UDP, over TCP to %d", number, udp, f.targets[number])
		}
	}
	open := slices.Sorted(maps.Keys(f.udp))
	if !slices.Equal(open, slices.Sorted(maps.Keys(want))) {
		f.fail("HTTP/3 comes in on ports %v of the pod, want %v", open, slices.Sorted(maps.Keys(want)))
	}
	for _, number := range open {
		for _, s := range f.tier.servers() {
			for _, host := range s.hosts {
				f.overHTTP3(number, s.on(number), concrete(host))
			}
		}
	}
}

// overHTTP3 judges HTTP/3 for one host.
func (f *follower) overHTTP3(number int, s *server, host string) {
	chain := bySNI(f.udp[number].GetFilterChains(), host)
	if !s.encrypted() {
		// A wildcard above takes in what asks for its certificate, as it does over TCP of
		// connections that were opened to another host.
		if chain != nil && f.tier.endedAbove(host) == "" && !f.turnedAway(chain, host) {
			f.fail("HTTP/3 comes in for %s on %d, of which the gateway ends no TLS", host, number)
		}
		return
	}
	if s.Mode != "simple" {
		f.fail("HTTP/3 comes in for %s on %d, past the certificates of its clients", host, number)
		return
	}
	got, want := answer{}, f.w.top.certificate(s)
	quic := &envoyquic.QuicDownstreamTransport{}
	if chain.GetTransportSocket().GetTypedConfig().UnmarshalTo(quic) == nil {
		got.ends(quic.GetDownstreamTlsContext())
	}
	if routes := f.routes(chain); got.certificate != want || routes == nil {
		f.fail("HTTP/3 for %s on %d: the certificate is %q, want %q; %d virtual hosts", host, number, got.certificate, want, len(routes.GetVirtualHosts()))
	}
}

// turnedAway reports whether a filter chain is one for whatever no other is for, and has
// no route for a host: with the Gateway API one listener has all hosts of a certificate.
func (f *follower) turnedAway(chain *listener.FilterChain, host string) bool {
	routes := f.routes(chain)
	if routes == nil || len(chain.GetFilterChainMatch().GetServerNames()) > 0 {
		return false
	}
	return !slices.ContainsFunc(routes.GetVirtualHosts(), func(h *envoyroute.VirtualHost) bool {
		return len(h.GetRoutes()) > 0 && best(h.GetDomains(), host) != ""
	})
}

// endedAbove is a host of a tier's that takes in another, and for which TLS is ended; ""
// for none.
func (t *tier) endedAbove(host string) string {
	var ended []string
	for _, s := range t.servers() {
		if s.encrypted() {
			ended = append(ended, s.hosts...)
		}
	}
	return best(ended, host)
}

// routes are those of a filter chain for requests; nil for none.
func (f *follower) routes(chain *listener.FilterChain) *envoyroute.RouteConfiguration {
	if chain == nil {
		return nil
	}
	return f.tables[xdstest.ExtractHTTPConnectionManager(f.t, chain).GetRds().GetRouteConfigName()]
}

// bySNI is the filter chain for a host; nil for none.
func bySNI(chains []*listener.FilterChain, host string) (found *listener.FilterChain) {
	longest := -1
	for _, c := range chains {
		names := c.GetFilterChainMatch().GetServerNames()
		if at := best(names, host); (at != "" || len(names) == 0) && (len(at) > longest || at == host) {
			longest, found = len(at), c
		}
	}
	return found
}
