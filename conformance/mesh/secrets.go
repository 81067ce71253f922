package mesh

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"maps"
	"math/big"
	"slices"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// makeSecrets imitates those who make Secrets in a cluster: bitnami's
// controller, the External Secrets Operator, cert-manager, and whoever decrypts
// what sops encrypted. Each Secret has the name, the type and the keys that the
// object asks for, and a pair of no meaning in them: what is in ciphertext is
// judged elsewhere.
func (w *world) makeSecrets() error {
	pair, err := anyPair()
	if err != nil {
		return err
	}
	for _, o := range w.objects {
		var keys []string
		var name, kind string
		switch o.GetKind() {
		case "SealedSecret":
			encrypted, _, _ := unstructured.NestedMap(o.Object, "spec", "encryptedData")
			for key := range encrypted {
				keys = append(keys, key)
			}
			name, _, _ = unstructured.NestedString(o.Object, "spec", "template", "metadata", "name")
			kind, _, _ = unstructured.NestedString(o.Object, "spec", "template", "type")
		case "ExternalSecret":
			data, _, _ := unstructured.NestedSlice(o.Object, "spec", "data")
			for _, item := range data {
				one, _ := item.(map[string]any)
				key, _ := one["secretKey"].(string)
				keys = append(keys, key)
			}
			if made, there, _ := unstructured.NestedMap(o.Object, "spec", "target", "template", "data"); there {
				keys = slices.Collect(maps.Keys(made))
			}
			name, _, _ = unstructured.NestedString(o.Object, "spec", "target", "name")
			kind, _, _ = unstructured.NestedString(o.Object, "spec", "target", "template", "type")
		case "Certificate":
			name, _, _ = unstructured.NestedString(o.Object, "spec", "secretName")
			keys, kind = []string{"tls.crt", "tls.key", "ca.crt"}, "kubernetes.io/tls"
		case "Secret":
			if o.Object["sops"] == nil && w.top.Secrets.Mode != "redacted" {
				continue
			}
			delete(o.Object, "sops")
			data, _ := o.Object["data"].(map[string]any)
			for key := range data {
				data[key] = pair[key]
			}
			continue
		default:
			continue
		}
		data := map[string]any{}
		for _, key := range keys {
			data[key] = pair[key]
		}
		w.objects = append(w.objects, &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Secret",
			"metadata": map[string]any{"name": name, "namespace": o.GetNamespace()}, "type": kind, "data": data}})
	}
	for i := range w.top.Tiers {
		w.theirSecret(&w.top.Tiers[i], pair)
	}
	return nil
}

// theirSecret adds the Secrets that a tier's topology says are there already.
func (w *world) theirSecret(t *tier, pair map[string]any) {
	for _, s := range t.servers() {
		if w.top.Secrets.Mode != "omit" && s.cert.Secret == "" || !s.encrypted() {
			continue
		}
		w.addSecret(t, s.secret(), pair)
		w.addSecret(t, s.secret()+"-cacert", pair)
	}
}

func (w *world) addSecret(t *tier, name string, pair map[string]any) {
	if namespace := w.top.gateways(t); !w.has("Secret", namespace, name) {
		w.objects = append(w.objects, &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Secret",
			"metadata": map[string]any{"name": name, "namespace": namespace}, "type": "kubernetes.io/tls", "data": pair}})
	}
}

// anyPair is a certificate that is valid now, with its key, by the keys of a
// Secret.
var anyPair = sync.OnceValues(func() (map[string]any, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour * 24),
		IsCA: true, BasicConstraintsValid: true}
	crt, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	block := func(kind string, der []byte) string {
		var b bytes.Buffer
		_ = pem.Encode(&b, &pem.Block{Type: kind, Bytes: der}) // a Buffer takes all
		return base64.StdEncoding.EncodeToString(b.Bytes())
	}
	certificate := block("CERTIFICATE", crt)
	return map[string]any{"tls.crt": certificate, "ca.crt": certificate, "tls.key": block("PRIVATE KEY", der)}, nil
})
