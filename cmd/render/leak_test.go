package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

// planted are keys, and all the forms in which a piece of one could be written.
type planted struct {
	t      *testing.T
	folder string
	marks  []string
	inputs map[string]bool // files that hold keys from the start
}

// plant makes a pair for the hosts and notes the marks of its key.
func (p *planted) plant(stem string, key any, hosts ...string) {
	p.t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: hosts[0]}, DNSNames: hosts,
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	var public any
	var secret []byte
	switch k := key.(type) {
	case *ecdsa.PrivateKey:
		public = &k.PublicKey
		var err error
		if secret, err = k.Bytes(); err != nil {
			p.t.Fatal(err)
		}
	case *rsa.PrivateKey:
		public, secret = &k.PublicKey, k.D.Bytes()
	}
	crt, err := x509.CreateCertificate(rand.Reader, template, template, public, key)
	if err != nil {
		p.t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(stem+".crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: crt}))
	p.key(stem+".key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), secret)
}

// key writes a file with a key, and notes its marks: its text, base64 and hex of
// that, and of the number or seed in it, cut so that lines do not matter.
func (p *planted) key(name string, text, secret []byte) {
	p.write(name, text)
	p.inputs[name] = true
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); len(line) >= 40 && !strings.Contains(line, " ") {
			p.marks = append(p.marks, line[:24], line[len(line)-24:])
			if len(secret) == 0 {
				secret = []byte(line)
			}
		}
	}
	for _, raw := range [][]byte{text[len(text)/3:], secret} {
		for shift := range 3 {
			coded := base64.StdEncoding.EncodeToString(raw[shift : shift+24])
			p.marks = append(p.marks, coded)
		}
	}
	p.marks = append(p.marks, hex.EncodeToString(secret)[:24], strings.ToUpper(hex.EncodeToString(secret)[:24]), string(secret[:16]))
}

