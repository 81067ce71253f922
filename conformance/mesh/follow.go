package mesh

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"render/conformance/clauses"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	envoyroute "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/spiffe"
)

// Judge judges the streams that were rendered from a topology by everything
// here, and tells how many requests it followed.
func Judge(t *testing.T, written []byte, streams ...[]byte) (problems []string, followed int) {
	t.Helper()
	return judge(t, written, (*world).analyzed, streams...)
}

// judge is Judge with what is to be heard of the analyzers.
func judge(t *testing.T, written []byte, analyzed func(*world) []string, streams ...[]byte) (problems []string, followed int) {
	t.Helper()
	w, err := newWorld(written, streams...)
	if err != nil {
		return []string{err.Error()}, 0
	}
	problems = slices.Concat(w.warned, w.gateways(), w.told(), analyzed(w))
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
	failed := w.followers(t, configs, func(_ int, f *follower) {
		f.all()
		problems, followed = append(problems, f.problems...), followed+f.followed
	})
	return append(problems, failed...), followed
}

// followers hands over one for each tier, with its number; failed is what istiod itself
// says.
func (w *world) followers(t *testing.T, configs []config.Config, each func(int, *follower)) (failed []string) {
	// The Gateway API's objects are read from the cluster.
	configs = slices.DeleteFunc(slices.Clone(configs), func(c config.Config) bool { return c.GroupVersionKind.Group == gatewayGroup })
	for i := range configs {
		configs[i].Domain = "cluster.local" // by which short names of Services are completed
	}
	objects, err := w.clusterObjects()
	if err != nil {
		return []string{err.Error()}
	}
	server, err := w.istiod(configs, objects)
	if err != nil {
		return []string{err.Error()}
	}
	defer func() {
		if err := server.close(); err != nil {
			failed = append(failed, err.Error())
		}
	}()
	for i := range w.top.Tiers {
		tier := &w.top.Tiers[i]
		proxy := server.SetupProxy(pod(w.top, tier))
		each(i, newFollower(t, w, tier, proxy, simulation.NewSimulationFromConfigGen(t, server.ConfigGenTest, proxy)))
	}
	return nil
}

// istiod starts one that has read everything. Only for the Gateway API, and where
// Services have other ports than their pods, does it need a cluster.
func (w *world) istiod(configs []config.Config, objects []runtime.Object) (*istiod, error) {
	imitated := w.top.Routing == gatewayAPI
	for i := range w.top.Tiers {
		for number, target := range w.targets(&w.top.Tiers[i], corev1.ProtocolTCP) {
			imitated = imitated || number != target
		}
		imitated = imitated || len(w.targets(&w.top.Tiers[i], corev1.ProtocolUDP)) > 0
	}
	settings, err := w.settings()
	if err != nil {
		return nil, err
	}
	imitated = imitated || slices.ContainsFunc(w.objects, func(o *unstructured.Unstructured) bool { return o.GetKind() == "RequestAuthentication" }) // whose keys only a whole istiod asks for
	if imitated {
		return startConfigured(settings, configs, objects)
	}
	return w.startAlone(settings, configs)
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
	labels, namespace := top.labels(tier), top.gateways(tier)
	return &model.Proxy{
		Type:             model.Router,
		ConfigNamespace:  namespace,
		Labels:           labels,
		Metadata:         &model.NodeMetadata{Namespace: namespace, Labels: labels},
		VerifiedIdentity: &spiffe.Identity{TrustDomain: "cluster.local", Namespace: namespace, ServiceAccount: top.gateway(tier)},
	}
}

// follower follows requests through one tier's gateway.
type follower struct {
	t        *testing.T
	w        *world
	tier     *tier
	targets  map[int]int                // the pod's ports by the Service's, over TCP
	udp      map[int]*listener.Listener // by port of the pod
	ofMesh   bool                       // who asks has a certificate of the mesh, where one is wanted
	proxy    *model.Proxy
	sim      *simulation.Simulation
	tables   map[string]*envoyroute.RouteConfiguration
	problems []string
	followed int
}

func newFollower(t *testing.T, w *world, tier *tier, proxy *model.Proxy, sim *simulation.Simulation) *follower {
	f := &follower{t: t, w: w, tier: tier, targets: w.targets(tier, corev1.ProtocolTCP), proxy: proxy, sim: sim, tables: xdstest.ExtractRouteConfigurations(sim.Routes)}
	sim.Listeners, f.udp = overUDP(sim.Listeners)
	return f
}

func (f *follower) fail(format string, args ...any) {
	clauses.Through()
	f.problems = append(f.problems, "tier "+f.tier.Name+": "+fmt.Sprintf(format, args...))
}

