package policies

import (
	"cmp"
	"encoding/json"
	"fmt"

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
	Places    []string // of a request in which its tokens are looked for
	Hands     []string // to who answers: claims in headers, the token itself
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
			one.Places = append(one.Places, "header "+wording.Quote(textAt(from, "name")))
		}
		for _, key := range [...][2]string{{"fromParams", "parameter "}, {"fromCookies", "cookie "}} {
			for _, text := range r.At(key[0]).Items().All() {
				one.Places = append(one.Places, key[1]+wording.Quote(fmt.Sprint(text.Raw())))
			}
		}
		if len(one.Places) == 0 {
			one.Places = []string{`header "Authorization"`}
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
