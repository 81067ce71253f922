package render_test

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/manifest"
)

// TestFiles: the files of an example are its objects, each once: by names that
// every file system takes, those without regard to case too, and that say of the
// kinds which render itself makes no more than is needed. Their texts are the
// stream.
func TestFiles(t *testing.T) {
	safe := regexp.MustCompile(`^[0-9]{2}-[a-z]+/[a-z0-9][a-z0-9._~-]*\.yaml$`)
	for _, name := range exampleNames(t) {
		t.Run(name, func(t *testing.T) {
			out := example(t, name)
			files := out.Files()
			taken := map[string]bool{}
			var documents [][]byte
			for _, f := range files {
				id := f.Manifest.ID()
				if !safe.MatchString(f.Path()) || taken[strings.ToLower(f.Path())] {
					t.Errorf("%s: %s is not safe, or not the only one", id, f.Path())
				}
				taken[strings.ToLower(f.Path())] = true
				if strings.Contains(f.Name, "_") && (id.Kind != "Gateway" || id.Group != "gateway.networking.k8s.io") {
					t.Errorf("%s: %s: say which group the kind is at home in", id, f.Name)
				}
				if f.Manifest.Reader == manifest.Kubectl {
					documents = append(documents, f.Text)
				}
			}
			text, err := out.Stream(nil, manifest.YAML)
			if err != nil || len(files) != len(out.Manifests) || !bytes.Equal(text, manifest.Join(documents)) {
				t.Errorf("%d files of %d objects are not the stream: %v", len(files), len(out.Manifests), err)
			}
		})
	}
}

// wantedByAPI is what an object of a kind has to have.
var wantedByAPI = map[string]string{
	"networking.istio.io/Gateway":         "spec: {servers: [{port: {name: http, number: 80, protocol: HTTP}, hosts: [a.example.org]}]}\n",
	"networking.istio.io/VirtualService":  "spec: {hosts: [a.example.org], http: [{route: [{destination: {host: web}}]}]}\n",
	"gateway.networking.k8s.io/HTTPRoute": "spec: {}\n",
	"/Service":                            "spec: {ports: [{port: 80}]}\n",
}

// named are the files of objects that an overlay adds, by what they are.
func named(t *testing.T, ids []manifest.ID) []string {
	t.Helper()
	var objects strings.Builder
	for _, id := range ids {
		version := "v1"
		if id.Group != "" {
			version = id.Group + "/v1"
		}
		objects.WriteString("---\napiVersion: " + inQuotes(version) + "\nkind: " + inQuotes(id.Kind) + "\nmetadata:\n  name: " + inQuotes(id.Name) + "\n")
		if id.Namespace != "" {
			objects.WriteString("  namespace: " + inQuotes(id.Namespace) + "\n")
		}
		if id.Kind == "Gateway" && id.Group != "networking.istio.io" {
			objects.WriteString("spec:\n  gatewayClassName: another\n  listeners: [{name: http, port: 80, protocol: HTTP}]\n")
		}
		objects.WriteString(wantedByAPI[id.Group+"/"+id.Kind])
	}
	in := render.Input{Name: "topology.yaml", Secrets: "omit", Text: []byte("name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\ntiers: [{name: a, ip: 10.0.0.1, hosts: [a.example.org]}]\n")}
	in.Overlays = []render.Overlay{{Name: "more", Files: fstest.MapFS{
		"kustomization.yaml": {Data: []byte("resources: [more.yaml]\n")}, "more.yaml": {Data: []byte(objects.String())},
	}}}
	found := map[manifest.ID]string{}
	for _, f := range mustRender(t, in).Files() {
		found[f.Manifest.ID()] = f.Path()
	}
	var out []string
	for _, id := range ids {
		if found[id] == "" {
			t.Errorf("%s has no file", id)
		}
		out = append(out, found[id])
	}
	return out
}

