package wording

import (
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
	"testing"
)

// inHex are how people write bytes in hexadecimal.
func inHex(der []byte) map[string]string {
	plain := hex.EncodeToString(der)
	pairs := regexp.MustCompile("..").FindAllString(plain, -1)
	return map[string]string{
		"plain": plain, "upper case": strings.ToUpper(plain), "with colons": strings.Join(pairs, ":"), "with spaces": "key: " + strings.Join(pairs, " "),
		"openssl's": "    " + strings.Join(pairs, ":\n    "), "in JSON": `{"key":"` + strings.Join(pairs, `:\n`) + `"}`, "in base64": base64.StdEncoding.EncodeToString([]byte("the key is " + plain)),
	}
}

// TestHexKeys: a private key in hexadecimal is found, and what is public is none.
func TestHexKeys(t *testing.T) {
	for name, der := range privateKeys(t) {
		if name == "OpenSSH" { // no DER
			continue
		}
		for spelling, text := range inHex(der) {
			if !HoldsKey([]byte(text)) || !SuspectsKey([]byte(text)) || !IsKey(text) {
				t.Errorf("%s, %s: is not found in %.80q", name, spelling, text)
			}
			if shown := WithoutKey(text); len(shown) > 40 {
				t.Errorf("%s, %s: shows %q", name, spelling, shown)
			}
		}
	}
	for name, der := range publicTexts() {
		for spelling, text := range inHex(der) {
			if HoldsKey([]byte(text)) || SuspectsKey([]byte(text)) {
				t.Errorf("%s, %s: is taken for a key: %.80q", name, spelling, text)
			}
		}
	}
}

// TestJSONKeys: of a JSON Web Key the private members make a key, and no public one does.
func TestJSONKeys(t *testing.T) {
	const secret = "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT"
	for text, want := range map[string]bool{
		`{"kty":"EC","crv":"P-256","x":"` + secret + `","d":"` + secret + `"}`:          true,
		`{"d": "` + secret + `", "kty": "OKP"}`:                                         true,
		`{ "kty" : "RSA" , "n":"` + secret + `", "p" : "` + secret + `" }`:              true,
		`{\"kty\":\"EC\",\"d\":\"` + secret + `\"}`:                                     true,
		"kty: EC\nd: " + secret:                                                         true,
		`{"kty":"oct","k":"` + secret + `"}`:                                            true,
		`{"keys":[{"kty":"RSA","n":"x"},{"kty":"oct","k":"` + secret + `"}]}`:           true,
		`{"keys":[{"kty":"RSA","n":"` + secret + `","e":"AQAB","kid":"d"}]}`:            false,
		`{"kty":"EC","crv":"P-256","x":"` + secret + `","y":"` + secret + `","d":"no"}`: false,
		`{"d":"` + secret + `"}`:                                                        false,
		`{"kty":"EC","k":"` + secret + `","id":"` + secret + `"}`:                       false,
	} {
		for spelling, text := range map[string]string{"plain": text, "base64": base64.StdEncoding.EncodeToString([]byte(text))} {
			if got := HoldsKey([]byte(text)); got != want {
				t.Errorf("%s %s: %v, want %v", spelling, text, got, want)
			}
			if shown := WithoutKey(text); want && strings.Contains(shown, `d":"`+secret) {
				t.Errorf("%s: shows %s", text, shown)
			}
		}
	}
}
