package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bareKeys are private keys as base64 without a BEGIN line, by what they are called.
func bareKeys(t *testing.T) map[string]string {
	t.Helper()
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	large, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.StdEncoding.EncodeToString
	pkcs8, err := x509.MarshalPKCS8PrivateKey(edwards)
	if err != nil {
		t.Fatal(err)
	}
	sec1, err := x509.MarshalECPrivateKey(curve)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"ed": encode(pkcs8), "ec": encode(sec1), "rsa": encode(x509.MarshalPKCS1PrivateKey(large)),
		"ssh": encode(append([]byte("openssh-key-v1\x00\x00\x00\x00\x04none"), pkcs8...))}
	out["twice"] = encode([]byte(out["ed"]))
	text := out["rsa"]
	for ; len(text) > 60; text = text[60:] {
		out["wrapped"] += text[:60] + "\n"
	}
	out["wrapped"] += text
	return out
}

// bareObjects are objects that hold a key everywhere that one can stand.
func bareObjects(key string) string {
	quoted := fmt.Sprintf("%q", key)
	data := base64.StdEncoding.EncodeToString([]byte(key))
	return strings.NewReplacer("KEY", quoted, "DATA", data).Replace(`apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: b, annotations: {c: KEY}, labels: {same: same}}
data: {d: KEY, json: '{"e": 1}'}
binaryData: {f: DATA}
---
apiVersion: v1
kind: Secret
metadata: {name: a, namespace: b, annotations: {c: KEY}}
data: {g: DATA}
stringData: {h: KEY}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b}
spec: {template: {spec: {containers: [{name: a, image: b, args: ["--key", KEY], env: [{name: K, value: KEY}]}]}}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: b}
spec: {hosts: [KEY], http: [{headers: {request: {set: {x: KEY}}}}]}
`)
}

// bareTopology is one that holds a key everywhere that the format lets it.
func bareTopology(key, version string) string {
	return strings.NewReplacer("KEY", fmt.Sprintf("%q", key)).Replace(`name: leak
microk8s: "1.36"
istio: "1.31"
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [a.example.org]
  apps:
  - name: hello
    image: hello:` + version + `
    port: 5000
    routes: [/hello]
    env: {K: KEY}
    args: [KEY]
`)
}

// TestBareKeys: a private key without its BEGIN line is shown by no form of any verb that
// compares, checks or follows, wherever in an object or a topology it stands.
func TestBareKeys(t *testing.T) {
	for name, key := range bareKeys(t) {
		folder := t.TempDir()
		t.Chdir(folder)
		for file, text := range map[string]string{
			"none.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n", "held.yaml": bareObjects(key), "other.yaml": bareObjects("another " + key + " and more"),
			"topology.yaml": bareTopology(key, "1"), "newer.yaml": bareTopology("another "+key, "2"), "clean.yaml": bareTopology("no key", "1"),
			"wrong.yaml":   strings.Replace(bareTopology(key, "1"), "port: 5000", fmt.Sprintf("port: %q", key), 1),
			"unknown.yaml": strings.Replace(bareTopology("none", "1"), "    args:", fmt.Sprintf("    %q: 1\n    args:", key), 1),
			"beside.yaml":  strings.Replace(bareTopology(key, "1"), "args:", "agrs:", 1),
		} {
			if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		verbs := []string{"check topology.yaml", "trace --all topology.yaml", "trace http://a.example.org/hello topology.yaml", "explain key-exposed", "--secrets sealed topology.yaml", "hosts topology.yaml", "script smoke topology.yaml"}
		for _, file := range []string{"topology.yaml", "wrong.yaml", "unknown.yaml", "beside.yaml"} {
			for _, format := range []string{"text", "json", "sarif", "github"} {
				verbs = append(verbs, "check --format "+format+" "+file)
			}
		}
		for _, sides := range []string{"none.yaml held.yaml", "held.yaml none.yaml", "held.yaml other.yaml", "topology.yaml newer.yaml", "clean.yaml topology.yaml", "held.yaml topology.yaml"} {
			for _, format := range []string{"text", "unified", "json", "sarif", "github"} {
				verbs = append(verbs, "diff --format "+format+" "+sides)
			}
		}
		for _, args := range verbs {
			var out, told bytes.Buffer
			code := run(newShell(strings.NewReader(""), &out, &told, usualLimits()), strings.Fields(args))
			if code == exitBug || code == exitUsage {
				t.Errorf("%s: %s: exit %d: %s", name, args, code, told.Bytes())
			}
			if piece := pieceOf(key, out.String()+told.String()); piece != "" {
				t.Errorf("%s: %s: shows %q:\n%s%s", name, args, piece, out.Bytes(), told.Bytes())
			}
		}
	}
}

// pieceOf is a piece of a key that a text has, in base64 once more too; "" for none.
func pieceOf(key, text string) string {
	for _, form := range []string{key, base64.StdEncoding.EncodeToString([]byte(key))} {
		for line := range strings.Lines(form) {
			line = strings.TrimSuffix(line, "\n")
			for at := 0; at+16 <= len(line); at += 8 {
				if piece := line[at : at+16]; strings.Contains(text, piece) {
					return piece
				}
			}
		}
	}
	return ""
}
