package schemas

import (
	"strings"
	"testing"

	"render/render/manifest"
)

// FuzzCheck: whatever an object is, checking it ends, gives faults of which each
// leads into the object, and gives the same once more.
func FuzzCheck(f *testing.F) {
	for _, text := range []string{
		"apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{name: a, image: 1}, null, [], {ports: [{containerPort: '1'}]}]}}}",
		"apiVersion: v1\nkind: Service\nmetadata: {labels: [a]}\nspec: {ports: [{port: 1e3, targetPort: 5.5}], type: clusterip}",
		"apiVersion: networking.istio.io/v1\nkind: VirtualService\nspec: {http: [{match: [{uri: {exact: 1}}]}]}",
		"apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {meshConfig: {extensionProviders: {a: b}}}",
		"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {versions: [{schema: {openAPIV3Schema: {properties: {a: {properties: {}}}}}}]}",
		"apiVersion: v1\nkind: Gateway", "[a]", "apiVersion: 5",
		"apiVersion: v1\nkind: Pod\nspec: " + strings.Repeat("{affinity: ", 500) + "1" + strings.Repeat("}", 500),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, err := manifest.Decode([]byte(text))
		if err != nil {
			return
		}
		for _, object := range list {
			version, kind := object.Text("apiVersion"), object.Text("kind")
			faults := Check(version, kind, object)
			if len(faults) > maxFaults {
				t.Errorf("%d faults", len(faults))
			}
			for i := range faults {
				if faults[i].Message == "" || faults[i].Help == "" || !leads(object, faults[i].Path) {
					t.Errorf("%q: %+v", text, faults[i])
				}
			}
			if told(faults) != told(Check(version, kind, object)) {
				t.Errorf("%q: two answers", text)
			}
			for _, check := range []func(any) []Fault{CheckPod, CheckContainer, CheckAffinity, CheckSecurityContext, CheckMeshConfig} {
				check(object)
				check(object.Map())
			}
		}
	})
}

// leads reports whether a path leads to something in a value.
func leads(value any, path []string) bool {
	for _, step := range path {
		switch v := value.(type) {
		case manifest.Object:
			m := v.Find(step)
			if m == nil {
				return false
			}
			value = m.Value
		case []any:
			i, ok := itemOf(step, len(v))
			if !ok {
				return false
			}
			value = v[i]
		default:
			return false
		}
	}
	return true
}

func itemOf(step string, n int) (int, bool) {
	i := 0
	for _, c := range strings.Trim(step, "[]") {
		i = i*10 + int(c-'0')
	}
	return i, i < n
}
