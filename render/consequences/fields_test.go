package consequences_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/objects"
)

const goldenDir = "../../golden"

// unsaid are fields of a kind, "*" of all, of which nobody is told: one, or all that begin so.
type unsaid struct{ kind, field, why string }

func (u unsaid) is(field string) bool {
	kind, path, _ := strings.Cut(field, " ")
	name, _, _ := strings.Cut(kind, ".")
	return (u.kind == "*" || u.kind == name || u.kind == kind) && strings.HasPrefix(path, u.field)
}

// untold are those of all kinds that render makes.
var untold = []unsaid{
	{"*", "metadata.", "what is read of labels and annotations is told by what reads it"},
	{"AuthorizationPolicy", "spec.targetRefs[].group", "a group has one word for what render names"},
	{"Certificate", "spec.isCA", "of render's own authority, which signs as before until it is renewed"},
	{"Certificate", "spec.privateKey.rotationPolicy", "of the next key"},
	{"Certificate", "spec.secretName", "told of a gateway that needs the Secret"},
	{"ClusterRole", "rules", "of programs that come whole, with their version"},
	{"ClusterRoleBinding", "subjects", "of programs that come whole, with their version"},
	{"Role", "rules", "of programs that come whole, with their version"},
	{"RoleBinding", "subjects", "of programs that come whole, with their version"},
	{"ConfigMap", "data.", "texts of which readers are told with the version, or an addition to what istiod makes, told of pods and their autoscaler"},
	{"CustomResourceDefinition", "spec.names", "what kubectl calls them"},
	{"CustomResourceDefinition", "spec.versions[]", "of a definition that comes whole; a version that goes is told"},
	{"DNSEndpoint", "spec.endpoints[].", "how long answers are kept, and what a provider does with a record"},
	{"Deployment", "spec.replicas", "more pods; fewer are told"},
	{"Deployment", "spec.strategy", "of the next change of its pods, of which it is told; and what the API server refuses"},
	{"DestinationRule", "spec.subsets[].labels", "none are all pods of the Service"},
	{"DestinationRule", "spec.workloadSelector", "who asks by it, which is told by what they are answered"},
	{"ExternalSecret", "spec.refreshInterval", "how soon another certificate is read"},
	{"ExternalSecret", "spec.data[].remoteRef.", "each has one word for what render asks for"},
	{"ExternalSecret", "spec.target", "told of a Secret with a certificate that gateways show"},
	{"GRPCRoute", "spec.parentRefs[].", "each has one word for what render names"},
	{"GRPCRoute", "spec.rules[].backendRefs[].", "each has one word for what render names, or one backend has all"},
	{"GRPCRoute", "spec.rules[].matches", "other words for all calls, or calls that no rule is for alone"},
	{"Gateway.gateway.networking.k8s.io", "spec.addresses", "told where the address is another that pools have"},
	{"Gateway.gateway.networking.k8s.io", "spec.infrastructure.parametersRef", "what it is called by which it adds to what istiod makes"},
	{"Gateway.gateway.networking.k8s.io", "spec.listeners[].allowedRoutes", "told where a route is let in no more"},
	{"Gateway.gateway.networking.k8s.io", "spec.listeners[].", "told of hosts that are answered no more; and what the API refuses"},
	{"Gateway.gateway.networking.k8s.io", "spec.tls.frontend", "told of clients that are let in or shut out; and what the API refuses"},
	{"Gateway.networking.istio.io", "spec.servers[].hosts", "none are refused"},
	{"Gateway.networking.istio.io", "spec.servers[].port", "what it is called, or what istiod refuses"},
	{"HTTPRoute", "spec.parentRefs[].", "each has one word for what render names"},
	{"HTTPRoute", "spec.rules[].backendRefs[].", "each has one word for what render names, or one backend has all"},
	{"HTTPRoute", "spec.rules[].filters[].requestMirror", "copies, whose answers nobody gets"},
	{"HTTPRoute", "spec.rules[].filters[].", "each has one word for what render does"},
	{"IPAddressPool", "spec.serviceAllocation", "told where a gateway gets an address no more"},
	{"Istio", "spec.", "the Sail operator follows by itself; what proxies are given is told"},
	{"IstioCNI", "spec.", "the Sail operator follows by itself"},
	{"IstioOperator", "spec.meshConfig.", "the operator follows by itself; what proxies are given is told where pods are there"},
	{"NetworkPolicy", "spec.policyTypes", "follows from the rules"},
	{"PodDisruptionBudget", "spec.", "told where nodes cannot be drained"},
	{"PodMonitor", "spec.", "what is measured, and not what is served"},
	{"ServiceMonitor", "spec.", "what is measured, and not what is served"},
	{"Telemetry", "spec.", "what is logged, and not what is served"},
	{"ReferenceGrant", "spec.to[].name", "none are all"},
	{"SealedSecret", "spec.", "ciphertext, of which the certificate is told"},
	{"Secret", "data.tls.key", "a key alone, which does not fit its certificate"},
	{"Secret", "sops.", "what sops writes of itself"},
	{"Service", "spec.ipFamilies", "told where a family goes"},
	{"Service", "spec.ports[]", "told of gateways, of ports that routes and pods have, and of what proxies speak"},
	{"ServiceEntry", "spec.", "told where a route leads to a host, and of its ends"},
	{"TCPRoute", "spec.", "each has one word for what render names"},
	{"TLSRoute", "spec.", "each has one word for what render names"},
	{"VirtualService", "spec.http[].directResponse.body", "the words of an answer that is no page"},
	{"VirtualService", "spec.http[].match[].ignoreUriCase", "of paths that have no letters, or one spelling"},
	{"VirtualService", "spec.http[].mirror", "copies, whose answers nobody gets"},
	{"VirtualService", "spec.http[].route[].destination.port", "none is that of the Service, where it has one"},
	{"VirtualService", "spec.tls[].route[].destination.port", "none is that of the Service, where it has one"},
}

