package certs

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"render/render/diag"
)

// secretText stands for a key that nothing can read.
const secretText = "MARKERmarkerMARKERmarkerMARKER"

// planted is the marker wherever a file may hold secret text, whole and mangled.
func planted() map[string]string {
	der := []byte(secretText)
	coded := base64.StdEncoding.EncodeToString(der)
	block := func(label, body string) string {
		return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n"
	}
	texts := map[string]string{
		"as text":      secretText + "\n",
		"as der":       "\x30\x82" + secretText,
		"label":        block(secretText+" PRIVATE KEY", coded),
		"other label":  block(secretText, coded),
		"header":       block(labelPKCS1, "Proc-Type: 4,ENCRYPTED\nDEK-Info: "+secretText+"\n\n"+coded),
		"one line":     strings.ReplaceAll(block(labelPKCS8, coded), "\n", ""),
		"no end":       "-----BEGIN PRIVATE KEY-----\n" + coded,
		"glued begin":  "-----BEGIN PRIVATE KEY-----" + coded + "\n-----END PRIVATE KEY-----\n",
		"glued marker": "-----BEGIN CERTIFICATE-----" + secretText + "\n",
		"certificate":  block(labelCertificate, coded),
		"notes":        secretText + "\n" + block(labelPKCS8, coded) + secretText + "\n",
	}
	for _, label := range []string{labelPKCS8, labelPKCS1, labelSEC1, labelEncrypted, labelDSA, labelOpenSSH} {
		texts[label] = block(label, coded)
	}
	return texts
}

// noMarker looks for the marker, in any of its forms, in what is told.
func noMarker(t *testing.T, name, told string) {
	t.Helper()
	der := []byte(secretText)
	for _, form := range []string{secretText, base64.StdEncoding.EncodeToString(der), hex.EncodeToString(der), fmt.Sprint(der)} {
		if strings.Contains(told, form[:12]) {
			t.Errorf("%s: the key is told:\n%s", name, told)
		}
	}
}

// TestNoKeyTold plants a marker wherever a key's file may hold secret text, in
// either file, whole and mangled, and looks for it in all that a diagnostic gives.
func TestNoKeyTold(t *testing.T) {
	texts := planted()
	l := theLab()
	crt, key := crtPEM(l.leaf), keyPEM(l.leaf.key)
	for name, text := range texts {
		for i, files := range []map[string]string{
			{"crt": crt, "key": text}, {"crt": text, "key": key}, {"crt": text, "key": text},
			{"crt": text + crt, "key": key}, {"crt": crt + text, "key": text + key},
		} {
			_, diagnostics := readAll(t, folder(files["crt"], files["key"]), []Request{request("a.example.org")}, Rules{})
			if i == 0 && len(diagnostics) == 0 {
				t.Errorf("%s: is taken for a key", name)
			}
			noMarker(t, fmt.Sprintf("%s, %d", name, i), printed(t, diagnostics))
		}
	}
}

func TestKeyProblemsHide(t *testing.T) {
	l := theLab()
	for _, key := range []string{keyPEM(edKey()), keyPEM(l.leaf.key) + keyPEM(l.leaf.key), "x", "", "-----BEGIN PRIVATE KEY-----\n", crtPEM(l.leaf)} {
		_, diagnostics := readAll(t, folder(crtPEM(l.leaf), key), []Request{request()}, Rules{})
		if len(diagnostics) != 1 || !diagnostics[0].Hide || diagnostics[0].Place.Source.Name() != "certs/a.key" {
			t.Errorf("not one hidden problem of the key's file: %v", diagnostics)
		}
	}
}

// TestNoKeyOfIssuing plants a marker in every file that issuing reads, and
// looks for it in all that a survey gives, diagnostics and steps.
func TestNoKeyOfIssuing(t *testing.T) {
	l := theLab()
	good := map[string]string{
		"certs/a.crt": crtPEM(l.leaf), "certs/a.key": keyPEM(l.leaf.key), "certs/ca.crt": crtPEM(l.root), "certs/ca.key": keyPEM(l.root.key),
	}
	for name, text := range planted() {
		for planted := range good {
			for _, alone := range []bool{false, true} {
				files := fstest.MapFS{planted: {Data: []byte(text)}}
				for other, text := range good {
					if !alone && other != planted {
						files[other] = &fstest.MapFile{Data: []byte(text)}
					}
				}
				for _, c := range []Conditions{
					{}, {Force: true}, {Check: true, WithoutKeys: true}, {Given: &Given{Files: files, Crt: "certs/ca.crt", Key: "certs/ca.key"}},
				} {
					c.At = from2026
					order := specFor("192.168.1.141")
					work, diagnostics := Inspect(files, order, c)
					told := printed(t, diagnostics)
					for _, planned := range work.All() {
						told += fmt.Sprint(planned.Why, planned.Names, planned.KeyKind, planned.Crt, planned.Key)
					}
					if !diagnostics.Failed() {
						if _, err := work.Issue(context.Background(), entropy); err != nil {
							told += err.Error()
						}
					}
					noMarker(t, name+" in "+planted, told)
				}
			}
		}
	}
}

// printed is everything that diagnostics give.
func printed(t *testing.T, diagnostics diag.List) string {
	t.Helper()
	var told strings.Builder
	if err := diag.Text(&told, diagnostics); err != nil {
		t.Fatal(err)
	}
	for _, p := range diagnostics {
		fmt.Fprintf(&told, "%s %v %s", p.Header(), p.Related, p.Help)
		if p.Place.Source != nil && p.Place.Source != topology {
			told.Write(p.Place.Source.Text())
		}
	}
	return told.String()
}
