package mesh

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"render/conformance/clauses"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	envoyroute "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/spiffe"
)

// Judge judges the streams that were rendered from a topology by everything
// here, and tells how many requests it followed.
func Judge(t *testing.T, written []byte, streams ...[]byte) (problems []string, followed int) {
	t.Helper()
	w, err := newWorld(t, written, streams...)
	if err != nil {
		return []string{err.Error()}, 0
	}
	problems = slices.Concat(w.warned, w.gateways(), w.analyzed())
	configs, err := w.configs()
	if err != nil { // nothing more is said of what istiod does not take at all
		return append(problems, clauses.Sprintf("%v", err)), 0
	}
	problems = append(problems, validated(configs)...)
	found, followed := w.follow(t, configs)
	return append(problems, found...), followed
}

// follow follows every request of the topology: over http and https, on its own
// tier's gateway, and on every other tier's.
func (w *world) follow(t *testing.T, configs []config.Config) (problems []string, followed int) {
	// The Gateway API's objects are read from the cluster.
	configs = slices.DeleteFunc(slices.Clone(configs), func(c config.Config) bool { return c.GroupVersionKind.Group == gatewayGroup })
	for i := range configs {
		configs[i].Domain = "cluster.local" // by which short names of Services are completed
	}
	objects, err := w.clusterObjects()
	if err != nil {
		return []string{err.Error()}, 0
	}
	server := xds.NewFakeDiscoveryServer(t, xds.FakeOptions{Configs: configs, KubernetesObjects: objects})
	for i := range w.top.Tiers {
		tier := &w.top.Tiers[i]
		proxy := server.SetupProxy(pod(w.top, tier))
		f := &follower{t: t, w: w, tier: tier, targets: w.targets(tier), proxy: proxy, sim: simulation.NewSimulation(t, server, proxy)}
		f.all()
		problems, followed = append(problems, f.problems...), followed+f.followed
	}
	return problems, followed
}

// configs are the objects that istiod reads as configuration.
func (w *world) configs() ([]config.Config, error) {
	var all []any
	for _, o := range w.objects {
		switch o.GroupVersionKind().Group {
		case "networking.istio.io", "security.istio.io", gatewayGroup:
			all = append(all, o.Object)
		}
	}
	stream, err := text(all...)
	if err != nil {
		return nil, err
	}
	configs, _, err := crd.ParseInputs(string(stream))
	return configs, err
}

// pod is a gateway pod of a tier.
func pod(top *topology, tier *tier) *model.Proxy {
	labels := top.labels(tier)
	return &model.Proxy{
		Type:             model.Router,
		ConfigNamespace:  top.gateways(),
		Labels:           labels,
		Metadata:         &model.NodeMetadata{Namespace: top.gateways(), Labels: labels},
		VerifiedIdentity: &spiffe.Identity{TrustDomain: "cluster.local", Namespace: top.gateways(), ServiceAccount: top.gateway(tier)},
	}
}

// follower follows requests through one tier's gateway.
type follower struct {
	t        *testing.T
	w        *world
	tier     *tier
	targets  map[int]int // the pod's ports by the Service's
	proxy    *model.Proxy
	sim      *simulation.Simulation
	problems []string
	followed int
}

func (f *follower) fail(format string, args ...any) {
	clauses.Through()
	f.problems = append(f.problems, "tier "+f.tier.Name+": "+fmt.Sprintf(format, args...))
}

// all follows what comes to the tier.
func (f *follower) all() {
	if f.tier.TLS.Mode == "passthrough" {
		f.passthrough()
	} else {
		for _, q := range f.w.top.requests(f.tier) {
			f.http(q)
			f.https(q)
		}
	}
	f.tcp()
	f.outside()
	for i := range f.w.top.Tiers {
		f.strangers(&f.w.top.Tiers[i])
	}
}

func (f *follower) http(q request) {
	got := f.follow(q.call(80, simulation.Plaintext))
	name := fmt.Sprintf("http://%s%s %s", q.host, q.path, q.method)
	if f.tier.TLS.Redirect && f.tier.TLS.Mode != "off" {
		if got.err != simulation.ErrTLSRedirect && !got.redirect {
			f.fail("%s: %v, want a redirect to https", name, got)
		}
		return
	}
	f.compare(name, q, got)
}

