package secret_test

import (
	"fmt"
	"testing"

	"render/render/manifest"
	"render/render/secret"
)

// TestBeside: a Secret that a mixin puts under a tier, beside the tier's own, is its
// own affair in every mode: it stays as it is, and is told where it is in clear.
func TestBeside(t *testing.T) {
	for _, mode := range []string{secret.Plain, secret.Sealed, secret.SOPS, secret.External, secret.CertManager} {
		own := manifest.Manifest{Tier: "a", Origin: manifest.Origin{Component: secret.Component, Keys: []string{"a", "own"}}, Object: manifest.NewObject(fields{
			"apiVersion": "v1", "kind": "Secret", "metadata": fields{"name": "own", "namespace": "default"}, "data": fields{"password": "cGFzcw=="},
		})}
		before := text(t, own.Object)
		list := append(library(mode), own)
		result, err := secret.Apply(list, settings(mode))
		if err != nil || len(result.Refused) > 0 {
			t.Errorf("%s: %v, refused %q", mode, err, result.Refused)
		}
		if after := text(t, list[2].Object); after != before {
			t.Errorf("%s: it became %s", mode, after)
		}
		if mode == secret.Sealed && result.Clear != fmt.Sprintf("%s (%s)", own.ID(), own.Origin) {
			t.Errorf("%s: in clear is %q", mode, result.Clear)
		}
	}
}