func (p *planted) write(name string, text []byte) {
	p.t.Helper()
	path := filepath.Join(p.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// in reports whether any mark is in a text.
func (p *planted) in(text []byte) bool {
	for _, mark := range p.marks {
		if bytes.Contains(text, []byte(mark)) {
			return true
		}
	}
	return false
}

// run runs render in the folder and gives what it printed.
func (p *planted) run(args ...string) (stdout, stderr []byte, code int) {
	p.t.Helper()
	p.t.Chdir(p.folder)
	var out, told bytes.Buffer
	code = run(newShell(strings.NewReader("name: ["), &out, &told, usualLimits()), args)
	return out.Bytes(), told.Bytes(), code
}

const leakTopology = `name: leak
microk8s: "1.36"
istio: "1.31"
secrets:
  mode: plain
  sealed: {cert: sealing.pem}
  sops: {age: [RECIPIENT]}
  external: {store: vault}
  cert-manager: {create: ca}
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [a.example.org]
  apps:
  - {name: hello, image: "hello:1.0", port: 5000, routes: [/hello]}
- name: second
  ip: 192.168.1.142
  hosts: [b.example.org]
  apps:
  - {name: other, image: "hello:1.0", port: 5000, routes: [/hello]}
`

func plantAll(t *testing.T) *planted {
	p := &planted{t: t, folder: t.TempDir(), inputs: map[string]bool{}}
	first, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	second, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	third, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	p.plant("certs/a.example.org", first, "a.example.org")
	p.plant("certs/b.example.org", second, "b.example.org")
	p.plant("certs/other", third, "a.example.org")
	p.key("age.key", []byte(identity.String()+"\n"), nil)
	p.write("sealing.pem", mustRead(t, "../../examples/sealed/sealing.pem"))
	p.write("topology.yaml", []byte(strings.Replace(leakTopology, "RECIPIENT", identity.Recipient().String(), 1)))
	// Keys where none belongs.
	key := mustRead(t, filepath.Join(p.folder, "certs/a.example.org.key"))
	for name, around := range map[string][2]string{
		"wrong/kustomization.yaml": {"", ""}, "patch/patch.yaml": {"", ""}, "import.jsonnet": {"", ""}, "garbage.key": {"x: [", "}"},
		"certs/twice.key": {string(key), ""}, "inline.yaml": {"name: |\n", "\n"}, "quoted.yaml": {"name: \"", "\""}, "merged.key": {"a: ", ": b"},
	} {
		text := around[0] + string(key) + around[1]
		if name == "inline.yaml" {
			text = around[0] + "  " + strings.ReplaceAll(string(key), "\n", "\n  ")
		}
		p.write(name, []byte(text))
		p.inputs[name] = true
	}
	p.write("certs/twice.crt", mustRead(t, filepath.Join(p.folder, "certs/a.example.org.crt")))
	p.write("patch/kustomization.yaml", []byte("patches: [{path: patch.yaml}]\n"))
	p.write("mixin.jsonnet", []byte("{ a: import 'certs/a.example.org.key' }\n"))
	p.write("secret.jsonnet", []byte("{ secrets+: { primary+: { 'istio-system'+: { kind: 'Secert' } } } }\n"))
	p.write("rename/kustomization.yaml", []byte("patches: [{target: {kind: Secret}, patch: '[{op: add, path: /data/none/x, value: y}]'}]\n"))
	return p
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestNothingLeaks: with marks in every key, no verb, mode or failure prints or
// writes a piece of one, but for what secrets: plain is asked to; and no file
// that may hold one is open to others.
func TestNothingLeaks(t *testing.T) {
	p := plantAll(t)
	const file = "topology.yaml"
	identity := strings.TrimSpace(string(mustRead(t, filepath.Join(p.folder, "age.key"))))
	for _, c := range []struct {
		args  string
		code  int
		plain bool // stdout or the file shows keys, as was asked for
	}{
		{args: file, plain: true},
		{args: "--format json " + file, plain: true},
		{args: "--format list " + file, plain: true},
		{args: "-o plain.yaml " + file, plain: true},
		{args: "-o plain/ " + file, plain: true},
		{args: "--secrets sealed -o folder/ " + file}, {args: "--secrets sops -o folder/ --force " + file}, {args: "-o folder/ " + file, code: exitInput},
		{args: "--format model " + file},
		{args: "--stage apps " + file},
		{args: "--secrets omit " + file}, {args: "--secrets redacted " + file}, {args: "--secrets external " + file}, {args: "--secrets cert-manager " + file},
		{args: "--secrets sealed " + file}, {args: "--secrets sealed -o sealed.yaml " + file}, {args: "--secrets sealed --previous sealed.yaml " + file},
		{args: "--secrets sops " + file}, {args: "--secrets sops -o sops.yaml " + file}, {args: "--secrets sops --format json " + file},
		{args: "--secrets sealed --previous certs/a.example.org.key " + file, code: exitOK},
		{args: "--secrets sealed --previous . " + file},
		{args: "check " + file}, {args: "check --strict --at now " + file}, {args: "check --at 2040-01-01 " + file, code: exitInput},
		{args: "certs --at 2026-06-01 " + file}, {args: "certs --at 2026-06-01 --check " + file}, {args: "certs --at 2026-06-01 --dry-run --force " + file},
		{args: "certs --at 2026-06-01 --dry-run --set tiers[0].cert={crt:␣certs/new.crt,key:␣certs/a.example.org.key} " + file},
		{args: "certs --at 2026-06-01 --set tiers[0].cert=certs/twice " + file, code: exitInput},
		{args: "certs --at 2026-06-01 --set tiers[0].cert={crt:␣certs/a.example.org.key,key:␣certs/a.example.org.crt} " + file, code: exitInput},
		{args: "certs --at 2026-06-01 --set tiers[0].cert={crt:␣certs/new2.crt,key:␣garbage.key} " + file, code: exitInput},
		{args: "certs --set certs.dir=new --ca-cert certs/a.example.org.crt --ca-key certs/a.example.org.key " + file, code: exitInput},
		{args: "certs --set certs.dir=new --ca-cert certs/a.example.org.key --ca-key age.key " + file, code: exitInput},
		{args: "certs --set certs.dir=new --ca-cert certs/twice.crt --ca-key certs/b.example.org.key " + file, code: exitInput},
		{args: "certs --set certs.dir=new --ca-cert certs/twice.crt --ca-key age.key " + file, code: exitInput},
		{args: "graph --at 2026-06-01 " + file}, {args: "graph --format html " + file}, {args: "graph -o drawn.html " + file}, {args: "graph --format mermaid " + file}, {args: "graph --format dot " + file}, {args: "graph inline.yaml", code: exitInput}, {args: "graph -o certs/a.example.org.key --format svg " + file, code: exitInput},
		{args: "why secret/tls-credential " + file}, {args: "why --format json secret/tls-credential data " + file}, {args: "why --secrets sops secret/tls-credential sops topology.yaml"}, {args: "why --secrets plain topology.yaml:3"},
		{args: "why certs/a.example.org.key:2 " + file, code: exitInput}, {args: "why certs/a.example.org.key:2", code: exitInput}, {args: "why inline.yaml:2", code: exitInput}, {args: "why quoted.yaml:1", code: exitInput}, {args: "why --overlay patch secret/tls-credential " + file, code: exitInput},
		{args: "init --from sealed.yaml -o imported.yaml", code: exitInput}, {args: "init --from folder/ -o -", code: exitDiffers},
		{args: "hosts " + file}, {args: "script smoke " + file}, {args: "script delete " + file}, {args: "script apply --secrets sealed " + file}, {args: "script apply --secrets omit " + file}, {args: "explain secrets"}, {args: "schema"}, {args: "version"}, {args: "completion bash"},
		{args: "diff topology.yaml " + file}, {args: "diff --secrets sealed topology.yaml sealed.yaml"}, {args: "diff garbage.key age.key", code: exitInput}, {args: "diff inline.yaml quoted.yaml", code: exitInput},
		{args: "diff sealed.yaml " + file, code: exitDiffers}, {args: "diff topology.yaml sealed.yaml --format unified", code: exitDiffers}, {args: "diff sealed.yaml topology.yaml --format unified=d.diff", code: exitDiffers},
		{args: "diff sops.yaml topology.yaml --format json", code: exitDiffers}, {args: "diff topology.yaml sops.yaml --format github", code: exitDiffers}, {args: "diff sealed.yaml topology.yaml --format sarif", code: exitDiffers},
		{args: "certs/a.example.org.key", code: exitInput}, {args: "check age.key", code: exitInput}, {args: "garbage.key", code: exitInput},
		{args: "merged.key", code: exitInput}, {args: "inline.yaml", code: exitInput}, {args: "quoted.yaml", code: exitInput}, {args: "import.jsonnet", code: exitInput},
		{args: "--set jsonnet=mixin.jsonnet " + file, code: exitInput}, {args: "--set jsonnet=secret.jsonnet --secrets sops " + file, code: exitInput},
		{args: "--overlay wrong " + file, code: exitInput}, {args: "--overlay patch " + file, code: exitInput}, {args: "--overlay rename " + file, code: exitInput},
		{args: "--overlay certs " + file, code: exitInput},
		{args: "--set tiers[0].cert=certs/other --set tiers[1].cert=certs/other " + file, code: exitInput},
		{args: "--set tiers[0].cert=certs/twice " + file, code: exitInput},
		{args: "--set tiers[0].cert={crt:␣certs/a.example.org.key,key:␣certs/a.example.org.crt} " + file, code: exitInput},
		{args: "--set tiers[0].cert={crt:␣certs/a.example.org.crt,key:␣garbage.key} " + file, code: exitInput},
		{args: "--set tiers[0].cert={crt:␣certs/a.example.org.crt,key:␣age.key} " + file, code: exitInput},
		{args: "--set secrets.sealed.cert=certs/a.example.org.key --secrets sealed " + file, code: exitInput},
		{args: "--set secrets.sops.age=" + identity + " " + file, code: exitInput},
		{args: "--secrets sops --set secrets.sops.age=" + identity + " " + file, code: exitInput},
		{args: "-o /nowhere/at/all.yaml " + file, code: exitInput}, {args: "-o certs " + file, code: exitInput}, {args: "--nope " + file, code: exitUsage}, {args: "-", code: exitInput},
	} {
		args := strings.Fields(c.args)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "␣", " ")
		}
		stdout, stderr, code := p.run(args...)
		if code != c.code {
			t.Errorf("%v: exit %d, wanted %d: %s", args, code, c.code, stderr)
		}
		if p.in(stderr) {
			t.Errorf("%v: stderr shows a key:\n%s", args, stderr)
		}
		written := p.in(stdout)
		p.eachFile(func(name string, info fs.FileInfo, text []byte) {
			if !p.in(text) {
				return
			}
			asked := name == "plain.yaml" || strings.HasPrefix(name, "plain/")
			written = written || asked
			if !asked {
				t.Errorf("%v: %s holds a key", args, name)
			}
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%v: %s has mode %o", args, name, info.Mode().Perm())
			}
		})
		os.Remove(filepath.Join(p.folder, "plain.yaml"))
		os.RemoveAll(filepath.Join(p.folder, "plain"))
		if written != c.plain {
			t.Errorf("%v: shows a key: %v, wanted: %v", args, written, c.plain)
		}
	}
}

// eachFile calls f with every file that is none of the keys.
func (p *planted) eachFile(f func(name string, info fs.FileInfo, text []byte)) {
	p.t.Helper()
	err := filepath.WalkDir(p.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(p.folder, path)
		if err != nil || p.inputs[filepath.ToSlash(name)] {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		f(name, info, mustRead(p.t, path))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}
