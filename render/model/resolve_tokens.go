package model

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"render/render/format"
)

// tokens are the issuers' tokens, each issuer once.
func (r *resolver) tokens(list []*format.JWT) []Token {
	var out []Token
	open := map[string]bool{} // tokens of which any audience is right
	for _, j := range list {
		at := slices.IndexFunc(out, func(t Token) bool { return t.Issuer == j.Issuer.Value })
		if at < 0 {
			at = len(out)
			out = append(out, r.newToken(j))
		}
		t := &out[at]
		open[t.Issuer] = open[t.Issuer] || len(j.Audiences) == 0
		for _, a := range j.Audiences {
			t.Audiences = appendOnce(t.Audiences, a.Value)
		}
		for _, h := range j.ToHeaders {
			t.ToHeaders = appendOnce(t.ToHeaders, ClaimHeader{h.Key.Value, h.Value.Value})
		}
	}
	for i := range out {
		// One for another audience would be refused on every host of the gateway, so that is left to the
		// policy, which asks for audiences where they are asked for. But open apps believe claims in headers.
		if open[out[i].Issuer] || len(out[i].ToHeaders) == 0 {
			out[i].Audiences = nil
		}
		slices.Sort(out[i].Audiences)
		slices.SortFunc(out[i].ToHeaders, func(a, b ClaimHeader) int {
			return cmp.Or(strings.Compare(a.Header, b.Header), strings.Compare(a.Claim, b.Claim))
		})
	}
	slices.SortFunc(out, func(a, b Token) int { return strings.Compare(a.Issuer, b.Issuer) })
	return out
}

func (r *resolver) newToken(j *format.JWT) Token {
	t := Token{Issuer: j.Issuer.Value}
	if file := j.KeysFile(); file.IsSet() {
		keys := r.keySets[path.Clean(file.Value)]
		t.Keys = &keys
	} else if j.JWKS.IsSet() {
		t.JWKS = &j.JWKS.Value
	}
	if j.Header.IsSet() {
		t.Header = &j.Header.Value
		prefix := j.Prefix.Value
		if !j.Prefix.IsSet() && strings.EqualFold(j.Header.Value, "authorization") {
			prefix = "Bearer "
		}
		if prefix != "" {
			t.Prefix = &prefix
		}
	}
	return t
}
