package render_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render"
	"render/render/manifest"
	"render/render/secret/age"
)

// constant is randomness that is none, and the same for each that reads it.
type constant byte

func (c constant) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c)
	}
	return len(p), nil
}

// constantAge stands for age where a test needs the same bytes twice.
func constantAge(recipient string, text []byte) (string, error) {
	return "-----BEGIN AGE ENCRYPTED FILE-----\n" + recipient + "\n" + base64.StdEncoding.EncodeToString(text) + "\n-----END AGE ENCRYPTED FILE-----\n", nil
}

// fixed makes the ciphers of an input repeatable.
func fixed(in render.Input) render.Input {
	in.Random, in.Age = constant(7), constantAge
	return in
}

// sealing gives an input what cmd/render gives it, and the texts of an earlier
// run.
func sealing(in render.Input, previous ...[]byte) render.Input {
	in.Random, in.Age = rand.Reader, age.Encrypt
	in.Previous = func(string) ([]render.Previous, error) {
		var out []render.Previous
		for _, text := range previous {
			out = append(out, render.Previous{Name: "before.yaml", Text: text})
		}
		return out, nil
	}
	return in
}

func sealedExample(t *testing.T, name string) render.Input {
	t.Helper()
	folder := filepath.Join(examplesDir, name)
	text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return sealing(render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(folder)})
}

// TestCiphertextStays: what an earlier run sealed stays byte for byte, in every
// format and order of files, and without randomness; without it everything is
// sealed anew.
func TestCiphertextStays(t *testing.T) {
	for _, name := range []string{"sealed", "sops"} {
		in := sealedExample(t, name)
		first := mustRender(t, in)
		text := stream(t, first.Selected(nil))
		if again := stream(t, mustRender(t, in).Selected(nil)); bytes.Equal(again, text) {
			t.Errorf("%s: two runs without an earlier one seal to the same bytes", name)
		}
		for _, format := range []manifest.Format{manifest.YAML, manifest.JSON, manifest.List} {
			previous, err := manifest.Stream(first.Selected(nil), format)
			if err != nil {
				t.Fatal(err)
			}
			kept := sealing(in, []byte("kind: ConfigMap\n"), previous)
			kept.Random, kept.Age = nil, nil
			out := mustRender(t, kept)
			if got := stream(t, out.Selected(nil)); !bytes.Equal(got, text) || len(out.Anew) > 0 || len(out.Diagnostics) > len(first.Diagnostics) {
				t.Errorf("%s, from format %v: not kept: %v\n%s", name, format, out.Anew, firstDifference(text, got))
			}
		}
		in.Random = nil
		if _, err := render.Render(context.Background(), in); err == nil {
			t.Errorf("%s: sealed without randomness", name)
		}
	}
}

// TestSealedAnew: whatever a Secret depends on is sealed anew when it changes,
// that Secret alone, and the reason is told.
func TestSealedAnew(t *testing.T) {
	recipient := "age1yhm4gctwfmrpz87tdslm550wrx6m79y9f2hdzt0lndjnehwj0ukqrjpyx5"
	for _, c := range []struct{ name, example, old, new, reason string }{
		{"the leaf", "sealed", "certs/microk8s-secondary.local", "", "its certificate changed"},
		{"the scope", "sealed", "{cert: sealing.pem}", "{cert: sealing.pem, scope: namespace-wide}", "its scope changed from strict to namespace-wide"},
		{"recipients", "sops", "age: [", "age: [" + recipient + ", ", "its recipients changed"},
		{"labels", "sops", "secrets:\n", "labels: {team: web}\nsecrets:\n", "what is in clear in it changed, its labels perhaps, which sops signs too"},
	} {
		in := sealedExample(t, c.example)
		before := mustRender(t, in)
		previous := stream(t, before.Selected(nil))
		if c.new == "" { // another pair for the same host, and for one tier only
			in.Text = bytes.Replace(in.Text, []byte("hosts: [microk8s-secondary.local]"), []byte("hosts: [microk8s.local]\n  cert: certs/microk8s.local"), 1)
		} else {
			in.Text = bytes.Replace(in.Text, []byte(c.old), []byte(c.new), 1)
		}
		out := mustRender(t, sealing(in, previous))
		if len(out.Anew) == 0 || out.Anew[0].Reason != c.reason {
			t.Errorf("%s: %v", c.name, out.Anew)
		}
		if c.name == "the leaf" {
			for _, a := range out.Anew {
				if !strings.HasPrefix(a.ID.Name, "tls-secondary") {
					t.Errorf("%s: %s is sealed anew too", c.name, a.ID)
				}
			}
		}
	}
}

// TestLabelsKeepSealedData: a SealedSecret's ciphertext is bound to its name and
// scope alone, so it stays when labels change.
func TestLabelsKeepSealedData(t *testing.T) {
	in := sealedExample(t, "sealed")
	before := mustRender(t, in)
	in.Text = bytes.Replace(in.Text, []byte("secrets:\n"), []byte("labels: {team: web}\nsecrets:\n"), 1)
	out := mustRender(t, sealing(in, stream(t, before.Selected(nil))))
	data := func(o *render.Output) (all []string) {
		for _, m := range o.Manifests {
			if m.ID().Kind == "SealedSecret" {
				all = append(all, m.Object.Map()["spec"].(map[string]any)["encryptedData"].(map[string]any)["tls.key"].(string))
			}
		}
		return all
	}
	if a, b := data(before), data(out); len(a) != 4 || strings.Join(a, ",") != strings.Join(b, ",") || len(out.Anew) > 0 {
		t.Errorf("not kept: %v", out.Anew)
	}
}