// all follows what comes to the tier.
func (f *follower) all() {
	asked := f.tier.asked()
	for _, d := range f.tier.doors() {
		for _, q := range asked {
			q = q.at(d)
			if s := f.tier.server(q.host); d.port == 443 && s != nil && s.Mode == "passthrough" && f.tier.passing(q.host) != nil {
				continue // the app's
			}
			f.try(&q)
		}
	}
	f.reused(asked)
	f.connections()
	f.http3()
	f.behind()
	for i := range f.w.top.Tiers {
		f.strangers(&f.w.top.Tiers[i])
	}
}

// try follows one request and compares what becomes of it.
func (f *follower) try(q *request) {
	want := f.w.top.want(f.tier, q)
	got := f.follow(q)
	if !want.met(got.end) && !f.unserved(q, want, got.end) {
		f.fail("%v: %v, want %v", q, got.end, want)
	}
	if want.origins != nil && got.err == nil {
		f.origins(q, want, got.end)
	}
	if s := f.tier.server(q.host); q.secure && s.encrypted() {
		f.ended(q.String(), s.on(q.port), got)
	}
}

// unserved reports whether a request is redirected of which port 80 would serve the
// path in clear, if only some route were for it.
func (f *follower) unserved(q *request, want, got end) bool {
	s := f.tier.server(q.host)
	return q.port == 80 && s != nil && s.Redirect.excepts(q) && want.err != nil && got.redirect == "301 https://"+q.host+q.path
}

// origins compares which ones may ask for a route.
func (f *follower) origins(q *request, want, got end) {
	for _, r := range f.tier.rules() {
		if r.CORS == nil {
			continue
		}
		for _, origin := range r.CORS.tried() {
			if lets := got.origins != nil && got.origins(origin); lets != want.origins(origin) {
				f.fail("%v: the origin %q is let in: %v", q, origin, lets)
			}
		}
	}
}

// ended judges how a server ends the TLS of what was asked for.
func (f *follower) ended(what string, s *server, got answer) {
	want := f.w.top.certificate(s)
	if got.certificate != want {
		f.fail("%s: the certificate is %q, want %q", what, got.certificate, want)
	}
	authority, needed := "", s.Mode == "mutual"
	if needed || s.Mode == "optional-mutual" {
		authority = f.w.top.authority(s)
	}
	if got.authority != authority || got.needed != needed {
		f.fail("%s: clients are checked by %q (needed: %v), want %q (%v)", what, got.authority, got.needed, authority, needed)
	}
	if least := s.least(); f.w.top.Routing != gatewayAPI && got.least != least {
		f.fail("%s: the least version of TLS is %s, want %s", what, got.least, least)
	}
	f.handedOut(got.certificate, got.authority)
}

// answer is what a request came to, and how its connection was ended.
type answer struct {
	end
	read        string // the path, as the gateway has it
	certificate string
	authority   string // of clients' certificates
	needed      bool   // a client has to have one
	least       string // version of TLS
}

// follow takes a request to its virtual host by Istio's simulation, and from there
// by route: the simulation looks at paths alone.
func (f *follower) follow(q *request) answer {
	chain, result, err := f.chain(q.call())
	out := answer{end: end{err: err}}
	out.tls(chain)
	inside := *q
	inside.path = readPath(chain, q.path)
	if out.read = inside.path; err != nil && !errors.Is(err, simulation.ErrNoRoute) {
		if errors.Is(err, simulation.ErrTLSRedirect) {
			out.end = end{redirect: "301 https://" + inside.authority() + inside.path}
		}
		return out
	}
	if result.RouteConfigMatched == "" {
		out.end = connection(f.t, chain)
		return out
	}
	out.end = arrives(f.virtualHost(result).GetRoutes(), &inside)
	return out
}

// virtualHost is the one that the simulation came to; nil for none.
func (f *follower) virtualHost(result simulation.Result) *envoyroute.VirtualHost {
	for _, host := range f.tables[result.RouteConfigMatched].GetVirtualHosts() {
		if result.VirtualHostMatched != "" && host.Name == result.VirtualHostMatched {
			return host
		}
	}
	return nil
}

// chain takes a call to a listener of the gateway's, by the Service's port.
func (f *follower) chain(call simulation.Call) (chain *listener.FilterChain, result simulation.Result, err error) {
	f.followed++
	if call.Port = f.targets[call.Port]; call.Port == 0 {
		return nil, result, simulation.ErrNoListener
	}
	call.CustomListenerValidations = []simulation.CustomFilterChainValidation{func(taken *listener.FilterChain) error {
		chain = taken
		return nil
	}}
	result = f.sim.Run(call)
	if f.ofMesh && errors.Is(result.Error, simulation.ErrMTLSError) {
		call.TLS = simulation.MTLS
		result = f.sim.Run(call)
	}
	return chain, result, result.Error
}
