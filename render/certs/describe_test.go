package certs_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"render/render/certs"
)

// TestDescribe: of certificates it is told for whom and until when, and of nothing else
// anything.
func TestDescribe(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile("../../examples/seed/certs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	crt, key := read("microk8s.local.crt"), read("microk8s.local.key")
	const damaged = "-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----\n"
	for _, c := range []struct{ text, want string }{
		{crt, `^certificate of microk8s\.local for microk8s\.local, microk8s-alt\.local until 20\d\d-\d\d-\d\d, number [0-9a-f]+$`},
		{crt + crt, `, with 1 more$`},
		{key + crt, `^certificate of microk8s\.local for .*, number [0-9a-f]+$`},
		{"\ufeffjunk\r\n\x00" + "\n" + strings.ReplaceAll(crt, "\n", "\r\n"), `^certificate of microk8s\.local for .*, number [0-9a-f]+$`},
		{"  " + strings.ReplaceAll(crt, "\n", "\n  "), `^certificate of microk8s\.local for .*, number [0-9a-f]+$`},
		{crt + "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n" + crt, `, with 1 more$`},
		{damaged + crt, `^$`}, {crt + damaged, `^$`}, {"-----BEGIN CERTIFICATE-----\n" + crt, `^$`}, {crt + crt[:len(crt)/2], `^$`},
		{key, `^$`}, {"", `^$`}, {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", `^$`},
	} {
		got, ok := certs.Describe([]byte(c.text))
		if !regexp.MustCompile(c.want).MatchString(got) || ok != (got != "") {
			t.Errorf("%.60q: %q %v", c.text, got, ok)
		}
	}
}