// TestDamagedCiphertext: what was cut or is none is not kept.
func TestDamagedCiphertext(t *testing.T) {
	for _, c := range []struct{ example, old, new string }{
		{"sealed", "    tls.key: Ag", "    tls.key: AgAAAA"},
		{"sealed", "    tls.key: Ag", "    tls.key: '!'\n    more: Ag"},
		{"sops", `  tls.key: "ENC[AES256_GCM,data:`, `  tls.key: "ENC[AES256_GCM,data:AAAA`},
		{"sops", `  tls.key: "ENC[`, `  tls.key: "EN[`},
		{"sops", `  mac: "ENC[`, `  mac: "NC[`},
	} {
		in := sealedExample(t, c.example)
		previous := stream(t, mustRender(t, in).Selected(nil))
		damaged := bytes.Replace(previous, []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(damaged, previous) {
			t.Fatalf("%s has no %q", c.example, c.old)
		}
		out := mustRender(t, sealing(in, damaged))
		if len(out.Anew) != 1 || out.Anew[0].Reason != "its ciphertext is damaged, or the key in it was written otherwise" {
			t.Errorf("%s: %v", c.new, out.Anew)
		}
	}
}

// TestPreviousIsOfNoUse: an earlier text that is none of render's is passed
// over, with a word where it is no YAML; what cannot be read ends the work.
func TestPreviousIsOfNoUse(t *testing.T) {
	in := sealedExample(t, "sealed")
	for text, warnings := range map[string]int{"": 0, "a: [": 1, "- 1\n": 1, "kind: List\nitems: [1, {kind: SealedSecret}]\n": 0, "kind: SealedSecret\napiVersion: bitnami.com/v1alpha1\nmetadata: 3\n": 0} {
		out := mustRender(t, sealing(in, []byte(text)))
		if len(out.Diagnostics) != warnings || len(out.Anew) > 0 {
			t.Errorf("%q: %v", text, out.Diagnostics)
		}
	}
	in.Previous = func(string) ([]render.Previous, error) { return nil, errors.New("gone") }
	if _, err := render.Render(context.Background(), in); err == nil || err.Error() != "gone" {
		t.Error(err)
	}
	in.Secrets = "plain"
	if _, err := render.Render(context.Background(), in); err != nil {
		t.Errorf("the earlier text is read for nothing: %v", err)
	}
}

// TestRandomnessFails: a reader that gives nothing is an error, not weak keys.
func TestRandomnessFails(t *testing.T) {
	for _, name := range []string{"sealed", "sops"} {
		in := sealedExample(t, name)
		in.Random = bytes.NewReader([]byte("few"))
		if out, err := render.Render(context.Background(), in); err == nil || out.Manifests != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSealingCertificateChanged: what was sealed for one controller is sealed
// anew for another.
func TestSealingCertificateChanged(t *testing.T) {
	in := sealedExample(t, "sealed")
	previous := stream(t, mustRender(t, in).Selected(nil))
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(2), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"sealing.pem": {Data: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})}}
	pairs, err := filepath.Glob(filepath.Join(examplesDir, "sealed", "certs", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pairs {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files["certs/"+filepath.Base(name)] = &fstest.MapFile{Data: text}
	}
	in.Files = files
	out := mustRender(t, sealing(in, previous))
	if len(out.Anew) != 4 || out.Anew[0].Reason != "the sealing certificate changed" {
		t.Errorf("%v", out.Anew)
	}
}

// TestSealingWithATiersCertificate: a server's certificate opens nothing.
func TestSealingWithATiersCertificate(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(3), DNSNames: []string{"home.example.org"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	crt := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	text, err := os.ReadFile(filepath.Join(examplesDir, "small", "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := render.Render(context.Background(), sealing(render.Input{Name: "topology.yaml", Text: append([]byte("secrets: {sealed: {cert: certs/home.example.org.crt}}\n"), text...), Files: fstest.MapFS{
		"certs/home.example.org.crt": {Data: crt},
		"certs/home.example.org.key": {Data: pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})},
	}}))
	if err != nil {
		t.Fatal(err)
	}
	want := `topology.yaml:1:26: secrets.sealed.cert: is the certificate of tier "primary", and not the one that the controller unseals by`
	if len(out.Diagnostics) != 1 || out.Diagnostics[0].Header() != want {
		t.Errorf("%v", out.Diagnostics)
	}
}

// TestRecipientOfNothing: a recipient for which nothing can be encrypted is a
// fault of the topology's.
func TestRecipientOfNothing(t *testing.T) {
	in := sealedExample(t, "sops")
	in.Age = func(string, []byte) (string, error) { return "", errors.New("low order point") }
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if want := "topology.yaml:10:11: secrets.sops.age[0]: nothing can be encrypted for this recipient"; len(out.Diagnostics) == 0 || out.Diagnostics[len(out.Diagnostics)-1].Header() != want {
		t.Errorf("%v", out.Diagnostics)
	}
}
