package certs

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// TestIssuer: what clients trust is read as everything else is: indented, with CRLF and a
// byte order mark, with text around it; of several authorities that one which issued the
// certificate, and none of a file that is damaged.
func TestIssuer(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile("../../examples/seed/certs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	leaf, authority := read("microk8s.local.crt"), read("ca.crt")
	authority = authority[strings.Index(authority, "-----BEGIN"):]
	indented := "ca: |\n    " + strings.ReplaceAll(authority, "\n", "\n    ")
	for name, one := range map[string]struct {
		leaf, authority string
		found           bool
	}{
		"as it is":             {leaf, authority, true},
		"indented":             {leaf, indented, true},
		"both indented":        {"\t" + strings.ReplaceAll(leaf, "\n", "\n\t"), indented, true},
		"of Windows":           {leaf, "\ufeff" + strings.ReplaceAll(authority, "\n", "\r\n"), true},
		"with text":            {leaf, "My CA\n" + authority + "that is all\n", true},
		"damaged":              {leaf, strings.Replace(authority, "-----END", "-----ENDE", 1), false},
		"damaged behind it":    {leaf, authority + "-----BEGIN CERTIFICATE-----\nAAAA", false},
		"no leaf":              {"", indented, true},
		"who did not issue it": {leaf, read("microk8s-secondary.local.crt"), false},
	} {
		files := fstest.MapFS{"leaf.crt": {Data: []byte(one.leaf)}, "ca.crt": {Data: []byte(one.authority)}, "other.crt": {Data: []byte("nothing")}}
		got := Issuer(files, "leaf.crt", []string{"missing.crt", "other.crt", "ca.crt"})
		if found := bytes.Equal(got, []byte(authority)); found != one.found || !found && got != nil {
			t.Errorf("%s: %s", name, got)
		}
	}
}
