package format

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestPlainForms: what is told to be of a form without its expression is of it,
// over many texts of the characters that matter; and the usual texts are told.
func TestPlainForms(t *testing.T) {
	usual := map[string][]string{
		"label": {"primary", "a-1"}, "service": {"hello"}, "subdomain": {"a.b-c.d"}, "labelvalue": {"v1", "1.10", "a_b"},
		"path": {"/hello", "/api/x"}, "image": {"hello", "docker.io/istio/examples-helloworld-v1:1.0"}, "quantity": {"100m", "1", "64Mi"},
		"resource": {"cpu", "memory"}, "portname": {"tcp"},
	}
	const alphabet = "a0z9AZ.-_/:@ ?#mMiKG~\n\u00e9"
	letters := []rune(alphabet)
	random := rand.New(rand.NewPCG(1, 2)) // fixed, so that a failure comes back
	for name, f := range Formats() {
		if f.Pattern == nil || f.Pattern.plain == nil {
			continue
		}
		for _, text := range usual[name] {
			if !f.Pattern.plain(text) {
				t.Errorf("%s: %q goes the slow way", name, text)
			}
		}
		if len(usual[name]) == 0 {
			t.Errorf("%s: no usual text", name)
		}
		yes := 0
		for range 200_000 {
			var b strings.Builder
			for range random.IntN(8) {
				b.WriteRune(letters[random.IntN(len(letters))])
			}
			text := b.String()
			if f.Pattern.plain(text) {
				yes++
				if !f.Pattern.matches(text) {
					t.Fatalf("%s: %q is told to be of the form, and is not", name, text)
				}
			}
		}
		if yes == 0 && name != "resource" {
			t.Errorf("%s: no random text was told to be of the form", name)
		}
	}
	for _, text := range []string{"0", "10", "-1", "01", "", "1.0", "1_0"} {
		if plainDecimal(text) && !Decimal.matches(text) {
			t.Errorf("%q", text)
		}
	}
}
