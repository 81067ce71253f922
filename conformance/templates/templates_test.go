package templates

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/external-secrets/external-secrets/pkg/template/v2"
	"software.sslmate.com/src/go-pkcs12"

	"render/conformance/clauses"
)

// TestMain: once all tests ran, each clause has complained of some broken input.
func TestMain(m *testing.M) { os.Exit(clauses.Judged(m.Run())) }

const root = "../.."

// served are the hosts that gateways of the examples serve, by the Secret.
var served = map[string]map[string][]string{
	"external":          {"tls-credential": {"external.example.org"}, "tls-staff-credential": {"*.staff.example.org"}},
	"external-template": {"tls-credential": {"bundle.example.org"}, "tls-staff-credential": {"staff.example.org", "wiki.staff.example.org"}},
}

// stored is what a store has of a certificate: in PEM, each part and all in one, and as an
// archive.
type stored struct{ crt, key, bundle, archive []byte }

const archivePassword = "of the archive"

// storing issues a certificate for hosts, by an authority that is behind it.
func storing(t *testing.T, hosts ...string) (s stored) {
	t.Helper()
	made := func(name string, isCA bool, hosts []string, parent *x509.Certificate, by *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		template := &x509.Certificate{SerialNumber: big.NewInt(int64(len(name))), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
			Subject: pkix.Name{CommonName: name}, DNSNames: hosts, IsCA: isCA, BasicConstraintsValid: true}
		if parent == nil {
			parent, by = template, key
		}
		der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, by)
		if err != nil {
			t.Fatal(err)
		}
		crt, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return crt, key
	}
	ca, caKey := made("authority", true, nil, nil, nil)
	leaf, key := made("leaf", false, hosts, ca, caKey)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	s.key = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	for _, one := range []*x509.Certificate{leaf, ca} {
		s.crt = append(s.crt, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: one.Raw})...)
	}
	s.bundle = append(bytes.Clone(s.key), s.crt...)
	if s.archive, err = pkcs12.Modern.Encode(key, leaf, []*x509.Certificate{ca}, archivePassword); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestFetched has the operator's own engine make the Secrets of the golden files, one of a
