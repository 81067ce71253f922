package mesh

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/spiffe"
)

// foreignRequest is a request as package trace makes it up.
type foreignRequest struct {
	Secure, Raw         bool
	Host                string
	Port                int
	Method, Path, Query string
	Headers             []struct{ Name, Value string }
	SNI, Service        string `json:",omitempty"`
	From, Address, At   string `json:"-"`
}

// TestTraceForeign: the same of YAML that render never made: Istio's own samples. Each
// file is a world of its own, with the Services that it has.
func TestTraceForeign(t *testing.T) {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "istio.io/istio").Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	err = filepath.WalkDir(filepath.Join(strings.TrimSpace(string(folder)), "samples"), func(name string, entry os.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".yaml" {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	worlds, all := 0, 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(text, []byte("kind: Gateway\n")) {
			continue
		}
		t.Run(strings.TrimPrefix(name, strings.TrimSpace(string(folder))+"/samples/"), func(t *testing.T) {
			compared := foreign(t, text)
			all += compared
			worlds += min(compared, 1)
		})
	}
	if t.Logf("%d files, %d requests", worlds, all); worlds < 10 || all < 200 {
		t.Errorf("only %d files, %d requests", worlds, all)
	}
}

// foreign compares what becomes of requests in a world of one text.
func foreign(t *testing.T, given []byte) (compared int) {
	w := &world{top: &topology{Routing: gatewayAPI}}
	if err := w.read(given, func([]byte) error { return nil }); err != nil {
		t.Skip(err) // templates and the like
	}
	var stream bytes.Buffer
	for _, o := range w.objects {
		if o.GroupVersionKind().Group == gatewayGroup && strings.HasPrefix(o.GroupVersionKind().Version, "v1alpha") {
			o.SetAPIVersion(gatewayGroup + "/v1") // which the imitated cluster does not convert
		}
		if o.GetNamespace() == "" && o.GetKind() != "Namespace" && o.GetKind() != "GatewayClass" {
			o.SetNamespace("default")
		}
		document, err := text(o.Object)
		if err != nil {
			t.Fatal(err)
		}
		stream.Write(document)
	}
	gateways := w.foreignGateways()
	if err := w.deployGateways(); err != nil {
		t.Fatal(err)
	}
	configs, err := w.configs()
	if err != nil {
		t.Skip(err)
	}
	known := map[string]bool{}
	question := map[string]any{"Streams": []string{stream.String()}, "Known": map[string]any{"AnySecret": true, "Services": known}, "All": true}
	var made []foreignRequest
	asks(t, question, &made)
	configs = slices.DeleteFunc(configs, func(c config.Config) bool { return c.GroupVersionKind.Group == gatewayGroup }) // which istiod reads from the cluster
	for i := range configs {
		configs[i].Domain = "cluster.local"
	}
	cluster, err := w.clusterObjects()
	if err != nil {
		t.Fatal(err)
	}
	server, err := startImitated(configs, cluster)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.close() }()
	for _, g := range gateways {
		proxy := server.SetupProxy(&model.Proxy{Type: model.Router, ConfigNamespace: g.namespace, Labels: g.labels,
			Metadata:         &model.NodeMetadata{Namespace: g.namespace, Labels: g.labels},
			VerifiedIdentity: &spiffe.Identity{TrustDomain: "cluster.local", Namespace: g.namespace, ServiceAccount: g.name}})
		f := newForeignFollower(t, w, server, proxy, g)
		var list []foreignRequest
		for _, r := range variants(made) {
			if r.Service = g.namespace + "/" + g.name; slices.Contains(g.ports, r.Port) {
				list = append(list, r)
			}
		}
		question["All"], question["Requests"] = false, list
		var said []traced
		asks(t, question, &said)
		for i, r := range list {
			if said[i].Path == r.Path {
				said[i].Path = ""
			}
			got := f.foreign(&r)
			compared++
			if said[i].Verdict = said[i].Routed; got.err == nil && got.redirect == "" && got.respond == "" {
				said[i].Certificate = got.certificate // that of files, of which istiod's names are its own
			}
			if p := differs(said[i], got); p != "" {
				t.Errorf("%s: %s", fmt.Sprint(r), p)
			}
		}
	}
	return compared
}

// foreignGateway are the pods that a Gateway is for.
type foreignGateway struct {
	namespace, name string
	labels          map[string]string
	ports           []int
}

// foreignGateways are those of each selector, and those that istiod makes.
func (w *world) foreignGateways() (out []foreignGateway) {
	for _, o := range w.objects {
		if o.GetKind() != "Gateway" {
			continue
		}
		g := foreignGateway{namespace: "istio-system"}
		list, _, _ := unstructured.NestedSlice(o.Object, "spec", "servers")
		if o.GroupVersionKind().Group == gatewayGroup {
			class, _, _ := unstructured.NestedString(o.Object, "spec", "gatewayClassName")
			if class != "istio" {
				continue
			}
			g.namespace, g.name, g.labels = o.GetNamespace(), o.GetName()+"-istio", map[string]string{"gateway.networking.k8s.io/gateway-name": o.GetName()}
			list, _, _ = unstructured.NestedSlice(o.Object, "spec", "listeners")
		} else {
			g.labels, _, _ = unstructured.NestedStringMap(o.Object, "spec", "selector")
			g.name = "istio-" + g.labels["istio"]
		}
		for _, s := range list {
			port := s.(map[string]any)["port"]
			if object, ok := port.(map[string]any); ok {
				port = object["number"]
			}
			g.ports = append(g.ports, int(asInt(port)))
		}
		at := slices.IndexFunc(out, func(o foreignGateway) bool { return o.name == g.name && o.namespace == g.namespace })
		if at < 0 {
			out = append(out, g)
		} else {
			out[at].ports = append(out[at].ports, g.ports...)
		}
	}
	return out
}

// variants are requests, and some beside each.
func variants(made []foreignRequest) (out []foreignRequest) {
	seen := map[string]bool{}
	add := func(r foreignRequest) {
		if key := fmt.Sprint(r); !seen[key] {
			seen[key] = true
			out = append(out, r)
		}
	}
	for _, r := range made {
		add(r)
		if r.Raw {
			continue
		}
		for _, change := range []func(*foreignRequest){
			func(r *foreignRequest) { r.Path += "x" }, func(r *foreignRequest) { r.Path += "/a/b" }, func(r *foreignRequest) { r.Path = "/" },
			func(r *foreignRequest) { r.Path = strings.ToUpper(r.Path) }, func(r *foreignRequest) { r.Method = "DELETE" }, func(r *foreignRequest) { r.Headers = nil },
			func(r *foreignRequest) { r.Query = "a=b" }, func(r *foreignRequest) { r.Host = "other.example.net" }, func(r *foreignRequest) { r.Host = "far.below." + r.Host },
			func(r *foreignRequest) { r.Secure = !r.Secure }, func(r *foreignRequest) { r.SNI = "another.example.net" },
		} {
			one := r
			change(&one)
			add(one)
		}
	}
	return out
}

// newForeignFollower follows requests through the pods of one gateway, whose Service
// has their ports.
func newForeignFollower(t *testing.T, w *world, server *istiod, proxy *model.Proxy, g foreignGateway) *follower {
	sim := simulation.NewSimulationFromConfigGen(t, server.ConfigGenTest, proxy)
	f := &follower{t: t, w: w, targets: map[int]int{}, proxy: proxy, sim: sim, tables: xdstest.ExtractRouteConfigurations(sim.Routes)}
	sim.Listeners, f.udp = overUDP(sim.Listeners)
	for _, port := range g.ports {
		f.targets[port] = port
	}
	return f
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
