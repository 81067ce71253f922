package policies

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// Issuer is a rule of a RequestAuthentication: whose tokens are taken, and how
// (https://istio.io/latest/docs/reference/config/security/jwt/).
type Issuer struct {
	Name      string
	Audiences []string // none are all
	Keys      []string // that are written beside it, by their ids
	Address   string   // of its keys, where they are not
	Places    []Place  // of a request in which its tokens are looked for
	Hands     []string // to who answers: claims in headers, the token itself
}

// Place is where a request has a token, as a message says it: a header, a parameter of its query or a cookie. A header
// is known by its name in lower case, with what stands before the token there.
type Place struct{ Text, Key string }

// defaultPlaces are where proxies look for tokens of whom no place is said: of headers, parameters and cookies one that
// is said ends all of these (istio, pilot/pkg/security/authn/policy_applier.go; envoy, JwtProvider of jwt_authn).
func defaultPlaces() []Place {
	return []Place{placeInHeader("Authorization", "Bearer "), placeIn("parameter", "access_token")}
}

func placeIn(kind, name string) Place {
	text := kind + " " + wording.Quote(name)
	return Place{text, text}
}

func placeInHeader(name, prefix string) Place {
	prefix = strings.TrimSpace(prefix) // a token begins at the first letter of it
	key := "header " + strings.ToLower(name) + " " + prefix
	if prefix == "" || strings.EqualFold(name, "Authorization") && prefix == "Bearer" {
		return Place{"header " + wording.Quote(name), key}
	}
	return Place{"header " + wording.Quote(name) + " behind " + wording.Quote(prefix), key}
}

// TextsOf are places as messages say them.
func TextsOf(places []Place) (out []string) {
	for _, p := range places {
		out = append(out, p.Text)
	}
	return out
}

// NoMore are the places of an issuer in which another side does not look for its tokens.
func (i *Issuer) NoMore(now *Issuer) []Place {
	return slices.DeleteFunc(slices.Clone(i.Places), func(p Place) bool {
		return slices.ContainsFunc(now.Places, func(other Place) bool { return other.Key == p.Key })
	})
}

// IssuersOf are those of a RequestAuthentication.
func IssuersOf(o *objects.Object) []Issuer {
	var out []Issuer
	for _, r := range o.Resource().Spec().At("jwtRules").Items().All() {
		one := Issuer{Name: textAt(r, "issuer"), Address: textAt(r, "jwksUri"), Keys: keyIDs(textAt(r, "jwks"))}
		for _, text := range r.At("audiences").Items().All() {
			one.Audiences = append(one.Audiences, fmt.Sprint(text.Raw()))
		}
		for _, from := range r.At("fromHeaders").Items().All() {
			one.Places = append(one.Places, placeInHeader(textAt(from, "name"), textAt(from, "prefix")))
		}
		for _, key := range [...][2]string{{"fromParams", "parameter"}, {"fromCookies", "cookie"}} {
			for _, text := range r.At(key[0]).Items().All() {
				one.Places = append(one.Places, placeIn(key[1], fmt.Sprint(text.Raw())))
			}
		}
		if len(one.Places) == 0 {
			one.Places = defaultPlaces()
		}
		for _, to := range r.At("outputClaimToHeaders").Items().All() {
			one.Hands = append(one.Hands, "claim "+wording.Quote(textAt(to, "claim"))+" in header "+wording.Quote(textAt(to, "header")))
		}
		if forwards, _ := r.At("forwardOriginalToken").Raw().(bool); forwards {
			one.Hands = append(one.Hands, "the token itself")
		}
		out = append(out, one)
	}
	return out
}

// keyIDs are the ids of the keys of a set of them.
func keyIDs(jwks string) []string {
	var set struct {
		Keys []struct {
			ID string `json:"kid"`
		} `json:"keys"`
	}
	if json.Unmarshal([]byte(jwks), &set) != nil {
		return nil
	}
	var out []string
	for i, key := range set.Keys {
		out = append(out, cmp.Or(key.ID, fmt.Sprintf("the key in place %d", i+1)))
	}
	return out
}

func textAt(f objects.Field, key string) string {
	text, _ := f.At(key).Raw().(string)
	return text
}
