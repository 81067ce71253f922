package render_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render"
	"render/render/certs"
	"render/render/diag"
)

var january = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func certificates(t *testing.T, in render.Input) (*certs.Plan, diag.List) {
	t.Helper()
	plan, diagnostics, err := render.Certificates(t.Context(), in, certs.Conditions{At: january})
	if err != nil {
		t.Fatal(err)
	}
	return plan, diagnostics
}

// issued makes what a topology wants to have, into the files, and gives the
// certificates by file name.
func issued(t *testing.T, in render.Input, files fstest.MapFS) map[string]*x509.Certificate {
	t.Helper()
	in.Files = files
	work, diagnostics := certificates(t, in)
	if diagnostics.Failed() {
		t.Fatal(diagnostics)
	}
	made, err := work.Issue(context.Background(), certs.Entropy{Random: rand.Reader, NewKey: func(string) (crypto.Signer, error) {
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*x509.Certificate{}
	for _, m := range made {
		files[m.Planned.Crt], files[m.Planned.Key] = &fstest.MapFile{Data: m.Crt}, &fstest.MapFile{Data: m.Key}
		block, _ := pem.Decode(m.Crt)
		if out[m.Planned.Crt], err = x509.ParseCertificate(block.Bytes); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestSeedCertificates: rows 8 and 9 of the seed, and what is made renders.
func TestSeedCertificates(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(examplesDir, "seed", "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	in := render.Input{Name: "topology.yaml", Text: text}
	files := fstest.MapFS{}
	made := issued(t, in, files)
	for name, want := range map[string]string{
		"certs/ca.crt":                       "CN=myCA.local CN=myCA.local [] []",
		"certs/microk8s.local.crt":           "CN=myCA.local CN=microk8s.local [microk8s.local microk8s-alt.local] [192.168.1.141]",
		"certs/microk8s-secondary.local.crt": "CN=myCA.local CN=microk8s-secondary.local [microk8s-secondary.local] [192.168.1.142]",
	} {
		c := made[name]
		if c == nil {
			t.Errorf("no %s", name)
			continue
		}
		if got := fmt.Sprint(c.Issuer, " ", c.Subject, c.DNSNames, c.IPAddresses); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if len(made) != 3 {
		t.Errorf("%d certificates", len(made))
	}
	in.Files = files
	// Of its versions there is a warning, and of each tier's node ports and image.
	for _, at := range []time.Time{january, january.AddDate(0, 0, 366)} {
		in.At = at
		out, err := render.Render(context.Background(), in)
		if err != nil || out.Diagnostics.Warnings() > 5 || out.InClear(out.Manifests) == "" {
			t.Errorf("at %v: %v, %v", at, err, out.Diagnostics)
		}
	}
}

const certificateTopology = `name: home
microk8s: "1.36"
istio: "1.31"
tiers:
- {name: primary, ip: 10.0.0.1, hosts: [a.example.org]}
`

// Where cert-manager issues there is nothing to make; in every other mode files
// are made, since people put them into their store themselves.
func TestCertificatesByMode(t *testing.T) {
	for mode, wanted := range map[string]int{
		"plain": 2, "omit": 2, "redacted": 2, "{external: {store: vault}}": 2, "{sealed: {cert: sealing.pem}}": 2,
		"{sops: {age: [age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq]}}": 2, "{cert-manager: {create: ca}}": 0,
	} {
		in := render.Input{Name: "topology.yaml", Text: []byte(certificateTopology + "secrets: " + mode + "\n"), Files: fstest.MapFS{}}
		work, diagnostics := certificates(t, in)
		if diagnostics.Failed() || len(work.All()) != wanted || (work.Elsewhere != "") != (wanted == 0) || work.Pending() != (wanted > 0) {
			t.Errorf("%q: %v, %+v", mode, diagnostics, work)
		}
	}
}

// TestOwnBesideIssued: of a tier with a Secret of its own it is told that cert-manager does
// not make that.
func TestOwnBesideIssued(t *testing.T) {
	text := strings.Replace(certificateTopology, "hosts: [a.example.org]", "hosts: [a.example.org, {host: b.example.org, cert: {secret: own}}]", 1)
	work, diagnostics := certificates(t, render.Input{Name: "topology.yaml", Text: []byte(text + "secrets: {cert-manager: {create: ca}}\n"), Files: fstest.MapFS{}})
	if diagnostics.Failed() || work.Elsewhere == "" || len(work.Without) != 1 || work.Without[0].Tier != "primary (b.example.org)" || work.Without[0].Why != "the Secret own comes from elsewhere" {
		t.Errorf("%v, %+v", diagnostics, work)
	}
}

// TestCertificatesForAddresses: a tier's IP is in the certificate that who names no host
// is shown: that for every name, else the tier's own; with the Gateway API that of the
// listener for every name.
func TestCertificatesForAddresses(t *testing.T) {
	for hosts, want := range map[string]map[string]int{
		"[a.example.org, {host: b.example.org, cert: certs/b}]":                            {"a.example.org": 1, "b": 0},
		"[a.example.org, {host: '*', cert: certs/every}]":                                  {"a.example.org": 0, "every": 1},
		"[a.example.org, {host: '*', tls: {mode: passthrough}}]":                           {"a.example.org": 1},
		"[{host: a.example.org, cert: certs/a}, {host: b.example.org, cert: certs/b}]":     {"a": 0, "b": 0},
		"[{host: [a.example.org, b.example.net], cert: certs/a}]}\nrouting: gateway-api #": {"a": 0},
		"[a.example.org, b.example.net], cert: certs/a}\nrouting: gateway-api #":           {"a": 1},
	} {
		text := strings.Replace(certificateTopology, "[a.example.org]", hosts, 1)
		made := issued(t, render.Input{Name: "topology.yaml", Text: []byte(text)}, fstest.MapFS{})
		for name, count := range want {
			if c := made["certs/"+name+".crt"]; c == nil || len(c.IPAddresses) != count {
				t.Errorf("%s: %s is not for %d addresses: %v", hosts, name, count, c)
			}
		}
		if len(made) != len(want)+1 {
			t.Errorf("%s: %d certificates", hosts, len(made))
		}
	}
}

// What stands in the way is named as the user would name it.
func TestCertificatesLocated(t *testing.T) {
	in := render.Input{Name: "site/topology.yaml", Text: []byte(certificateTopology), Files: fstest.MapFS{"certs/a.example.org.key": {Data: []byte("x")}}}
	work, diagnostics := certificates(t, in)
	if work != nil || len(diagnostics) != 1 || !strings.HasPrefix(diagnostics[0].Header(), "site/certs/a.example.org.key: holds no PEM block") {
		t.Errorf("%v, %v", work, diagnostics)
	}
	for _, text := range []string{"", "name: [", "name: home\n", strings.ReplaceAll(certificateTopology, "10.0.0.1", "nonsense")} {
		in := render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}}
		if work, diagnostics := certificates(t, in); work != nil || !diagnostics.Failed() {
			t.Errorf("%q: %v, %v", text, work, diagnostics)
		}
	}
}
