package format

import (
	"strings"

	"render/render/wording"
)

// keysURL is a URL that istiod asks for keys.
var keysURL = whole(`https?://[A-Za-z0-9.\[\]:-]+(/[^\t\n\f\r #@\\]*)?`)

// isURL reports whether a text is meant for a URL, and for no file.
func isURL(text string) bool { return strings.Contains(text, "://") }

// checkKeys tells what is wrong with a text that says where an issuer's keys are.
func checkKeys(text string) wording.Fault {
	switch {
	case text == "":
		return wording.Fault{Message: "is empty", Help: "write the URL of the issuer's keys, or the path of a file that has them"}
	case strings.HasPrefix(strings.TrimSpace(text), "{"):
		// What it holds is not told: it could be a key that is nobody else's business.
		return wording.Fault{Message: "is the keys themselves, and their URL or a file is meant", Help: "write them into a file, and here its path"}
	case strings.HasPrefix(text, "file://"):
		return CheckFile(text)
	case isURL(text) && !keysURL.MatchString(text):
		return wording.Fault{Message: wording.Quote(text) + " is not the URL of an issuer's keys, such as https://id.example.org/keys"}
	case isURL(text) && strings.HasSuffix(strings.TrimSuffix(text, "/"), "/.well-known/openid-configuration"):
		return wording.Fault{Message: wording.Quote(text) + " says where an issuer has its keys, and is none of them", Help: "remove jwks, by which they are found from the issuer, or write what that has as jwks_uri"}
	case isURL(text):
		return wording.Fault{}
	}
	return CheckFile(text)
}

// keysShape is a URL, or whatever a file is called.
func keysShape() shape {
	return shape{all: fileShape().all, none: []string{`^[^h].*://`, `^https?://.*/\.well-known/openid-configuration/?$`, `^[\t\n\f\r ]*\{`}}
}

// asItIs mends nothing: only an issuer knows what it calls a claim.
func asItIs(text string) string { return text }

func claimCure(string) string { return "write the name that the claim has in a token" }
