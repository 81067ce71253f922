package certs

import (
	"crypto/elliptic"
	"strings"
	"testing"
	"testing/fstest"
)

// TestKeyOverHTTP3: of a server that takes HTTP/3 a key on another curve than P-256 is kept
// for no certificate.
func TestKeyOverHTTP3(t *testing.T) {
	files := fstest.MapFS{"certs/a.key": {Data: []byte(keyPEM(curveKey(elliptic.P384())))}}
	for path, told := range map[string]bool{"": false, "tiers[0].service.http3": true} {
		order := specFor()
		order.Rules.NISTCurves = true
		order.Pairs[0].HTTP3.Path = path
		_, diagnostics := Inspect(files, order, Conditions{At: from2026})
		const want = "the key is ECDSA P-384; over HTTP/3 this Istio's Envoy reads P-256 only"
		if text := printed(t, diagnostics); strings.Contains(text, want) != told || !told && text != "" {
			t.Errorf("%q: %q", path, text)
		}
	}
}
