package align_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"render/render/align"
	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

func read(t *testing.T, text string) []manifest.Manifest {
	t.Helper()
	list, err := manifest.ReadBack([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var out []manifest.Manifest
	for _, o := range list {
		out = append(out, manifest.Manifest{Object: o})
	}
	return out
}

// told are the differences of two sides, a line each.
func told(old, new []manifest.Manifest) ([]string, align.Aside) {
	olds, news, aside := align.Sides(old, new)
	var out []string
	for _, c := range compare.Compare(objects.New(olds), objects.New(news)).Changes {
		if len(c.Fields) == 0 {
			out = append(out, c.Kind.String()+" "+c.ID().String())
		}
		for _, f := range c.Fields {
			out = append(out, fmt.Sprintf("%s: %v -> %v", f.Path, f.Old, f.New))
		}
	}
	return out, aside
}

const (
	liveService = `apiVersion: v1
kind: Service
metadata: {name: a, namespace: b, uid: "1", resourceVersion: "2", finalizers: [x], labels: {mine: "1", theirs: "2"}%s}
spec: {clusterIP: 10.0.0.1, externalName: old, ports: [{port: 80, protocol: TCP, nodePort: 30000, appProtocol: http}, {port: 81, protocol: TCP}], selector: {app: a}, type: ClusterIP}
status: {loadBalancer: {}}
`
	wantService = `apiVersion: v1
kind: Service
metadata: {name: a, namespace: b, labels: {mine: "1"}, annotations: {}}
spec: {ports: [{port: 80}], selector: {app: a}, loadBalancerClass: ""}
`
	asSent   = `, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","namespace":"b","labels":{"mine":"1"}},"spec":{"externalName":"old","ports":[{"port":80,"appProtocol":"http"},{"port":81}],"selector":{"app":"a"}}}'}`
	asFields = `, managedFields: [{manager: argocd-controller, operation: Apply, fieldsV1: {"f:metadata": {"f:labels": {"f:mine": {}}}, "f:spec": {"f:externalName": {}, "f:selector": {},
  "f:ports": {'k:{"port":80,"protocol":"TCP"}': {".": {}, "f:port": {}, "f:appProtocol": {}}, 'k:{"port":81,"protocol":"TCP"}': {".": {}, "f:port": {}}}}}},
 {manager: kube-controller-manager, operation: Update, fieldsV1: {"f:spec": {"f:clusterIP": {}}, "f:metadata": {"f:labels": {"f:theirs": {}}}}},
 {manager: kubectl, operation: Update, subresource: status, fieldsV1: {"f:spec": {"f:type": {}}}}]`
)

// TestRecords: of what the other side does not say that is kept which was applied, by
// either record, and nothing where none is there.
func TestRecords(t *testing.T) {
	fell := []string{"spec.ports[80].appProtocol: http -> <nil>", "spec.ports[81]: [{port 81}] -> <nil>", "spec.externalName: old -> <nil>"}
	for _, c := range []struct {
		name, record string
		want         []string
		unknown      int
	}{
		{"as it was sent", asSent, fell, 0},
		{"as fields", asFields, fell, 0},
		{"not at all", "", nil, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			live, want := read(t, fmt.Sprintf(liveService, c.record)), read(t, wantService)
			got, aside := told(live, want)
			slices.Sort(got)
			expected := slices.Sorted(slices.Values(c.want))
			if len(got) != len(expected) || len(got) > 0 && (got[0] != expected[0] || got[1] != expected[1]) {
				t.Errorf("%q, want %q", got, expected)
			}
			if aside.Unknown != c.unknown {
				t.Errorf("%+v", aside)
			}
			live[0].Object = live[0].Object.With("other", "spec", "selector", "app")
			if got, _ := told(live, want); !slices.Contains(got, "spec.selector.app: other -> a") {
				t.Errorf("another selector is not seen: %q", got)
			}
		})
	}
}

// TestSides: what is told of other pairs of sides, a line each.
func TestSides(t *testing.T) {
	secret := func(data string) string {
		return "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b" + data + "\n"
	}
	sealed := func(sum, data string) string {
		return "{apiVersion: bitnami.com/v1alpha1, kind: SealedSecret, metadata: {name: a, namespace: b, annotations: {render/certificate-sha256: " + sum + "}}, spec: {encryptedData: {a: " + data + "}}}"
	}
	for _, c := range []struct {
		name, old, new string
		want           []string
		aside          align.Aside
	}{
		{"neither is live", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", []string{"data: [{a b}] -> <nil>"}, align.Aside{}},
		{"both are live", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x, generation: 1}, data: {a: b}, status: {c: d}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: y, generation: 2}}",
			[]string{"data: [{a b}] -> <nil>"}, align.Aside{}},
		{"another version of the API", "{apiVersion: networking.istio.io/v1beta1, kind: Gateway, metadata: {name: a, uid: x}, spec: {}}", "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}, spec: {}}", nil, align.Aside{Unknown: 1}},
		{"texts of a Secret", secret(", uid: x}\ndata: {a: Yg==}"), secret("}\nstringData: {a: b}"), nil, align.Aside{Unknown: 1}},
		{"other texts of a Secret", secret(", uid: x}\ndata: {a: Yg==}"), secret("}\nstringData: {a: c}"), []string{"data.a: Yg== -> Yw=="}, align.Aside{Unknown: 1}},
		{"redacted", secret("}\ndata: {a: Yg==, c: ZA==}"), secret("}\ndata: {a: cmVkYWN0ZWQ=, c: ZQ==}"), []string{"data.c: ZA== -> ZQ=="}, align.Aside{Redacted: 1}},
		{"redacted on both sides", secret("}\ndata: {a: cmVkYWN0ZWQ=}"), secret("}\ndata: {a: cmVkYWN0ZWQ=}"), nil, align.Aside{Hidden: 1}},
		{"redacted and gone", secret("}\ndata: {a: cmVkYWN0ZWQ=}"), secret("}\ndata: {}"), []string{"data.a: cmVkYWN0ZWQ= -> <nil>"}, align.Aside{}},
		{"sealed, of a certificate that was not read", sealed("redacted", "cmVkYWN0ZWQ="), sealed("aa", "Ag=="), nil, align.Aside{Redacted: 1}},
		{"sealed, of two that were not read", sealed("redacted", "cmVkYWN0ZWQ="), sealed("redacted", "cmVkYWN0ZWQ="), nil, align.Aside{Hidden: 1}},
		{"sealed, of two that were read", sealed("aa", "cmVkYWN0ZWQ="), sealed("bb", "Ag=="), []string{`metadata.annotations["render/certificate-sha256"]: aa -> bb`, "spec.encryptedData.a: cmVkYWN0ZWQ= -> Ag=="}, align.Aside{}},
		{"encrypted, of a certificate that was not read", secret(", annotations: {render/certificate-sha256: aa}}\ndata: {a: ENC}\nsops: {mac: x}"), secret(", annotations: {render/certificate-sha256: redacted}}\ndata: {a: cmVkYWN0ZWQ=}\nsops: {}"), nil, align.Aside{Redacted: 1}},
		{"encrypted from now on, of a certificate that was not read", secret("}\ndata: {a: cmVkYWN0ZWQ=}"), secret(", annotations: {render/certificate-sha256: redacted}}\ndata: {a: cmVkYWN0ZWQ=}\nsops: {mac: x}"),
			[]string{"metadata.annotations: <nil> -> [{render/certificate-sha256 redacted}]", "sops: <nil> -> [{mac x}]"}, align.Aside{}},
		{"with marks of Argo CD and Flux", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x, labels: {kustomize.toolkit.fluxcd.io/name: a, argocd.argoproj.io/instance: b}, annotations: {argocd.argoproj.io/tracking-id: c}, managedFields: [{manager: kustomize-controller, operation: Apply, fieldsV1: {'f:metadata': {'f:labels': {'f:kustomize.toolkit.fluxcd.io/name': {}}, 'f:annotations': {'f:argocd.argoproj.io/tracking-id': {}}}}}]}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {argocd.argoproj.io/instance: c}}}", []string{"metadata.labels[\"argocd.argoproj.io/instance\"]: b -> c"}, align.Aside{}},
		{"somebody else's", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}", []string{"added ConfigMap b"}, align.Aside{Others: 1}},
		{"kinds that were not asked for", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Secret, metadata: {name: a}}\n---\n{apiVersion: networking.istio.io/v1beta1, kind: Gateway, metadata: {name: b}}",
			nil, align.Aside{Unknown: 1, Unasked: []align.Kind{{Group: "networking.istio.io", Kind: "Gateway", Objects: 2}, {Kind: "Secret", Objects: 1}}}},
		{"a kind of another group", "{apiVersion: v1, kind: Service, metadata: {name: a, uid: x}}\n---\n{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: a, uid: x}}", "{apiVersion: v1, kind: Service, metadata: {name: a}}\n---\n{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}}",
			nil, align.Aside{Unknown: 1, Others: 1, Unasked: []align.Kind{{Group: "networking.istio.io", Kind: "Gateway", Objects: 1}}}},
		{"nothing of any kind that is wanted", "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, uid: x}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Service, metadata: {name: a}}", []string{"added ConfigMap a", "added Service a"}, align.Aside{Others: 1}},
		{"nothing at all", "{apiVersion: v1, kind: List, items: []}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", []string{"added ConfigMap a"}, align.Aside{}},
		{"got twice", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", nil, align.Aside{Unknown: 1}},
		{"of another topology", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: other}}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: b, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: one}}}", []string{"added ConfigMap b"}, align.Aside{Others: 1}},
		{"being deleted", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x, deletionTimestamp: '2026-11-01T00:00:00Z', finalizers: [x]}, data: {a: old}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b, uid: x}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}", []string{"added ConfigMap a"}, align.Aside{Unknown: 1, Going: []manifest.ID{{Kind: "ConfigMap", Name: "a"}}}},
		{"in a namespace that is being deleted", "{apiVersion: v1, kind: Namespace, metadata: {name: old, uid: x, deletionTimestamp: '2026-11-01T00:00:00Z'}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: old, uid: x}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: m, uid: x}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: old}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: m}}", []string{"added ConfigMap old/a"}, align.Aside{Unknown: 1, Others: 1, Going: []manifest.ID{{Kind: "ConfigMap", Namespace: "old", Name: "a"}}}},
		{"somebody else's that is being deleted", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x, deletionTimestamp: '2026-11-01T00:00:00Z'}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b, uid: x}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}", nil, align.Aside{Unknown: 1, Others: 1}},
		{"no more wanted, and being deleted", "{apiVersion: v1, kind: Secret, metadata: {name: a, uid: x, deletionTimestamp: '2026-11-01T00:00:00Z', labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: one}}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: b, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: one}}}", []string{"added ConfigMap b"}, align.Aside{Going: []manifest.ID{{Kind: "Secret", Name: "a"}}}},
		{"of two clusters, and being deleted", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: y, deletionTimestamp: '2026-11-01T00:00:00Z'}}",
			[]string{"removed ConfigMap a"}, align.Aside{Going: []manifest.ID{{Kind: "ConfigMap", Name: "a"}}}},
		{"Gateways and routes of what is wanted, of another one, of the sidecars", rivalsLive, rivalsWanted, []string{"spec.selector.istio: <nil> -> ingressgateway", "spec.selector.app: gateway -> <nil>", "spec.servers[http].hosts[a.example.org]: <nil> -> a.example.org", "spec.servers[http].hosts[old/a.example.org]: old/a.example.org -> <nil>",
			"spec.http[0].route[0].destination.host: old -> new"}, align.Aside{Others: 6}},
		{"of this topology", "{apiVersion: v1, kind: Secret, metadata: {name: a, uid: x, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: one}}}",
			"{apiVersion: v1, kind: ConfigMap, metadata: {name: b, labels: {app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: one}}}", []string{"removed Secret a", "added ConfigMap b"}, align.Aside{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, aside := told(read(t, c.old), read(t, c.new))
			if !slices.Equal(got, c.want) || !reflect.DeepEqual(aside, c.aside) {
				t.Errorf("%q, %+v; want %q, %+v", got, aside, c.want, c.aside)
			}
		})
	}
}

