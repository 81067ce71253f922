package check

import (
	"encoding/json"
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

// FuzzReferences: objects of any shape lead to diagnostics at most.
func FuzzReferences(f *testing.F) {
	for _, m := range manifests(f, plain(f)) {
		text, err := json.Marshal([]any{m.Object})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`[{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"config"},"data":{"config":"address-pools: [{addresses: [1]}, 3]"}}]`))
	base := manifests(f, plain(f))
	f.Fuzz(func(t *testing.T, text []byte) {
		var decoded []manifest.Object
		if json.Unmarshal(text, &decoded) != nil {
			return
		}
		list := base[:len(base):len(base)]
		for _, o := range decoded {
			list = append(list, manifest.Manifest{Object: o})
		}
		first, second := told(References(objects.New(list), known())), told(References(objects.New(list), known()))
		if len(first) != len(second) {
			t.Fatal("not the same twice")
		}
		for i := range first {
			if first[i] != second[i] {
				t.Fatalf("not the same twice:\n%s\n%s", first[i], second[i])
			}
		}
	})
}
