package renaming

import (
	"testing"

	"render/render/manifest"
)

// FuzzCarry: whatever objects hold, nothing panics, and every object is called as it
// is to be called.
func FuzzCarry(f *testing.F) {
	for _, seed := range []string{
		"apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: default}\n",
		"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: a, namespace: default}\nspec: {gateways: [gw, x/y, mesh, '']}\n---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: gw, namespace: default}\n",
		"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a, namespace: default}\nspec: {parentRefs: [{name: a}, b, {name: 1}], rules: {backendRefs: {name: a}}}\n",
		"apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: default}\nspec: {rules: [{from: [{source: {principals: ['a/ns/default/sa/b', '/ns/', '*']}}]}]}\n",
		"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a, namespace: default}\nrules: [{resources: [1, secrets], resourceNames: [2, a]}, x]\n",
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata: {a: 'http://cart.default/', b: 'http://cart'}\n",
	} {
		f.Add([]byte(seed))
	}
	scheme := Scheme{Prefix: "p-", Suffix: "-s", Namespaces: map[string]string{"default": "shop"}}
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := manifest.Decode(text)
		if err != nil {
			return
		}
		var objects []Object
		for _, o := range list {
			old := (&manifest.Manifest{Object: o}).ID()
			now := old
			now.Name, now.Namespace = scheme.Name(old.Name), scheme.Namespace(old.Namespace)
			objects = append(objects, Object{Old: old, New: now, Fields: o.Map()})
		}
		faults := Carry(objects, scheme)
		for i, o := range objects {
			id := (&manifest.Manifest{Object: manifest.NewObject(o.Fields)}).ID()
			bound := o.Fields["sops"] != nil || o.Old.Kind == "SealedSecret"
			if _, ok := o.Fields["metadata"].(map[string]any); ok && !bound && id.Name != o.New.Name {
				t.Fatalf("object %d is %s, want %s: %v", i, id, o.New, faults)
			}
		}
	})
}
