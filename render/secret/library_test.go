package secret_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"io"
	mathrand "math/rand/v2"
	"sync"
	"testing"
	"time"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret"
	"render/render/secret/sealed"
)

// redacted is what the library writes in place of data.
const redacted = "cmVkYWN0ZWQ="

// stream gives bytes that are the same for the same seed.
func stream(seed byte) io.Reader { return mathrand.NewChaCha8([32]byte{seed}) }

// controllersKey is what bitnami's controller opens with.
var controllersKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// wrapped stands for age: it shows the data key, by which a test decrypts.
func wrapped(recipient string, key []byte) (string, error) {
	return base64.StdEncoding.EncodeToString(key), nil
}

func certificate(text string) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte(text)})
}

// pairOf is a pair whose parts tell whose they are.
func pairOf(name string) certs.Pair {
	return certs.Pair{
		Crt: certificate("leaf " + name), Key: []byte("MARKER, the key of " + name), CA: certificate("authority " + name),
		ClientCA: certificate("clients " + name),
		Leaf:     &x509.Certificate{NotBefore: time.Date(2026, 3, 1, 12, 30, 0, 0, time.UTC)},
	}
}

// unread is a pair whose key was not read.
func unread(pair certs.Pair) certs.Pair {
	pair.Key = nil
	return pair
}

// settings are those of a mode with two tiers, a and b.
func settings(mode string, previous ...manifest.Object) secret.Settings {
	return secret.Settings{
		Mode: mode, Pairs: map[string]certs.Pair{"a": pairOf("a"), "b": pairOf("b")}, Random: stream(1),
		Certificate: &sealed.Certificate{Key: &controllersKey().PublicKey, Digest: "d1"}, Scope: sealed.Strict,
		Recipients: []string{"age1first", "age1second"}, Age: wrapped,
		Previous: previous,
	}
}

type fields = map[string]any

// written is an object as the library writes it for a tier.
func written(tier, component, apiVersion, kind string, rest fields) manifest.Manifest {
	rest["apiVersion"], rest["kind"] = apiVersion, kind
	rest["metadata"] = fields{"name": "tls-" + tier, "namespace": "istio-system", "labels": fields{"team": "web"}}
	return manifest.Manifest{Object: manifest.NewObject(rest), Origin: manifest.Origin{Component: component, Keys: []string{tier, "istio-system"}}, Tier: tier}
}

func placeholders() fields {
	return fields{"ca.crt": redacted, "tls.crt": redacted, "tls.key": redacted}
}

func tlsSecret(tier string) manifest.Manifest {
	return written(tier, secret.Component, "v1", "Secret", fields{"type": "kubernetes.io/tls", "data": placeholders()})
}

func sealedSecret(tier string) manifest.Manifest {
	return written(tier, secret.SealedComponent, "bitnami.com/v1alpha1", "SealedSecret", fields{"spec": fields{
		"encryptedData": placeholders(), "template": fields{"type": "kubernetes.io/tls"},
	}})
}

func externalSecret(tier string) manifest.Manifest {
	return written(tier, secret.ExternalComponent, "external-secrets.io/v1", "ExternalSecret", fields{"spec": fields{
		"target": fields{"template": fields{"type": "kubernetes.io/tls"}},
		"data":   []any{fields{"secretKey": "tls.crt"}, fields{"secretKey": "tls.key"}},
	}})
}

func clientCA(tier string) manifest.Manifest {
	return written(tier, secret.ClientCAComponent, "v1", "Secret", fields{"type": "Opaque", "data": fields{"ca.crt": redacted}})
}

// library is what the library writes for two tiers in a mode; with omit a
// placeholder, which a mixin might have left.
func library(mode string) []manifest.Manifest {
	one := tlsSecret
	switch mode {
	case secret.Sealed:
		one = sealedSecret
	case secret.External:
		one = externalSecret
	case secret.CertManager:
		one = func(tier string) manifest.Manifest {
			return written(tier, "certificates", "cert-manager.io/v1", "Certificate", fields{"spec": fields{"secretName": "tls-" + tier}})
		}
	}
	return []manifest.Manifest{one("a"), one("b")}
}

func apply(t *testing.T, list []manifest.Manifest, s secret.Settings) secret.Result {
	t.Helper()
	result, err := secret.Apply(list, s)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Refused) > 0 {
		t.Fatalf("refused: %q", result.Refused)
	}
	return result
}

// earlier is what a run before gave for both tiers.
func earlier(t *testing.T, mode string) []manifest.Object {
	t.Helper()
	list := library(mode)
	apply(t, list, settings(mode))
	return []manifest.Object{list[0].Object, list[1].Object}
}

// text is a value as it leaves.
func text(t *testing.T, value any) string {
	t.Helper()
	out, err := manifest.AppendJSON(nil, value)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
