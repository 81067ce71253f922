package certs

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"render/render/diag"
)

// TestNoKeyTold plants a marker wherever a key's file may hold secret text, in
// either file, whole and mangled, and looks for it in all that a problem gives.
func TestNoKeyTold(t *testing.T) {
	const marker = "MARKERmarkerMARKERmarkerMARKER"
	der := []byte(marker)
	coded := base64.StdEncoding.EncodeToString(der)
	block := func(label, body string) string {
		return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n"
	}
	texts := map[string]string{
		"as text":      marker + "\n",
		"as der":       "\x30\x82" + marker,
		"label":        block(marker+" PRIVATE KEY", coded),
		"other label":  block(marker, coded),
		"header":       block(labelPKCS1, "Proc-Type: 4,ENCRYPTED\nDEK-Info: "+marker+"\n\n"+coded),
		"one line":     strings.ReplaceAll(block(labelPKCS8, coded), "\n", ""),
		"no end":       "-----BEGIN PRIVATE KEY-----\n" + coded,
		"glued begin":  "-----BEGIN PRIVATE KEY-----" + coded + "\n-----END PRIVATE KEY-----\n",
		"glued marker": "-----BEGIN CERTIFICATE-----" + marker + "\n",
		"certificate":  block(labelCertificate, coded),
		"notes":        marker + "\n" + block(labelPKCS8, coded) + marker + "\n",
	}
	for _, label := range []string{labelPKCS8, labelPKCS1, labelSEC1, labelEncrypted, labelDSA, labelOpenSSH} {
		texts[label] = block(label, coded)
	}
	l := theLab()
	crt, key := crtPEM(l.leaf), keyPEM(l.leaf.key)
	for name, text := range texts {
		for i, files := range []map[string]string{
			{"crt": crt, "key": text}, {"crt": text, "key": key}, {"crt": text, "key": text},
			{"crt": text + crt, "key": key}, {"crt": crt + text, "key": text + key},
		} {
			_, problems := Read(folder(files["crt"], files["key"]), []Request{request("a.example.org")}, Rules{})
			if i == 0 && len(problems) == 0 {
				t.Errorf("%s: is taken for a key", name)
			}
			var told strings.Builder
			if err := diag.Text(&told, problems); err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				fmt.Fprintf(&told, "%s %v %s", p.Header(), p.Also, p.Cure)
				if p.Place.Source != nil && p.Place.Source != topology {
					told.Write(p.Place.Source.Text)
				}
			}
			for _, form := range []string{marker, coded, hex.EncodeToString(der), fmt.Sprint(der)} {
				if strings.Contains(told.String(), form[:12]) {
					t.Errorf("%s, %d: the key is told:\n%s", name, i, told.String())
				}
			}
		}
	}
}

func TestKeyProblemsHide(t *testing.T) {
	l := theLab()
	for _, key := range []string{keyPEM(edKey()), keyPEM(l.leaf.key) + keyPEM(l.leaf.key), "x", "", "-----BEGIN PRIVATE KEY-----\n", crtPEM(l.leaf)} {
		_, problems := Read(folder(crtPEM(l.leaf), key), []Request{request()}, Rules{})
		if len(problems) != 1 || !problems[0].Hide || problems[0].Place.Source.Name != "certs/a.key" {
			t.Errorf("not one hidden problem of the key's file: %v", problems)
		}
	}
}
