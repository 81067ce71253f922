package secrets

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

const root = "../.."

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

func secretive(d Document) bool { return d.Sealed() || d.Encrypted() }

// judge decrypts all that is sealed or encrypted in a stream, and wants it to be
// the example's pairs, each with the Gateway that serves its hosts, and no key
// in clear. n is how many objects it was.
func judge(example string, stream []byte) (n int, errs []error) {
	folder := filepath.Join(root, "examples", example)
	pairs, authorities, err := ReadPairs(filepath.Join(folder, "certs"))
	if err != nil {
		return 0, []error{err}
	}
	documents, err := Split(stream)
	if err != nil {
		return 0, []error{err}
	}
	hosts, err := Hosts(documents)
	if err != nil {
		return 0, []error{err}
	}
	unused := map[string]bool{}
	for _, pair := range pairs {
		unused[pair.Name] = true
		if pair.Leaks(stream) {
			errs = append(errs, fmt.Errorf("the key of %s is in clear", pair.Name))
		}
	}
	for _, d := range documents {
		if !secretive(d) {
			if err := public(d); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", d, err))
			}
			continue
		}
		n++
		clear, err := inClear(folder, d)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", d, err))
			continue
		}
		pair, err := Of(clear, pairs, authorities)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", d, err))
			continue
		}
		delete(unused, pair.Name)
		served := hosts[clear.Name]
		if len(served) == 0 {
			errs = append(errs, fmt.Errorf("%s: no Gateway serves it", d))
		}
		for _, host := range served {
			if err := pair.leaf.VerifyHostname(host); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", d, err))
			}
		}
	}
	for _, pair := range pairs {
		if unused[pair.Name] {
			errs = append(errs, fmt.Errorf("the pair %s is in no Secret", pair.Name))
		}
	}
	return n, errs
}

// public wants nothing but authorities in a Secret in clear.
func public(d Document) error {
	if d.Kind != "Secret" {
		return nil
	}
	s, err := secret(d.Text)
	if err != nil {
		return err
	}
	for key := range s.Data {
		if key != "ca.crt" {
			return fmt.Errorf("%s is in clear", key)
		}
	}
	return nil
}

func inClear(folder string, d Document) (*corev1.Secret, error) {
	if d.Sealed() {
		text, err := os.ReadFile(filepath.Join(folder, "sealing.key"))
		if err != nil {
			return nil, err
		}
		key, err := ParseKey(text)
		if err != nil {
			return nil, err
		}
		return Unseal(d.Text, key)
	}
	text, err := Decrypt(d.Text, "yaml")
	if err != nil {
		return nil, err
	}
	clear, err := secret(text)
	if err != nil {
		return nil, err
	}
	flux, err := DecryptLikeFlux(d.Text)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(flux.Data[corev1.TLSPrivateKeyKey], clear.Data[corev1.TLSPrivateKeyKey]) {
		return nil, errors.New("Flux reads another key than sops")
	}
	return clear, nil
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
