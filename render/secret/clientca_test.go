package secret

import (
	"encoding/base64"
	"testing"

	"render/render/certs"
	"render/render/manifest"
)

// TestClientCA: the authority goes into its own Secret, no key does, and the
// placeholder stays where keys are not read.
func TestClientCA(t *testing.T) {
	list := func() []manifest.Manifest {
		return []manifest.Manifest{{
			Object: manifest.NewObject(map[string]any{"apiVersion": "v1", "kind": "Secret", "data": map[string]any{"ca.crt": placeholder, "tls.key": placeholder}}),
			Origin: manifest.Origin{Component: ClientCAComponent, Keys: []string{"primary", "istio-system"}}, Tier: "primary",
		}}
	}
	data := func(m manifest.Manifest) manifest.Object { return m.Object.Object("data") }
	pairs := map[string]certs.Pair{"primary": {Key: []byte("key"), CA: []byte("server"), ClientCA: []byte("clients")}}
	filled := list()
	if _, err := Apply(filled, Settings{Mode: Plain, Pairs: pairs}); err != nil {
		t.Fatal(err)
	}
	if got := data(filled[0]); got.Get("ca.crt") != base64.StdEncoding.EncodeToString([]byte("clients")) || got.Get("tls.key") != placeholder {
		t.Errorf("%v", got)
	}
	kept := list()
	if _, err := Apply(kept, Settings{Mode: Redacted}); err != nil || data(kept[0]).Get("ca.crt") != placeholder {
		t.Errorf("%v %v", err, kept)
	}
	if _, err := Apply(list(), Settings{Mode: Plain}); err == nil {
		t.Error("a Secret without its authority is no fault")
	}
}

// TestPlaceholders: a Secret is told to hold placeholders for an authority alone too, and for nothing
// that somebody wrote.
func TestPlaceholders(t *testing.T) {
	for name, one := range map[string]struct {
		kind, key, value string
		want             bool
	}{
		"a key":          {"Secret", "tls.key", placeholder, true},
		"an authority":   {"Secret", "ca.crt", placeholder, true},
		"what is read":   {"Secret", "ca.crt", "Y2xpZW50cw==", false},
		"another object": {"ConfigMap", "ca.crt", placeholder, false},
	} {
		m := manifest.Manifest{Object: manifest.NewObject(map[string]any{"apiVersion": "v1", "kind": one.kind, "data": map[string]any{one.key: one.value}})}
		if got := Placeholders(&m); got != one.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
