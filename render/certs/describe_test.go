package certs_test

import (
	"os"
	"regexp"
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
	for _, c := range []struct{ text, want string }{
		{crt, `^certificate of microk8s\.local for microk8s\.local, microk8s-alt\.local until 20\d\d-\d\d-\d\d, number [0-9a-f]+$`},
		{crt + crt, `, with 1 more$`},
		{key + crt, `^certificate of microk8s\.local for .*, number [0-9a-f]+$`},
		{key, `^$`}, {"", `^$`}, {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", `^$`},
	} {
		got, ok := certs.Describe([]byte(c.text))
		if !regexp.MustCompile(c.want).MatchString(got) || ok != (got != "") {
			t.Errorf("%.60q: %q %v", c.text, got, ok)
		}
	}
}