// store's own properties and one of templates.
func TestFetched(t *testing.T) {
	primary, staff := storing(t, "external.example.org"), storing(t, "*.staff.example.org")
	bundle, wiki := storing(t, "bundle.example.org"), storing(t, "staff.example.org", "wiki.staff.example.org")
	have := store{
		"ingress/primary/external.example.org":      {"certificate": primary.crt, "private_key": primary.key},
		"ingress/staff/_wildcard.staff.example.org": {"certificate": staff.crt, "private_key": staff.key},
		"pki/bundle.example.org":                    {"pem_bundle": bundle.bundle},
		"pki/staff.example.org":                     {"pem_bundle": wiki.bundle},
	}
	for example, hosts := range served {
		stream, err := os.ReadFile(filepath.Join(root, "golden", example, "stream.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		n, errs := judge(stream, have, hosts)
		for _, err := range errs {
			t.Errorf("%s: %v", example, err)
		}
		if n != len(hosts) {
			t.Errorf("example %s has %d ExternalSecrets", example, n)
		}
	}
}

// TestBrokenFetched: changes of the real golden that have to be caught.
func TestBrokenFetched(t *testing.T) {
	stream, err := os.ReadFile(filepath.Join(root, "golden/external-template/stream.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	bundle, wiki := storing(t, "bundle.example.org"), storing(t, "staff.example.org", "wiki.staff.example.org")
	have := store{"pki/bundle.example.org": {"pem_bundle": bundle.bundle}, "pki/staff.example.org": {"pem_bundle": wiki.bundle}}
	for _, test := range []struct{ from, to, want string }{
		{"", "", ""},
		{"property: pem_bundle", "property: bundle", `the store has no property "bundle"`},
		{"type: kubernetes.io/tls", "type: Opaque", "is of type Opaque"},
		{`tls.key: "{{ .bundle | filterPEM \"PRIVATE KEY\" }}"`, `tls.key: "{{ .bundle | filterPEM \"EC PRIVATE KEY\" }}"`, "the Secret has no pair"},
		{`{{ .bundle | filterPEM \"CERTIFICATE\" }}`, `{{ .bundle | filterPEM \"CERTIFICATE\" | splitList \"-----END CERTIFICATE-----\" | first }}-----END CERTIFICATE-----`, "no certificate behind its own"},
		{"name: tls-staff-credential\n    template", "name: tls-other-credential\n    template", "nobody is served"},
		{"key: pki/staff.example.org", "key: pki/bundle.example.org", "not staff.example.org"},
	} {
		changed := strings.ReplaceAll(string(stream), test.from, test.to)
		if test.from != "" && changed == string(stream) {
			t.Fatalf("%q is in the golden file no more", test.from)
		}
		_, errs := judge([]byte(changed), have, served["external-template"])
		said := errors.Join(errs...)
		if (said == nil) != (test.want == "") || said != nil && !strings.Contains(said.Error(), test.want) {
			t.Errorf("%q: complains of %v", test.want, said)
		}
	}
}

// templates are texts of tls.crt and tls.key, with what the operator says of them: render is
// to tell of what it fails on, and to be silent of what it fills in.
var templates = []struct {
	crt, key string
	fails    string // what the operator says; "" where it fills both in
}{
	{`{{ .bundle | filterPEM "CERTIFICATE" }}`, `{{ .bundle | filterPEM "PRIVATE KEY" }}`, ""},
	{`{{ pkcs12certPass .password .archive }}`, `{{ .archive | pkcs12keyPass .password }}`, ""},
	{`{{ index . "two.parts" }}`, `{{ index . "a-key" }}`, ""},
	{`{{ index . "two.parts" }}`, `{{ get . "a-key" }}`, "wrong type for value"},
	{`{{- /* of a bundle */ -}}{{ $b := .bundle }}{{ filterPEM "CERTIFICATE" $b }}`, `{{ with .bundle }}{{ filterPEM "PRIVATE KEY" . }}{{ end }}`, ""},
	{`{{ with .bundle }}{{ filterPEM "CERTIFICATE" $.bundle }}{{ end }}`, `{{ if .password }}{{ index $ "a-key" }}{{ else }}none{{ end }}`, ""},
	{`{{ range $i, $_ := list 1 }}{{ index $ "two.parts" }}{{ end }}`, `{{ .bundle | filterPEM "PRIVATE KEY" | trim }}`, ""},
	{`{{ .bundel | filterPEM "CERTIFICATE" }}`, `{{ .bundle }}`, "bundel"},
	{`{{ .bundle | filterPEM "CERTIFICATE" }`, `{{ .bundle }}`, "unexpected"},
	{`{{ .bundle | filterPEM CERTIFICATE }}`, `{{ .bundle }}`, `function "CERTIFICATE" not defined`},
	{`{{ .two.parts }}`, `{{ .bundle }}`, "two"},
	{`{{ .a-key }}`, `{{ .bundle }}`, "bad character"},
	{`{{ .bundle | pemCertificate }}`, `{{ .bundle }}`, "pemCertificate"},
	{`{{ .bundle | base64decode }}`, `{{ .bundle }}`, "base64decode"},
	{`{{ if .bundle }}{{ .bundle }}`, `{{ .bundle }}`, "unexpected EOF"},
	{`{{ .bundle }}`, `{{ end }}{{ .bundle }}`, "unexpected {{end}}"},
}

// TestTemplates holds what render refuses of templates against what the operator fails on.
func TestTemplates(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "render")
	build := exec.Command("go", "build", "-o", tool, "./cmd/render")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	have := storing(t, "home.example.org")
	values := map[string][]byte{"pem": have.bundle, "crt": have.crt, "key": have.key, "p12": have.archive, "pass": []byte(archivePassword)}
	for _, test := range templates {
		text := fmt.Sprintf(`name: home
microk8s: "1.36"
istio: "1.31"
secrets:
  external:
    store: vault
    key: all
    template:
      values: {bundle: pem, archive: p12, password: pass, two.parts: crt, a-key: key}
      data: {tls.crt: %q, tls.key: %q}
tiers:
- {name: primary, ip: 192.168.1.141, hosts: [home.example.org]}
`, test.crt, test.key)
		check := exec.Command(tool, "check", "-")
		check.Stdin = strings.NewReader(text)
		said, err := check.CombinedOutput() // fails where the text is refused, and says so
		if told := bytes.Contains(said, []byte("secrets.external.template.data.tls.")); told != (test.fails != "") || err != nil && !told {
			t.Errorf("%s, %s: told: %v\n%s", test.crt, test.key, told, said)
		}
		fetched, err := store{"all": values}.fetch([]byte(fmt.Sprintf(`apiVersion: external-secrets.io/v1
kind: ExternalSecret
spec:
  target: {name: tls, template: {type: kubernetes.io/tls, data: {tls.crt: %q, tls.key: %q}}}
  data:
  - {secretKey: bundle, remoteRef: {key: all, property: pem}}
  - {secretKey: archive, remoteRef: {key: all, property: p12}}
  - {secretKey: password, remoteRef: {key: all, property: pass}}
  - {secretKey: two.parts, remoteRef: {key: all, property: crt}}
  - {secretKey: a-key, remoteRef: {key: all, property: key}}
`, test.crt, test.key)))
		switch {
		case (err == nil) != (test.fails == "") || err != nil && !strings.Contains(err.Error(), test.fails):
			t.Errorf("%s, %s: the operator says %v", test.crt, test.key, err)
		case err == nil:
			for _, err := range servable(fetched, []string{"home.example.org"}) {
				t.Errorf("%s, %s: %v", test.crt, test.key, err)
			}
		}
	}
}

// TestFunctions: the functions that render knows are those that the operator's engine has, and
// Go's own.
func TestFunctions(t *testing.T) {
	text, err := os.ReadFile(root + "/render/rules/template_functions.go")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, part := range strings.Split(string(text), `"`) {
		for _, name := range strings.Fields(part) {
			known[name] = true
		}
	}
	own := strings.Fields("and break call continue eq ge gt html index js le len lt ne not or print printf println slice urlquery")
	for _, name := range slices.Concat(slices.Collect(maps.Keys(template.FuncMap())), own, []string{"pemTruststoreToPKCS12", "pemTruststoreToPKCS12Pass", "rsaDecrypt"}) {
		if !known[name] {
			t.Errorf("%s is not known", name)
		}
	}
}