// TestFields: of each field of each kind that render makes, a change is told, or it stands in
// the list of those of which nobody needs to be told, with why; and what is told stands there no
// more. A field is changed in each golden file that has it, until one tells of it.
func TestFields(t *testing.T) {
	f := fieldsTold{told: map[string]string{}, tried: map[string]int{}, seen: map[string][]any{}}
	names, err := filepath.Glob(goldenDir + "/*/stream.yaml")
	if err != nil || len(names) < 60 {
		t.Fatalf("%d golden files, %v", len(names), err)
	}
	for _, name := range names {
		for _, m := range manifestsIn(t, name, strings.Replace(name, "stream.yaml", "istio.yaml", 1)) {
			f.see(&m)
		}
	}
	for _, name := range names {
		f.try(manifestsIn(t, name, strings.Replace(name, "stream.yaml", "istio.yaml", 1)))
	}
	used := make([]bool, len(untold))
	for _, field := range slices.Sorted(maps.Keys(f.tried)) {
		if f.told[field] != "" {
			continue
		}
		at := slices.IndexFunc(untold, func(u unsaid) bool { return u.is(field) })
		if at < 0 {
			t.Errorf("nothing is told of another %s: tell of it, or say in the list why nobody needs to know", field)
			continue
		}
		used[at] = true
	}
	for i, u := range untold {
		if !used[i] {
			t.Errorf("of %s %s something is told, or render makes none", u.kind, u.field)
		}
	}
}

func manifestsIn(t *testing.T, names ...string) []manifest.Manifest {
	t.Helper()
	var out []manifest.Manifest
	for _, name := range names {
		text, err := os.ReadFile(name)
		if os.IsNotExist(err) {
			continue
		}
		list, err2 := manifest.ReadBack(text)
		if err != nil || err2 != nil {
			t.Fatal(name, err, err2)
		}
		for _, o := range list {
			out = append(out, manifest.Manifest{Object: o})
		}
	}
	return out
}

// fieldsTold are the fields of kinds that were changed, with what was told.
type fieldsTold struct {
	told  map[string]string
	tried map[string]int
	seen  map[string][]any
}

func (f *fieldsTold) see(m *manifest.Manifest) {
	variants(m.Object, nil, nil, func(path []string, changed any) {}, func(path []string, v any) {
		at := kindOf(m.ID()) + " " + strings.Join(path, ".")
		if len(f.seen[at]) < 12 && !slices.Contains(f.seen[at], v) {
			f.seen[at] = append(f.seen[at], v)
		}
	})
}

func kindOf(id manifest.ID) string {
	if id.Group == "" {
		return id.Kind
	}
	return id.Kind + "." + id.Group
}

// mostTries bounds how often a field is changed that nobody tells of.
const mostTries = 12

func (f *fieldsTold) try(list []manifest.Manifest) {
	old := objects.New(list)
	for i := range list {
		kind := kindOf(list[i].ID())
		others := func(path []string) []any { return f.seen[kind+" "+strings.Join(path, ".")] }
		variants(list[i].Object, nil, others, func(path []string, changed any) {
			field := kind + " " + strings.Join(path, ".")
			if f.told[field] != "" || f.tried[field] >= mostTries || len(path) == 1 || path[0] == "metadata" && (path[1] == "name" || path[1] == "namespace") || path[0] == "apiVersion" || path[0] == "kind" {
				return
			}
			f.tried[field]++
			now := slices.Clone(list)
			now[i].Object = changed.(manifest.Object)
			d := compare.Compare(old, objects.New(now))
			if told := consequences.Of(d, consequences.ArgoCD).Consequences; len(told) > 0 {
				f.told[field] = told[0].Code
			}
		}, nil)
	}
}

// variants calls a function with each way in which one field of a value is another, with the
// path of the field: a text, a number or a switch is another, or the field is not there.
func variants(v any, path []string, others func([]string) []any, with func(path []string, changed any), see func([]string, any)) {
	switch v := v.(type) {
	case manifest.Object:
		for i, m := range v {
			at := append(slices.Clone(path), m.Key)
			put := func(value any) any {
				out := slices.Clone(v)
				out[i].Value = value
				return out
			}
			with(at, slices.Delete(slices.Clone(v), i, i+1))
			variants(m.Value, at, others, func(path []string, changed any) { with(path, put(changed)) }, see)
		}
	case []any:
		at := slices.Clone(path)
		if len(at) > 0 {
			at[len(at)-1] += "[]"
		}
		for i, item := range v {
			put := func(value any) any {
				out := slices.Clone(v)
				out[i] = value
				return out
			}
			with(at, slices.Delete(slices.Clone(v), i, i+1))
			variants(item, at, others, func(path []string, changed any) { with(path, put(changed)) }, see)
		}
	default:
		if see != nil {
			see(path, v)
			return
		}
		for _, other := range others(path) {
			if other != v {
				with(path, other)
			}
		}
		switch v := v.(type) {
		case string:
			with(path, v+"x")
		case bool:
			with(path, !v)
		case int64:
			with(path, v+1)
		}
	}
}
