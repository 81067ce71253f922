package secrets

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestIssued has cert-manager's code issue every Certificate of the goldens.
func TestIssued(t *testing.T) {
	files, err := filepath.Glob(root + "/golden/*/stream.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	found := map[string]int{}
	for _, file := range files {
		stream, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		example := filepath.Base(filepath.Dir(file))
		n, errs := judgeIssued(stream)
		for _, err := range errs {
			t.Errorf("%s: %v", example, err)
		}
		found[example] = n
	}
	for _, example := range []string{"cert-manager", "cert-manager-issuer"} {
		if found[example] == 0 {
			t.Errorf("example %s has no Certificate for a Gateway", example)
		}
	}
}

// TestBrokenIssued: changes of the real golden that have to be caught.
func TestBrokenIssued(t *testing.T) {
	stream, err := os.ReadFile(filepath.Join(root, "golden/cert-manager/stream.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(stream)
	for _, test := range []struct{ from, to, want string }{
		{"  isCA: true\n", "", "parent certificate cannot sign"},
		{"  ca:\n    secretName: issued-ca\n", "  ca:\n    secretName: other\n", "nothing makes Secret istio-system/other"},
		{"  ca:\n    secretName: issued-ca\n", "  ca:\n    secretName: tls-credential\n", "nothing makes Secret istio-system/tls-credential, or it takes itself"},
		{"  - www.issued.example.org\n  ipAddresses", "  ipAddresses", "not www.issued.example.org"},
		{"  - 192.168.1.141\n", "  - issued\n", "unable to parse IP"},
		{"algorithm: ECDSA\n    size: 256", "algorithm: Ed25519", "which Envoy does not take"},
		{"algorithm: ECDSA\n    size: 256", "algorithm: ECDSA\n    size: 255", "size"},
		{"  - server auth\n", "  - client auth\n", "incompatible key usage"},
		{"  - server auth\n", "  - server\n", "unknown"},
		{"duration: 9528h0m0s", "duration: 397d", "unknown unit"},
		{"  secretName: tls-partners-credential\n", "  secretName: tls-credential\n", "as another does"},
		{"  secretName: tls-partners-credential\n", "  secretName: other\n", "no Gateway serves it"},
		{"  dnsNames:\n", "  dnsName:\n", "unknown field"},
		{"  selfSigned: {}\n", "  vault: {server: x, path: z, auth: {}}\n", "an issuer of another kind"},
		{"kind: Issuer\nmetadata:", "kind: ClusterIssuer\nmetadata:", `a namespace "istio-system"`},
	} {
		t.Run(test.want, func(t *testing.T) {
			if !strings.Contains(text, test.from) {
				t.Fatalf("%q is in the golden file no more", test.from)
			}
			_, errs := judgeIssued([]byte(strings.ReplaceAll(text, test.from, test.to)))
			if said := errors.Join(errs...); said == nil || !strings.Contains(said.Error(), test.want) {
				t.Errorf("complains of %v, not of %q", said, test.want)
			}
		})
	}
}
