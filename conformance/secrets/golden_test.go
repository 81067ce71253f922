package secrets

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGoldens judges every golden file with anything sealed or encrypted in it,
// by the keys that are published with its example.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob(root + "/golden/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	found := map[string]int{}
	for _, file := range files {
		stream, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		documents, err := Split(stream)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if !slices.ContainsFunc(documents, secretive) {
			continue
		}
		example := filepath.Base(filepath.Dir(file))
		t.Run(example, func(t *testing.T) {
			if identity, err := os.ReadFile(filepath.Join(root, "examples", example, "age.key")); err == nil {
				holding(t, string(identity))
			}
			n, errs := judge(example, stream)
			for _, err := range errs {
				t.Error(err)
			}
			found[example] += n
			t.Logf("%d Secrets in clear", n)
		})
	}
	for _, example := range []string{"sealed", "sops"} {
		if found[example] < 2 {
			t.Errorf("example %s has %d Secrets that are sealed or encrypted", example, found[example])
		}
	}
}

// TestBrokenGoldens: changes of the real goldens that have to be caught.
func TestBrokenGoldens(t *testing.T) {
	for _, test := range []struct{ example, from, to, want string }{
		{"sealed", "", "", ""},
		{"sops", "", "", ""},
		{"sealed", "  name: tls-secondary-credential\n  namespace: istio-system", "  name: tls-third-credential\n  namespace: istio-system", "no key could decrypt secret"},
		{"sealed", "type: kubernetes.io/tls", "type: Opaque", "is of type Opaque"},
		{"sealed", "kind: SealedSecret", "kind: SealedSecret\nmore: x", `unknown field "more"`},
		{"sealed", "    tls.crt: Ag", "    tls.key: Ag", `key "tls.key" already set`},
		{"sealed", "    ca.crt: Ag", "    x.crt: Ag", "has x.crt"},
		{"sealed", "- microk8s-secondary.local\n", "- microk8s.local\n", "not microk8s.local"},
		{"sealed", "credentialName: tls-secondary-credential", "credentialName: other", "no Gateway serves it"},
		{"sops", "\n  ca.crt: ", "\n  tls.key: ", "tls.key is in clear"},
		{"sops", "app.kubernetes.io/part-of: sops\n  annotations", "app.kubernetes.io/part-of: other\n  annotations", "Failed to verify data integrity"},
		{"sops", "  tls.key: \"ENC[AES256_GCM,data:", "  tls.key: \"ENC[AES256_GCM,data:AAAA", "Could not decrypt value"},
		{"sops", "enc: |\n      -----BEGIN AGE ENCRYPTED FILE-----\n      YWdl", "enc: |\n      -----BEGIN AGE ENCRYPTED FILE-----\n      YWdm", "Error getting data key"},
		{"sops", "\nsops:\n", "\nspos:\n", `illegal base64`},
	} {
		t.Run(test.example+" "+test.want, func(t *testing.T) {
			identity, err := os.ReadFile(filepath.Join(root, "examples/sops/age.key"))
			if err != nil {
				t.Fatal(err)
			}
			holding(t, string(identity))
			stream, err := os.ReadFile(filepath.Join(root, "golden", test.example, "stream.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			changed := bytes.ReplaceAll(stream, []byte(test.from), []byte(test.to))
			if bytes.Equal(changed, stream) != (test.want == "") {
				t.Fatalf("%q is in the golden file no more", test.from)
			}
			n, errs := judge(test.example, changed)
			said := errors.Join(errs...)
			switch {
			case test.want == "" && (said != nil || n < 2):
				t.Errorf("%d Secrets, %v", n, said)
			case test.want != "" && (said == nil || !strings.Contains(said.Error(), test.want)):
				t.Errorf("complains of %v, not of %q", said, test.want)
			}
		})
	}
}
