package review_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/review"
)

// TestSameCertificate: of two certificates that read the same, since only the key is
// another, each form tells that they differ.
func TestSameCertificate(t *testing.T) {
	side := func() *objects.World {
		public, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "a"}, NotAfter: time.Unix(2e9, 0)}
		der, err := x509.CreateCertificate(rand.Reader, template, template, public, private)
		if err != nil {
			t.Fatal(err)
		}
		text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
		var list []manifest.Manifest
		for _, o := range []map[string]any{
			{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "a"}, "data": map[string]any{"ca.crt": string(text)}},
			{"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "a"}, "data": map[string]any{"ca.crt": base64.StdEncoding.EncodeToString(text)}},
		} {
			list = append(list, manifest.Manifest{Object: manifest.NewObject(o)})
		}
		return objects.New(list)
	}
	d := compare.Compare(side(), side())
	for format, want := range map[string]string{"text": "number 1, changed where it is not shown", "unified": "number 1", "json": "number 1, changed", "sarif": "number 1, changed", "github": "number 1, changed"} {
		var out bytes.Buffer
		if err := review.Write(&out, format, &review.Review{Difference: d}, false); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) || format == "unified" && strings.Count(out.String(), "@@ -") != 2 {
			t.Errorf("%s:\n%s", format, out.String())
		}
	}
}