func inQuotes(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// TestFileNames: what a file is called.
func TestFileNames(t *testing.T) {
	const gatewayAPI, rbac = "gateway.networking.k8s.io", "rbac.authorization.k8s.io"
	long := strings.Repeat("abcdefghij", 25)
	cases := []struct {
		id   manifest.ID
		want string
	}{
		{manifest.ID{Group: "apps", Kind: "Deployment", Namespace: "shop", Name: "web"}, "50-apps/deployment.shop.web.yaml"},
		{manifest.ID{Kind: "Namespace", Name: "shop"}, "00-namespaces/namespace.shop.yaml"},
		{manifest.ID{Group: "networking.istio.io", Kind: "Gateway", Namespace: "shop", Name: "web"}, "50-apps/gateway.shop.web.yaml"},
		{manifest.ID{Group: gatewayAPI, Kind: "Gateway", Namespace: "shop", Name: "web"}, "50-apps/gateway_gateway.networking.k8s.io_shop.web.yaml"},
		{manifest.ID{Group: gatewayAPI, Kind: "HTTPRoute", Namespace: "shop", Name: "web"}, "50-apps/httproute.shop.web.yaml"},
		{manifest.ID{Kind: "Service", Namespace: "shop", Name: "web"}, "50-apps/service.shop.web.yaml"},
		{manifest.ID{Group: "serving.knative.dev", Kind: "Service", Namespace: "shop", Name: "web"}, "50-apps/service_serving.knative.dev_shop.web.yaml"},
		{manifest.ID{Group: "monitoring.coreos.com", Kind: "PrometheusRule", Namespace: "shop", Name: "web"}, "50-apps/prometheusrule_monitoring.coreos.com_shop.web.yaml"},
		{manifest.ID{Group: rbac, Kind: "ClusterRole", Name: "web"}, "50-apps/clusterrole.web.yaml"},
		{manifest.ID{Group: rbac, Kind: "ClusterRole", Name: "shop.web"}, "50-apps/clusterrole.shop.web.yaml"},
		{manifest.ID{Group: "example.org", Kind: "Web", Name: "shop.web"}, "50-apps/web_example.org__.shop.web.yaml"},
		{manifest.ID{Group: rbac, Kind: "ClusterRole", Name: "system:web"}, "50-apps/clusterrole.system~3aweb.yaml"},
		{manifest.ID{Group: rbac, Kind: "ClusterRole", Name: "*"}, "50-apps/clusterrole.~2a.yaml"},
		{manifest.ID{Group: rbac, Kind: "ClusterRole", Name: "Web"}, "50-apps/clusterrole.~57eb.yaml"},
		{manifest.ID{Group: rbac, Kind: "Role", Namespace: "shop", Name: "web_x y"}, "50-apps/role.shop.web~5fx~20y.yaml"},
		{manifest.ID{Group: "networking.istio.io", Kind: "VirtualService", Namespace: "shop", Name: "a.b.c"}, "50-apps/virtualservice.shop.a.b.c.yaml"},
		{manifest.ID{Group: "example.org", Kind: "Con", Namespace: "shop", Name: "web"}, "50-apps/con_example.org_shop.web.yaml"},
		{manifest.ID{Group: rbac, Kind: "Role", Namespace: "shop", Name: long}, "50-apps/role.shop." + long[:150] + "~"},
		{manifest.ID{Group: rbac, Kind: "Role", Namespace: "shop", Name: long + "k"}, "50-apps/role.shop." + long[:150] + "~"},
		{manifest.ID{Group: "example.org", Kind: "Web", Namespace: "shop", Name: "web"}, "50-apps/web_example.org_shop.web~"},
		{manifest.ID{Group: "example.org", Kind: "WEB", Namespace: "shop", Name: "web"}, "50-apps/web_example.org_shop.web.yaml"},
	}
	var ids []manifest.ID
	for _, c := range cases {
		ids = append(ids, c.id)
	}
	taken := map[string]manifest.ID{}
	for i, got := range named(t, ids) {
		want := cases[i].want
		if got != want && (strings.HasSuffix(want, ".yaml") || !strings.HasPrefix(got, want)) {
			t.Errorf("%s: %s, want %s", ids[i], got, want)
		}
		if other, there := taken[got]; there || len(got) > 230 {
			t.Errorf("%s: %s is also of %s, or too long", ids[i], got, other)
		}
		taken[got] = ids[i]
	}
}

// TestFileNamesDiffer: no two identities have one name, whatever is written into
// what.
func TestFileNamesDiffer(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(letters string, from, to int) string {
		b := make([]byte, from+random.IntN(to-from+1))
		for i := range b {
			b[i] = letters[random.IntN(len(letters))]
		}
		return string(b)
	}
	groups := []string{"", "a", "a.b", "a.b.c", "networking.istio.io", "gateway.networking.k8s.io"}
	seen, taken := map[manifest.ID]bool{}, map[string]manifest.ID{}
	for range 200_000 {
		id := manifest.ID{
			Group: groups[random.IntN(len(groups))], Kind: []string{"Gateway", "Foo", "A", "GatewayClass"}[random.IntN(4)],
			Namespace: []string{"", "a", "b", "c", "a-b"}[random.IntN(5)], Name: word("ab.A_~3*:", 1, 5),
		}
		if random.IntN(50) == 0 {
			id.Name += strings.Repeat("a", 150+random.IntN(60))
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		name := strings.ToLower(render.FileName(id))
		if other, there := taken[name]; there {
			t.Fatalf("%+v and %+v are both %s", id, other, name)
		}
		taken[name] = id
	}
	if len(taken) < 50_000 {
		t.Errorf("only %d names", len(taken))
	}
}

// TestKindsNamedAlone: files are named for every kind that is rendered without its
// group, but for the second of two kinds of one name.
func TestKindsNamedAlone(t *testing.T) {
	for _, name := range exampleNames(t) {
		for _, m := range example(t, name).Manifests {
			id := m.ID()
			if m.Reader == manifest.Helm {
				continue // no object
			}
			if name != "mixin" && !render.NamedAlone(id.Group, id.Kind) && id.Kind+"."+id.Group != "Gateway.gateway.networking.k8s.io" {
				t.Errorf("%s: %s of %s is not among homes in filename.go", name, id.Kind, id.Group)
			}
		}
	}
}
