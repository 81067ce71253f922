package secret

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"render/render/certs"
	"render/render/manifest"
)

func tlsSecret(keys ...string) manifest.Manifest {
	return manifest.Manifest{
		Tier:   keys[0],
		Origin: manifest.Origin{Component: Component, Keys: keys},
		Object: manifest.NewObject(map[string]any{
			"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "tls", "namespace": "x"},
			"data": map[string]any{"tls.crt": placeholder, "tls.key": placeholder, "more": "bW9yZQ=="},
		}),
	}
}

// TestApply: keys go into the data of their tier's Secrets in mode plain, and
// nowhere in any other; what the library did not write stays.
func TestApply(t *testing.T) {
	pairs := map[string]certs.Pair{"a": {Crt: []byte("CRT-A"), Key: []byte("MARKER-A")}, "b": {Crt: []byte("CRT-B"), Key: []byte("MARKER-B")}}
	for _, mode := range []string{Plain, Omit, Redacted} {
		library := tlsSecret("a", "istio-system")
		list := []manifest.Manifest{library, tlsSecret("b", "istio-system"), {Origin: manifest.Origin{Component: "apps"}, Object: manifest.Object{{Key: "kind", Value: "Secret"}}}}
		if _, err := Apply(list, Settings{Mode: mode, Pairs: pairs}); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		a, b := base64.StdEncoding.EncodeToString([]byte("MARKER-A")), base64.StdEncoding.EncodeToString([]byte("MARKER-B"))
		if strings.Count(string(text), a) != strings.Count(string(text), b) || strings.Contains(string(text), a) != (mode == Plain) {
			t.Errorf("%s: %s", mode, text)
		}
		if mode == Plain && !strings.Contains(string(text), `"more":"bW9yZQ=="`) {
			t.Errorf("%s dropped what was there: %s", mode, text)
		}
		if library.Object.Object("data").Get("tls.key") != placeholder {
			t.Errorf("%s changed the object it was given", mode)
		}
	}
	if _, err := Apply([]manifest.Manifest{tlsSecret("c", "istio-system")}, Settings{Mode: Plain, Pairs: pairs}); err == nil {
		t.Error("a Secret without its pair is no error")
	}
}
