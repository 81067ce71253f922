package certs

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// TestOpenSSL has openssl judge by its strict rules what is made.
func TestOpenSSL(t *testing.T) {
	program, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("there is no openssl on the PATH to judge by")
	}
	l := theLab()
	_, middle := named(l.middle, l.root)
	for _, kind := range []string{KeyECDSA, KeyRSA} {
		for name, given := range map[string]*Given{"local": nil, "intermediate": middle} {
			order := specFor("192.168.1.141", "fd00::1")
			order.Rules.Key = kind
			files := fstest.MapFS{}
			carryOut(t, files, order, Conditions{At: from2026, Given: given})
			root := encode(labelCertificate, l.root.cert.Raw)
			if given == nil {
				root = files["certs/ca.crt"].Data
			}
			dir := t.TempDir()
			for name, text := range map[string][]byte{"chain.pem": files["certs/a.crt"].Data, "root.pem": root} {
				if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, host := range [][]string{{"-verify_hostname", "a.example.org"}, {"-verify_ip", "192.168.1.141"}, {"-verify_ip", "fd00::1"}} {
				args := []string{"verify", "-x509_strict", "-purpose", "sslserver", "-attime", "1775000000", "-CAfile", "root.pem", "-untrusted", "chain.pem"}
				verify := exec.Command(program, append(append(args, host...), "chain.pem")...)
				verify.Dir = dir
				if out, err := verify.CombinedOutput(); err != nil {
					t.Errorf("%s by %s, openssl %v: %v\n%s", kind, name, verify.Args, err, out)
				}
			}
		}
	}
}