func (f *follower) https(q request) {
	got := f.follow(q.call(443, simulation.TLS))
	name := fmt.Sprintf("https://%s%s %s", q.host, q.path, q.method)
	if f.tier.TLS.Mode == "off" {
		if got.err == nil {
			f.fail("%s: %v, want nothing to listen", name, got)
		}
		return
	}
	f.compare(name, q, got)
	if want := f.w.top.certificate(f.tier); got.certificate != want {
		f.fail("%s: the certificate is %q, want %q", name, got.certificate, want)
	}
	authority, needed := "", f.tier.TLS.Mode == "mutual"
	if needed || f.tier.TLS.Mode == "optional-mutual" {
		authority = f.w.top.authority(f.tier)
	}
	if got.authority != authority || got.needed != needed {
		f.fail("%s: clients are checked by %q (needed: %v), want %q (%v)", name, got.authority, got.needed, authority, needed)
	}
	f.handedOut(got.certificate, got.authority)
}

func (f *follower) compare(name string, q request, got answer) {
	if !q.ends(got) {
		f.fail("%s: %v, want %v", name, got, q)
	}
}

// strangers tries another tier's hosts: this gateway must not answer them.
func (f *follower) strangers(other *tier) {
	for _, host := range other.Hosts {
		host := concrete(host)
		if best(f.tier.Hosts, host) != "" {
			continue
		}
		for _, path := range append([]string{"/", nobody}, ownPaths(other)...) {
			q := request{host: host, path: path, method: "GET"}
			for port, mode := range map[int]simulation.TLSMode{80: simulation.Plaintext, 443: simulation.TLS} {
				if got := f.follow(q.call(port, mode)); got.err == nil {
					f.fail("%s:%d%s of tier %s is answered: %v", host, port, path, other.Name, got)
				}
			}
		}
	}
}

func ownPaths(t *tier) (out []string) {
	for _, a := range t.Apps {
		for _, r := range a.Routes {
			out = append(out, r.paths()...)
		}
	}
	return out
}

func (q request) call(port int, mode simulation.TLSMode) simulation.Call {
	headers := q.headers.Clone()
	if headers == nil {
		headers = map[string][]string{}
	}
	headers[":method"] = []string{q.method}
	headers["Host"], headers[":authority"] = []string{q.host}, []string{q.host}
	sni := ""
	if mode == simulation.TLS {
		sni = q.host
	}
	return simulation.Call{Port: port, Path: q.path, Protocol: simulation.HTTP, TLS: mode, Headers: headers, Sni: sni,
		CallMode: simulation.CallModeGateway}
}

// answer is what a request came to.
type answer struct {
	err         error
	clusters    map[string]uint32 // and their weights
	redirect    bool
	target      string        // of a redirect, where it is a path
	timeout     time.Duration // of the route
	certificate string
	authority   string // of clients' certificates
	needed      bool   // a client has to have one
}

func (a answer) String() string {
	switch {
	case a.err != nil:
		return a.err.Error()
	case a.redirect:
		return "a redirect"
	}
	return fmt.Sprint(a.clusters)
}

// follow takes a call to its virtual host by Istio's simulation, and from there
// by route: the simulation looks at paths alone.
func (f *follower) follow(call simulation.Call) answer {
	f.followed++
	var out answer
	if call.Port = f.targets[call.Port]; call.Port == 0 {
		out.err = simulation.ErrNoListener
		return out
	}
	var chain *listener.FilterChain
	call.CustomListenerValidations = []simulation.CustomFilterChainValidation{func(taken *listener.FilterChain) error {
		chain = taken
		return nil
	}}
	result := f.sim.Run(call)
	out.tls(chain)
	if out.err = result.Error; out.err != nil && !errors.Is(out.err, simulation.ErrNoRoute) {
		return out
	}
	if result.RouteConfigMatched == "" {
		out.connection(f.t, chain)
		return out
	}
	taken := f.route(call, result)
	if taken == nil {
		out.err = simulation.ErrNoRoute
		return out
	}
	out.arrive(taken)
	return out
}

// arrive reads where a route leads to.
func (a *answer) arrive(taken *envoyroute.Route) {
	a.err = nil
	a.redirect = taken.GetRedirect() != nil
	a.target = taken.GetRedirect().GetPathRedirect()
	a.timeout = taken.GetRoute().GetTimeout().AsDuration()
	a.clusters = map[string]uint32{}
	if name := taken.GetRoute().GetCluster(); name != "" {
		a.clusters[name] = 100
	}
	for _, c := range taken.GetRoute().GetWeightedClusters().GetClusters() {
		a.clusters[c.GetName()] = c.GetWeight().GetValue()
	}
}

// route is the first route of the virtual host that takes a call.
func (f *follower) route(call simulation.Call, result simulation.Result) *envoyroute.Route {
	config := xdstest.ExtractRouteConfigurations(f.sim.Routes)[result.RouteConfigMatched]
	for _, host := range config.GetVirtualHosts() {
		if host.Name != result.VirtualHostMatched {
			continue
		}
		for _, r := range host.Routes {
			if takes(r.GetMatch(), call) {
				return r
			}
		}
	}
	return nil
}
