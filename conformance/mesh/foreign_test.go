package mesh

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/spiffe"
	"istio.io/istio/pkg/test"
)

// comparison is what came of a world's requests.
type comparison struct {
	problems          []string
	compared, through int
}

// foreign compares what becomes of requests in a world of one text.
func foreign(t *testing.T, given []byte, add func(*testing.T, *world)) (comparison, error) {
	return foreignOf(t, given, given, add)
}

// foreignOf hands package trace another text than istiod.
func foreignOf(t *testing.T, given, told []byte, add func(*testing.T, *world)) (out comparison, err error) {
	w, err := foreignWorld(t, given, add)
	if err != nil {
		return out, err
	}
	of, err := foreignWorld(t, told, add)
	if err != nil {
		return out, err
	}
	stream, err := of.stream()
	if err != nil {
		return out, err
	}
	if err := w.deployGateways(); err != nil {
		return out, err
	}
	gateways, err := w.foreignGateways()
	if err != nil {
		return out, err
	}
	if len(gateways) == 0 {
		return out, nil
	}
	test.SetForTest(t, &features.ScopeGatewayToNamespace, w.scoped())
	server, err := w.foreignIstiod()
	if err != nil {
		return out, err
	}
	defer func() { _ = server.close() }()
	question := map[string]any{"Streams": []string{string(stream)}, "Known": map[string]any{"AnySecret": add == nil}, "All": true}
	var made []foreignRequest
	asks(t, question, &made)
	made = append(append(variants(made), w.crossed()...), w.preflights(made)...)
	for _, g := range gateways {
		f := newForeignFollower(t, w, server, g)
		list := g.reached(made)
		question["All"], question["Requests"] = false, list
		for i, said := range asked(t, question) {
			out.compare(f, &list[i], said)
		}
	}
	return out, nil
}

// compare compares what is said of one request.
func (c *comparison) compare(f *follower, r *foreignRequest, said traced) {
	got := f.foreign(r)
	if said.Path == got.read || r.Raw {
		said.Path = ""
	}
	c.compared++
	if got.err == nil {
		c.through++
	}
	if itself := said.Verdict == "answers" && said.Routed == "arrives" && said.Status == 200; got.err == nil && itself != got.answered {
		c.problems = append(c.problems, fmt.Sprintf("%v: the gateway answers a page's question itself: trace %v, istiod %v", *r, itself, got.answered))
	}
	missing := f.missing(got.clusters)
	if p := differsOver(said, missing); p != "" && got.err == nil {
		c.problems = append(c.problems, fmt.Sprintf("%v: %s", *r, p))
	}
	if said.Verdict = said.Routed; said.Certificate == "" {
		got.certificate = "" // that of files or of the mesh, of which istiod's names are its own
	}
	if p := differs(said, got); p != "" {
		c.problems = append(c.problems, fmt.Sprintf("%v: %s", *r, p))
	}
}

// foreignGateway are the pods that a Gateway is for.
type foreignGateway struct {
	namespace, name string
	labels          map[string]string
	ports           []int
	targets         map[int]int // by the Service's port, the pods'
}

// newForeignFollower follows requests through the pods of one gateway.
func newForeignFollower(t *testing.T, w *world, server *istiod, g foreignGateway) *follower {
	proxy := server.SetupProxy(&model.Proxy{Type: model.Router, ConfigNamespace: g.namespace, Labels: g.labels,
		Metadata:         &model.NodeMetadata{Namespace: g.namespace, Labels: g.labels},
		VerifiedIdentity: &spiffe.Identity{TrustDomain: "cluster.local", Namespace: g.namespace, ServiceAccount: g.name}})
	sim := simulation.NewSimulationFromConfigGen(t, server.ConfigGenTest, proxy)
	f := &follower{t: t, w: w, ofMesh: true, targets: map[int]int{}, proxy: proxy, sim: sim, tables: xdstest.ExtractRouteConfigurations(sim.Routes)}
	sim.Listeners, f.udp = overUDP(sim.Listeners)
	for _, port := range g.ports {
		f.targets[port] = cmp.Or(g.targets[port], port)
	}
	return f
}

// missing are destinations that istiod has no cluster of.
func (f *follower) missing(clusters map[string]uint32) (out []string) {
	known := xdstest.ExtractClusters(f.sim.Clusters)
	for _, name := range slices.Sorted(maps.Keys(clusters)) {
		if known[name] == nil {
			out = append(out, name)
		}
	}
	return out
}

// differsOver is how what package trace says of destinations that are not there is not
// what istiod makes of them; "" where it is, and where something else is in the way.
func differsOver(said traced, missing []string) string {
	told := slices.ContainsFunc([]string{"is not among the objects", "no ServiceEntry is for", "has no port", "no DestinationRule of", "lets it name", "is none that Istio takes",
		"no backend has a share"}, func(part string) bool { return strings.Contains(said.Why, part) })
	switch {
	case said.Verdict == "arrives" && len(missing) > 0:
		return fmt.Sprintf("trace says it arrives, and istiod has no cluster %v", missing)
	case said.Verdict == "fails" && told && len(missing) == 0:
		return fmt.Sprintf("trace says that it fails: %s; istiod has all clusters", said.Why)
	}
	return ""
}

// reached are requests of which each comes in by the gateway's Service.
func (g *foreignGateway) reached(made []foreignRequest) (out []foreignRequest) {
	seen := map[string]bool{}
	for _, r := range made {
		r.Service = g.namespace + "/" + g.name
		if key := fmt.Sprint(r); slices.Contains(g.ports, r.Port) && !seen[key] {
			seen[key] = true
			out = append(out, r)
		}
	}
	return out
}

// foreign is what becomes of such a request.
func (f *follower) foreign(r *foreignRequest) answer {
	if r.Raw {
		return f.connect(dial{r.Port, map[bool]string{true: r.Host}[r.Secure]})
	}
	q := request{port: r.Port, secure: r.Secure, sni: r.SNI, host: r.Host, path: r.Path, method: r.Method, query: r.Query, headers: map[string][]string{}}
	for _, h := range r.Headers {
		q.headers.Set(h.Name, h.Value)
	}
	return f.follow(&q)
}

// targetsOf are the pods' ports by the Service's, over TCP.
func targetsOf(s *corev1.Service) map[int]int {
	out := map[int]int{}
	for _, p := range s.Spec.Ports {
		if cmp.Or(p.Protocol, corev1.ProtocolTCP) == corev1.ProtocolTCP {
			out[int(p.Port)] = cmp.Or(p.TargetPort.IntValue(), int(p.Port))
		}
	}
	return out
}
