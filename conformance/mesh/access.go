package mesh

import (
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
)

// access is who may come in, as a topology has it.
type access struct {
	off bool
	way
	Except []route `json:"except"`
	AnyOf  []way   `json:"anyOf"`
}

// way is what has to hold together.
type way struct {
	From    []string `json:"from"`
	NotFrom []string `json:"notFrom"`
	JWT     tokens   `json:"jwt"`
	Auth    string   `json:"auth"`
}

// asked of a token.
type issued struct {
	Issuer    string            `json:"issuer"`
	Audiences []string          `json:"audiences"`
	Claims    map[string]string `json:"claims"`
	Header    string            `json:"header"`
	Prefix    string            `json:"prefix"`
	ToHeaders map[string]string `json:"toHeaders"`
}

// tokens may be written as their one item, and that as its issuer.
type tokens []issued

func (a *access) UnmarshalJSON(text []byte) error {
	if string(text) == `"off"` || string(text) == "false" { // as YAML 1.1 reads off
		a.off = true
		return nil
	}
	type plain access
	return json.Unmarshal(text, (*plain)(a))
}

func (t *tokens) UnmarshalJSON(text []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(text, &list) != nil {
		list = []json.RawMessage{text}
	}
	for _, one := range list {
		var i issued
		if json.Unmarshal(one, &i.Issuer) != nil {
			if err := json.Unmarshal(one, &i); err != nil {
				return err
			}
		}
		*t = append(*t, i)
	}
	return nil
}

// who may come in to an app; nil for everybody.
func (t *tier) who(a *app) *access {
	who := t.Access
	if a != nil && a.Access != nil {
		who = a.Access
	}
	if who == nil || who.off {
		return nil
	}
	return who
}

// guarded reports whether somebody may not come in somewhere.
func (t *tier) guarded() bool {
	return t.who(nil) != nil || slices.ContainsFunc(t.Apps, func(a app) bool { return t.who(&a) != nil })
}

// issuers are all whose tokens the tier's gateway verifies.
func (t *tier) issuers() (out []issued) {
	add := func(a *access) {
		if a != nil {
			out = append(out, a.JWT...)
			for _, w := range a.AnyOf {
				out = append(out, w.JWT...)
			}
		}
	}
	add(t.Access)
	for i := range t.Apps {
		add(t.Apps[i].Access)
	}
	return out
}

// takesFor reports whether a gateway takes a token by for whom it is, whatever is asked for. That is said for all
// requests where open apps are to believe headers of the issuer's tokens, and nobody takes any; else access says so.
func (t *tier) takesFor(c *credential) bool {
	headers, known := false, []string{}
	for _, i := range t.issuers() {
		switch {
		case i.Issuer != c.issuer:
		case len(i.Audiences) == 0:
			return true
		default:
			headers, known = headers || len(i.ToHeaders) > 0, append(known, i.Audiences...)
		}
	}
	return !headers || slices.ContainsFunc(c.audiences, func(a string) bool { return slices.Contains(known, a) })
}

// credential is a right token of an issuer.
func (i *issued) credential() credential {
	out := credential{header: "authorization", prefix: "Bearer ", issuer: i.Issuer, claims: map[string]any{"sub": "ann"}}
	if i.Header != "" {
		out.header, out.prefix = i.Header, i.Prefix
	}
	if len(i.Audiences) > 0 {
		out.audiences = i.Audiences[:1]
	}
	for k, v := range i.Claims {
		at, steps := out.claims, claimSteps(k)
		for _, step := range steps[:len(steps)-1] {
			within := map[string]any{}
			at[step], at = within, within
		}
		at[steps[len(steps)-1]] = []any{"other", v}
	}
	return out
}

// holds reports whether somebody has what is asked of him, but for a provider.
func (w *way) holds(from netip.Addr, given []credential) bool {
	in := func(list []string) bool {
		return slices.ContainsFunc(list, func(n string) bool { return netip.MustParsePrefix(n).Contains(from) })
	}
	if len(w.From) > 0 && !in(w.From) || in(w.NotFrom) {
		return false
	}
	return len(w.JWT) == 0 || slices.ContainsFunc(w.JWT, func(i issued) bool {
		return slices.ContainsFunc(given, func(c credential) bool { return i.met(&c) })
	})
}

func (i *issued) met(c *credential) bool {
	if !i.looks(c) || c.issuer != i.Issuer {
		return false
	}
	if len(i.Audiences) > 0 && !slices.ContainsFunc(c.audiences, func(a string) bool { return slices.Contains(i.Audiences, a) }) {
		return false
	}
	for k, v := range i.Claims {
		var at any = c.claims
		for _, step := range claimSteps(k) {
			within, _ := at.(map[string]any)
			at = within[step]
		}
		if list, _ := at.([]any); at != v && !slices.Contains(list, any(v)) {
			return false
		}
	}
	return true
}

// claimSteps are the names of claims, each within the one before.
func claimSteps(name string) []string {
	if strings.Contains(name, "://") {
		return []string{name}
	}
	return strings.Split(name, ".")
}

// looks reports whether tokens of the issuer are looked for where one is.
func (i *issued) looks(c *credential) bool {
	if i.Header == "" {
		return strings.EqualFold(c.header, "authorization") && c.prefix == "Bearer "
	}
	return strings.EqualFold(c.header, i.Header) && c.prefix == i.Prefix
}

// wantAdmitted is what ought to become of a request: known is false where nothing answers it.
func (t *topology) wantAdmitted(tier *tier, q *request, from netip.Addr, given []credential) (want admission, known bool) {
	s, opened := tier.server(q.host), tier.server(q.host)
	if q.sni != "" {
		opened = tier.server(q.sni)
	}
	if s == nil || opened == nil || opened.Mode == "passthrough" || q.secure && !opened.encrypted() {
		return want, false
	}
	preflight := q.method == "OPTIONS" && q.headers.Get("Origin") != "" && q.headers.Get("Access-Control-Request-Method") != ""
	if preflight {
		given = nil // which nobody looks at
	}
	for _, c := range given { // verified for the whole gateway, before all else
		looked := slices.DeleteFunc(slices.Clone(tier.issuers()), func(i issued) bool { return !i.looks(&c) })
		if len(looked) > 0 && !slices.ContainsFunc(looked, func(i issued) bool {
			return i.Issuer == c.issuer && tier.takesFor(&c)
		}) {
			return admission{refused: "401"}, true
		}
	}
	if q.port == 80 && s.Mode != "off" && s.Redirect.all && !s.Redirect.excepts(q) {
		return want, true
	}
	found := tier.found(s, q)
	if found == nil {
		return want, false
	}
	who := tier.who(found.app)
	if who == nil || slices.ContainsFunc(who.Except, func(r route) bool { return r.takesPath(q.path) }) {
		return want, true
	}
	if preflight = preflight && found.CORS != nil; preflight {
		given = allTokens(tier)
	}
	ways := who.AnyOf
	if len(ways) == 0 {
		ways = []way{{}}
	}
	refused := true
	for i := range ways {
		w := &ways[i]
		if !who.holds(from, given) || !w.holds(from, given) {
			continue
		}
		refused = false
		if who.Auth == "" && w.Auth == "" || preflight {
			return admission{}, true
		}
	}
	if refused {
		return admission{refused: "403"}, true
	}
	return admission{asks: []string{"asked"}}, true
}

// allTokens are right tokens of all issuers.
func allTokens(t *tier) (out []credential) {
	for _, i := range t.issuers() {
		out = append(out, i.credential())
	}
	return out
}
