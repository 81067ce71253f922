package importing

import (
	"fmt"
	"slices"
	"strings"

	"render/render/document"
	"render/render/keyset"
	"render/render/manifest"
	"render/render/objects"
)

// authentication reads what a RequestAuthentication verifies.
func (a *admission) authentication(o *objects.Object) {
	for i, r := range o.Members().Object("spec").List("jwtRules") {
		rule, _ := r.(manifest.Object)
		at := fmt.Sprintf("spec.jwtRules[%d]", i)
		one := token{of: o.ID(), at: at, issuer: rule.Text("issuer"), audiences: rule.List("audiences"), jwks: rule.Text("jwksUri")}
		for _, m := range rule {
			path := at + "." + m.Key
			switch m.Key {
			case "issuer", "audiences", "jwksUri", "jwks_uri", "forwardOriginalToken":
			case "jwks":
				one.jwks = a.keys(&one, path, rule.Text("jwks"))
			case "fromHeaders":
				list := rule.List("fromHeaders")
				from, _ := append(slices.Clone(list), nil)[0].(manifest.Object)
				one.header, one.prefix = from.Text("name"), from.Text("prefix")
				if len(list) > 1 {
					a.miss(one.of, path+"[1]", "access takes a token from one header")
				}
			case "outputClaimToHeaders":
				for _, c := range rule.List(m.Key) {
					to, _ := c.(manifest.Object)
					one.toHeaders.Add(to.Text("header"), to.Text("claim"))
				}
			default:
				a.miss(one.of, path, "access does not say it")
			}
		}
		if rule.Get("forwardOriginalToken") != true {
			a.note("the token is passed on to apps")
		}
		if slices.ContainsFunc(a.tokens, func(t token) bool { return t.issuer == one.issuer }) {
			a.miss(one.of, at, "tokens of this issuer are verified already, and a gateway verifies those of an issuer in one way")
		}
		a.tokens = append(a.tokens, one)
	}
}

// keys is the file for an issuer's keys, which are public.
func (a *admission) keys(t *token, path, text string) string {
	set, faults := keyset.Parse([]byte(text))
	if len(faults) > 0 {
		a.miss(t.of, path, "it is no set of public keys by which a gateway verifies")
		return ""
	}
	_, name, _ := strings.Cut(t.issuer, "://")
	if name == "" {
		name = t.issuer
	}
	name = strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(name)), ".-")
	file := "keys/" + name + ".json"
	for n := 2; a.im.keys[file] != "" && a.im.keys[file] != set; n++ {
		file = fmt.Sprintf("keys/%s-%d.json", name, n)
	}
	a.im.keys[file] = set
	return file
}

// principal is the token that a request's principal, "issuer/subject", is of.
func (a *admission) principal(id manifest.ID, path, text string) (out []tokenAsk) {
	if text == "*" {
		for i := range a.tokens {
			out = append(out, tokenAsk{issuer: a.tokens[i].issuer})
		}
		if len(out) == 0 {
			a.miss(id, path, "no RequestAuthentication for the gateway names an issuer")
		}
		return out
	}
	for i := range a.tokens {
		subject, is := strings.CutPrefix(text, a.tokens[i].issuer+"/")
		switch {
		case !is:
		case subject == "*":
			return []tokenAsk{{issuer: a.tokens[i].issuer}}
		case !strings.Contains(subject, "*"):
			return []tokenAsk{{issuer: a.tokens[i].issuer, claims: document.Mapping{{Key: "sub", Value: subject}}}}
		}
	}
	a.miss(id, path, fmt.Sprintf("%q is no issuer with a subject or *, of those that a RequestAuthentication for the gateway names", text))
	return nil
}

// claim is a condition on a token, as what it makes of a rule.
func (a *admission) claim(id manifest.ID, path, key string, values []any) func(*grant) {
	name, claim := strings.CutPrefix(key, "request.auth.claims[")
	name = strings.TrimSuffix(name, "]")
	if claim && strings.Contains(name, ".") && !strings.Contains(name, ":") {
		a.miss(id, path, "a dot in a claim's name parts steps into the token")
	}
	name = strings.ReplaceAll(name, "][", ".")
	return func(g *grant) {
		if key == "request.auth.principal" {
			for _, v := range values {
				text, _ := v.(string)
				g.who.tokens = append(g.who.tokens, a.principal(id, path, text)...)
			}
			return
		}
		if len(g.who.tokens) == 0 {
			g.who.tokens = a.principal(id, path, "*")
		}
		var out []tokenAsk
		for _, t := range g.who.tokens {
			switch {
			case key == "request.auth.audiences":
				t.audiences = values
				out = append(out, t)
			case claim:
				for _, v := range values { // of one value each
					one := t
					one.claims = append(slices.Clone(t.claims), document.Member{Key: name, Value: v})
					out = append(out, one)
				}
			default:
				a.miss(id, path, "access does not ask for it")
			}
		}
		g.who.tokens = out
	}
}

// document is a token as access asks for it.
func (a *admission) document(t tokenAsk, given map[string]bool) any {
	at := slices.IndexFunc(a.tokens, func(of token) bool { return of.issuer == t.issuer })
	if at < 0 {
		return t.issuer
	}
	of := &a.tokens[at]
	m := document.Mapping{{Key: "issuer", Value: t.issuer}}
	m.Add("jwks", of.jwks)
	if len(t.audiences) == 0 {
		t.audiences = of.audiences
	}
	m.Add("audiences", t.audiences)
	m.Add("claims", t.claims)
	m.Add("header", of.header)
	if !(strings.EqualFold(of.header, "authorization") && of.prefix == "Bearer ") {
		m.Add("prefix", of.prefix)
	}
	if !given[of.issuer] {
		given[of.issuer] = true
		m.Add("toHeaders", of.toHeaders)
	}
	if len(m) == 1 {
		return t.issuer
	}
	return m
}
