package secret

import (
	"encoding/base64"
	"testing"

	"render/render/manifest"
)

// TestBackendCA: the authority of a server behind the gateway goes into the Secret of
// its name, in clear in every form of Secrets, and the placeholder stays where no file
// is read.
func TestBackendCA(t *testing.T) {
	list := func(keys ...string) []manifest.Manifest {
		return []manifest.Manifest{{
			Object: manifest.NewObject(map[string]any{"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "vault", "namespace": "istio-system"},
				"data": map[string]any{"ca.crt": placeholder}}),
			Origin: manifest.Origin{Component: BackendCAComponent, Keys: keys}, Tier: "primary",
		}}
	}
	own := func() []manifest.Manifest { return list("primary", "istio-system", "vault") }
	value := func(list []manifest.Manifest) any { return list[0].Object.Object("data").Get("ca.crt") }
	authorities := map[string][]byte{"istio-system/vault": []byte("authority")}
	for _, mode := range []string{Plain, Sealed, SOPS, External, CertManager} {
		filled := own()
		result, err := Apply(filled, Settings{Mode: mode, Authorities: authorities})
		if err != nil || value(filled) != base64.StdEncoding.EncodeToString([]byte("authority")) {
			t.Errorf("%s: %v %v", mode, err, value(filled))
		}
		if result.Clear != "" || result.Sealed || len(result.Refused) > 0 {
			t.Errorf("%s: %+v", mode, result)
		}
	}
	kept := own()
	if _, err := Apply(kept, Settings{Mode: Redacted}); err != nil || value(kept) != placeholder {
		t.Errorf("%v %v", err, value(kept))
	}
	if _, err := Apply(own(), Settings{Mode: Plain}); err == nil {
		t.Error("a Secret without its authority is no fault")
	}
	beside := list("primary", "mine")
	if _, err := Apply(beside, Settings{Mode: Plain}); err != nil || value(beside) != placeholder {
		t.Errorf("a mixin's own: %v %v", err, value(beside))
	}
	emptied := own()
	emptied[0].Object = emptied[0].Object.With("", "data", "other").With(nil, "data", "ca.crt")
	if result, err := Apply(emptied, Settings{Mode: Plain, Authorities: authorities}); err != nil || len(result.Refused) == 0 {
		t.Errorf("without ca.crt: %v %+v", err, result)
	}
}
