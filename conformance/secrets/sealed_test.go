package secrets

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"render/render/manifest"
	"render/render/secret/sealed"

	corev1 "k8s.io/api/core/v1"
)

var (
	sealingKey = sync.OnceValue(newKey)
	otherKey   = sync.OnceValue(newKey)
)

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

// sealingCertificate is read by the renderer from what the controller prints.
func sealingCertificate(t *testing.T, key *rsa.PrivateKey) *sealed.Certificate {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := sealed.ParseCertificate(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

var values = map[string]string{"tls.crt": "CRT\n", "tls.key": strings.Repeat("key\x00\xff", 20000), "empty": ""}

// sealedSecret is the text of a SealedSecret in a scope.
func sealedSecret(t *testing.T, scope string) string {
	t.Helper()
	cert := sealingCertificate(t, sealingKey())
	data, annotations := map[string]any{}, map[string]any{}
	if scope != sealed.Strict {
		annotations["sealedsecrets.bitnami.com/"+scope] = "true"
	}
	for key, value := range values {
		text, err := sealed.Seal(rand.Reader, cert, scope, "one", "tls", []byte(value))
		if err != nil {
			t.Fatal(err)
		}
		data[key] = text
	}
	text, err := manifest.AppendYAML(nil, map[string]any{
		"apiVersion": "bitnami.com/v1alpha1", "kind": "SealedSecret",
		"metadata": map[string]any{"name": "tls", "namespace": "one", "annotations": annotations},
		"spec": map[string]any{"encryptedData": data, "template": map[string]any{
			"metadata": map[string]any{"name": "tls", "namespace": "one", "annotations": annotations, "labels": map[string]any{"a": "b"}},
			"type":     "kubernetes.io/tls", "immutable": true,
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestUnseal: the controller makes the whole Secret of it, also while it has an
// older or newer key beside.
func TestUnseal(t *testing.T) {
	for _, scope := range sealed.Scopes() {
		got, err := Unseal([]byte(sealedSecret(t, scope)), otherKey(), sealingKey())
		if err != nil {
			t.Errorf("%s: %v", scope, err)
			continue
		}
		for key, value := range values {
			if string(got.Data[key]) != value {
				t.Errorf("%s: %s became %d bytes", scope, key, len(got.Data[key]))
			}
		}
		if len(got.Data) != len(values) || got.Type != corev1.SecretTypeTLS || got.Immutable == nil || !*got.Immutable ||
			got.Name != "tls" || got.Namespace != "one" || !reflect.DeepEqual(got.Labels, map[string]string{"a": "b"}) {
			t.Errorf("%s: %v %s %v", scope, got.ObjectMeta, got.Type, got.Immutable)
		}
	}
}

// TestMoved: a scope holds fast what it says, and lets go of the rest.
func TestMoved(t *testing.T) {
	for _, test := range []struct {
		scope, from, to string
		opens           bool
	}{
		{sealed.Strict, "name: tls", "name: other", false},
		{sealed.Strict, "namespace: one", "namespace: two", false},
		{sealed.NamespaceWide, "name: tls", "name: other", true},
		{sealed.NamespaceWide, "namespace: one", "namespace: two", false},
		{sealed.ClusterWide, "name: tls", "name: other", true},
		{sealed.ClusterWide, "namespace: one", "namespace: two", true},
		{sealed.NamespaceWide, `namespace-wide: "true"`, `namespace-wide: "false"`, false},
		{sealed.ClusterWide, `cluster-wide: "true"`, `namespace-wide: "true"`, false},
		{sealed.ClusterWide, `cluster-wide: "true"`, `x: "true"`, false},
		{sealed.Strict, "annotations: {}", `annotations: {sealedsecrets.bitnami.com/cluster-wide: "true"}`, false},
	} {
		text := sealedSecret(t, test.scope)
		moved := strings.ReplaceAll(text, test.from, test.to)
		if moved == text {
			t.Fatalf("there is no %q in\n%s", test.from, text)
		}
		if _, err := Unseal([]byte(moved), sealingKey()); (err == nil) != test.opens {
			t.Errorf("%s, %s: %v", test.scope, test.to, err)
		}
	}
}

// TestDamaged: every byte of a sealed value counts.
func TestDamaged(t *testing.T) {
	cert := sealingCertificate(t, sealingKey())
	text, err := sealed.Seal(rand.Reader, cert, sealed.Strict, "one", "tls", []byte("value"))
	if err != nil {
		t.Fatal(err)
	}
	object := func(value string) []byte {
		return fmt.Appendf(nil, "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: tls, namespace: one}\nspec: {encryptedData: {a: %q}}\n", value)
	}
	if s, err := Unseal(object(text), sealingKey()); err != nil || string(s.Data["a"]) != "value" {
		t.Fatalf("%v, %v", s, err)
	}
	if _, err := Unseal(object(text), otherKey()); err == nil {
		t.Error("another controller's key opens it")
	}
	if _, err := Unseal(bytes.Replace(object(text), []byte("v1alpha1"), []byte("v1"), 1), sealingKey()); err == nil {
		t.Error("another version is read")
	}
	if _, err := Unseal([]byte("apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: tls, namespace: one}\nspec: {encryptedData: {}}\n"), sealingKey()); err == nil {
		t.Error("nothing sealed is no error")
	}
	for i := 0; i < len(text)-4; i += 7 { // the last bytes may be padding
		other := byte('A')
		if text[i] == other {
			other = 'B'
		}
		if _, err := Unseal(object(text[:i]+string(other)+text[i+1:]), sealingKey()); err == nil {
			t.Errorf("byte %d changed, and it opens", i)
		}
	}
}