// TestUnchanged: objects that are handed in stay as they are.
func TestUnchanged(t *testing.T) {
	live, want := fmt.Sprintf(liveService, asSent), wantService
	old, new := read(t, live), read(t, want)
	align.Sides(old, new)
	if !compare.Equal(old[0].Object, read(t, live)[0].Object) || !compare.Equal(new[0].Object, read(t, want)[0].Object) {
		t.Error("an object was changed")
	}
}

// TestItemsOfCustomResources: what is in an item of a list of a custom resource on a cluster
// alone is a difference, since the list is applied whole, but for what its definition fills
// in; beside lists, and in kinds of which nothing is known, it is set aside.
func TestItemsOfCustomResources(t *testing.T) {
	route := func(more, outside string) string {
		return "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: b" + outside + "}, spec: {hosts: [a], http: [{route: [{destination: {host: a}}]" + more + "}]}}"
	}
	rule := func(more string) string {
		return "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a, namespace: b, uid: x}, spec: {rules: [{backendRefs: [{name: a, port: 80" + more + "}]}]}}"
	}
	wantRule := "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a, namespace: b}, spec: {rules: [{backendRefs: [{name: a, port: 80}]}]}}"
	theirs := func(more string) string {
		return "{apiVersion: example.org/v1, kind: Theirs, metadata: {name: a, uid: x}, spec: {list: [{a: 1" + more + "}]}}"
	}
	for _, c := range []struct {
		name, live, want string
		told             []string
	}{
		{"a field", route(", timeout: 5s", ", uid: x"), route("", ""), []string{"spec.http[0].timeout: 5s -> <nil>"}},
		{"an item", route("}, {match: [{uri: {exact: /by-hand}}], route: [{destination: {host: b}}]", ", uid: x"), route("", ""),
			[]string{"spec.http[1]: [{match [[{uri [{exact /by-hand}]}]]} {route [[{destination [{host b}]}]]}] -> <nil>"}},
		{"beside lists", strings.Replace(route("", ", uid: x"), "hosts: [a]", "hosts: [a], exportTo: [.]", 1), route("", ""), nil},
		{"filled in", rule(", group: '', kind: Service, weight: 1"), wantRule, nil},
		{"not what is filled in", rule(", weight: 2"), wantRule, []string{"spec.rules[0].backendRefs[a].weight: 2 -> <nil>"}},
		{"a kind that nobody knows", theirs(", b: 2"), "{apiVersion: example.org/v1, kind: Theirs, metadata: {name: a}, spec: {list: [{a: 1}]}}", nil},
	} {
		if got, _ := told(read(t, c.live), read(t, c.want)); !slices.Equal(got, c.told) {
			t.Errorf("%s: %q, want %q", c.name, got, c.told)
		}
	}
}

// TestUnasked: what a cluster was not asked for is on both sides as it is wanted, so that
// what is judged by it is judged alike; where it was asked for nothing that is wanted, all
// of it is on one side. Pools are on none: by those that are wanted what is there would have
// no address.
func TestUnasked(t *testing.T) {
	want := read(t, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}, spec: {selector: {a: b}}}\n---\n{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: a}}")
	for kind, sizes := range map[string][2]int{"ConfigMap": {2, 2}, "ServiceAccount": {0, 3}} {
		olds, news, _ := align.Sides(read(t, "{apiVersion: v1, kind: "+kind+", metadata: {name: a, uid: x}}"), want)
		if got := [2]int{len(olds), len(news)}; got != sizes {
			t.Errorf("%s: %v, want %v", kind, got, sizes)
		}
	}
}
