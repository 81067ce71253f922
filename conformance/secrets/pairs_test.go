package secrets

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// TestForeignPair: a Secret with another example's pair, or authority, in it.
func TestForeignPair(t *testing.T) {
	certs := func(example, name string) []byte {
		text, err := os.ReadFile(filepath.Join(root, "examples", example, "certs", name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	pairs, authorities, err := ReadPairs(filepath.Join(root, "examples/sops/certs"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ pairOf, stem, authorityOf, want string }{
		{"sops", "home.example.org", "sops", ""},
		{"sealed", "microk8s.local", "sops", "none of the example's"},
		{"sops", "home.example.org", "sealed", "no authority of the example"},
	} {
		s := &corev1.Secret{Type: corev1.SecretTypeTLS, Data: map[string][]byte{
			"tls.crt": certs(test.pairOf, test.stem+".crt"), "tls.key": certs(test.pairOf, test.stem+".key"), "ca.crt": certs(test.authorityOf, map[string]string{"sops": "clients.crt", "sealed": "ca.crt"}[test.authorityOf])}}
		_, err := Of(s, pairs, authorities)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s with the authority of %s: %v, want %q", test.pairOf, test.authorityOf, err, test.want)
		}
	}
}

// TestLeak: a stream in which a pair's key stands.
func TestLeak(t *testing.T) {
	key, err := os.ReadFile(filepath.Join(root, "examples/sops/certs/home.example.org.key"))
	if err != nil {
		t.Fatal(err)
	}
	stream, err := os.ReadFile(filepath.Join(root, "golden/sops/stream.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	stream = append(stream, "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\ndata: {a: "+base64.StdEncoding.EncodeToString(key)+"}\n"...)
	_, errs := judge("sops", stream)
	if said := errors.Join(errs...); said == nil || !strings.Contains(said.Error(), "the key of home.example.org is in clear") {
		t.Error(said)
	}
}
