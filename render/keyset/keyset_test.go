package keyset

import (
	"strings"
	"testing"
)

// The keys of RFC 7515, appendix A.3, and RFC 8037, appendix A.
const (
	ec      = `"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"`
	ed25519 = `"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"`
	d       = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"
)

// TestParse: what is written is what tokens are verified by, in one order, however it is
// written in the file.
func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		`{"keys":[{` + ec + `}]}`: `{"keys":[{` + ec + `}]}`,
		"\n{ \"keys\" : [\n{\"x5t\":\"ab\", \"kid\":\"1\",\n" + ec + ", \"key_ops\": [\"verify\"]},{" + ed25519 + "}] }\n": `{"keys":[{"kty":"EC","kid":"1",` + strings.TrimPrefix(ec, `"kty":"EC",`) + `},{` + ed25519 + `}]}`,
		`{"d": {"d": "` + d + `"}, "keys":[{` + ed25519 + `}]}`:                                                            `{"keys":[{` + ed25519 + `}]}`,
		`{"keys":[{"use":"enc","kty":"RSA"},{"alg":"EdDSA","use":"sig",` + ed25519 + `}]}`:                                 `{"keys":[{"kty":"OKP","use":"sig","alg":"EdDSA",` + strings.TrimPrefix(ed25519, `"kty":"OKP",`) + `}]}`,
	} {
		if got, faults := Parse([]byte(text)); got != want || faults != nil {
			t.Errorf("%s is read as %s, %v; want %s", text, got, faults, want)
		}
	}
}

// TestPrivate: each member of a private key is refused by its name, wherever it stands among the
// key's, and its value is never told.
func TestPrivate(t *testing.T) {
	for _, name := range []string{"d", "p", "q", "dp", "dq", "qi", "oth", "k"} {
		for _, text := range []string{
			`{"keys":[{` + ec + `},` + "\n" + `{` + ec + `,"` + name + `":"` + d + `"}]}`,
			`{"keys":[{` + ec + `},` + "\n" + `{"` + name + `":["` + d + `"],` + ec + `}]}`,
			`{"keys":[{` + ec + `},` + "\n" + `{"use":"enc","` + strings.ReplaceAll(name, "d", `\u0064`) + `":"` + d + `"}]}`,
		} {
			got, faults := Parse([]byte(text))
			if got != "" || len(faults) != 1 || faults[0].Line != 2 || !strings.Contains(faults[0].Message, `"`+name+`"`) {
				t.Errorf("%s: %q, %v", text, got, faults)
			}
			for _, f := range faults {
				if strings.Contains(f.Message+f.Help, d) {
					t.Errorf("%s is told: %v", d, f)
				}
			}
		}
	}
}

// FuzzParse: what is given back is a set that is read as itself, and no text is too strange.
func FuzzParse(f *testing.F) {
	for _, text := range []string{`{"keys":[{` + ec + `}]}`, `{"keys":[{` + ed25519 + `,"kid":"\u2028<"}]}`, `{"keys":[`, `{"keys":[{"d":1}]}`, "[", `{"a":{`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		set, faults := Parse(text)
		if (set == "") != (len(faults) > 0) {
			t.Fatalf("%q: %q, %v", text, set, faults)
		}
		if set == "" {
			return
		}
		if again, faults := Parse([]byte(set)); again != set || faults != nil {
			t.Fatalf("%q is read as %q, %v", set, again, faults)
		}
	})
}
