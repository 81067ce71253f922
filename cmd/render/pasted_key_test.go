package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// pastedKey is a private key as one word in each of the spellings that people paste.
func pastedKey(t *testing.T) (spellings map[string]string, p *planted) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	raw := base64.RawURLEncoding.EncodeToString(must(key.Bytes()))
	spellings = map[string]string{
		"PEM":      strings.ReplaceAll(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "\n", ""),
		"base64":   base64.StdEncoding.EncodeToString(der),
		"hex":      hex.EncodeToString(der),
		"JSON key": `{"kty":"EC","crv":"P-256","d":"` + raw + `"}`,
	}
	p = &planted{t: t, folder: t.TempDir(), inputs: map[string]bool{}}
	text := spellings["base64"]
	p.marks = []string{text[len(text)-24:], text[60:84], hex.EncodeToString(der)[96:120], raw[8:32]}
	return spellings, p
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestPastedKeyIsNotTold: whatever verb and flag a private key is given to, as a value, an
// argument or a flag's own name, no message repeats it.
func TestPastedKeyIsNotTold(t *testing.T) {
	spellings, p := pastedKey(t)
	p.write("t.yaml", []byte("name: a\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: omit\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [a.example.org]\n  apps:\n  - {name: hello, image: \"hello:1.0\", port: 5000, routes: [/hello]}\n"))
	told := 0
	for spelling, key := range spellings {
		for _, words := range pastedAt(key) {
			stdout, stderr, _ := p.run(words...)
			told += len(stderr)
			if p.in(stdout) || p.in(stderr) {
				t.Errorf("%s, %.60q: shows it:\n%s%s", spelling, words, stdout, stderr)
			}
		}
	}
	if told == 0 {
		t.Error("nothing was told at all")
	}
}

// pastedAt are command lines that have a text in each place where there may be one.
func pastedAt(text string) (out [][]string) {
	var all func(c *cobra.Command, path []string)
	all = func(c *cobra.Command, path []string) {
		line := func(words ...string) { out = append(out, append(append([]string{}, path...), words...)) }
		for _, word := range []string{text, "-" + text, "--" + text, "--" + text + "=1", "git:" + text + ":x", "git:HEAD:" + text, text + ":3", text + "/" + text, "https://" + text + "/"} {
			line(word)
			line("t.yaml", word)
			line(word, "t.yaml")
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			line("--"+f.Name+"="+text, "t.yaml")
			line("--"+f.Name+"="+text, "t.yaml", "t.yaml")
		})
		if c.Flags().Lookup("set") != nil {
			for _, form := range []string{"%s", "%s=1", "tiers[%s].x=1", "tiers[primary].%s=1", "tiers[primary].hosts=[%s]", "tiers[primary].ip=%s", "tiers={%s: 1}", "name=%s", "tiers[primary].apps[%s]=1"} {
				line("--set", fmt.Sprintf(form, text), "t.yaml")
				line("--set", fmt.Sprintf(form, text), "t.yaml", "t.yaml")
			}
		}
		for _, below := range c.Commands() {
			all(below, append(append([]string{}, path...), below.Name()))
		}
	}
	all(newRoot(newShell(strings.NewReader(""), io.Discard, io.Discard, usualLimits()), []string{"help"}), nil)
	return out
}

// TestKeyInPiecesIsNotTold: a private key whose lines are items of a list, or whose number
// is in hexadecimal or of a JSON key, is in no form of a difference, as what was there, what
// comes, or an object that is there alone.
func TestKeyInPiecesIsNotTold(t *testing.T) {
	spellings, p := pastedKey(t)
	const form = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, command: [sh, %s], env: [{name: K, value: %s}]}]}}\n"
	der := spellings["base64"]
	lines := "-----BEGIN PRIVATE KEY-----, " + der[:64] + ", " + der[64:128] + ", " + der[128:] + ", -----END PRIVATE KEY-----"
	p.write("none.yaml", []byte(fmt.Sprintf(form, "x", "y")))
	p.write("empty.yaml", []byte("# nothing yet\n"))
	for name, text := range map[string]string{"lines": fmt.Sprintf(form, lines, "y"), "hex": fmt.Sprintf(form, "x", spellings["hex"]), "json": fmt.Sprintf(form, "x", "'"+spellings["JSON key"]+"'")} {
		p.write("one.yaml", []byte(text))
		for _, sides := range [][]string{{"one.yaml", "none.yaml"}, {"none.yaml", "one.yaml"}, {"empty.yaml", "one.yaml"}, {"one.yaml", "empty.yaml"}} {
			for _, format := range []string{"text", "unified", "json", "github", "sarif"} {
				stdout, stderr, code := p.run("diff", "--format", format, sides[0], sides[1])
				if code != exitDiffers || p.in(stdout) || p.in(stderr) {
					t.Errorf("%s, %s of %s: exit %d, shows\n%s%s", name, format, sides, code, stdout, stderr)
				}
			}
		}
	}
}
