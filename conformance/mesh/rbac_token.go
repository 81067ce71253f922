package mesh

import (
	"fmt"
	"slices"
	"strings"

	jwt "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/jwt_authn/v3"
)

// token is one that a request brings; its signature is right.
type credential struct {
	header, prefix string // where it is, authorization and "Bearer " for most
	issuer         string
	audiences      []string
	claims         map[string]any
}

// verified goes by the requirement for a request: the claims of the last token that is
// verified, and whether the request goes on. As Envoy documents JwtRequirement: a token that
// is there and is of nobody known, or for others, refuses it, unless another way is open.
func verified(filter *jwt.JwtAuthentication, a *asking, given []credential) (map[string]any, bool, error) {
	if filter.GetBypassCorsPreflight() && a.method == "OPTIONS" && a.headers.Get("Origin") != "" && a.headers.Get("Access-Control-Request-Method") != "" {
		return nil, true, nil
	}
	for _, r := range filter.GetRules() {
		if !takes(r.GetMatch(), a.request) {
			continue
		}
		if r.GetRequires() == nil {
			return nil, true, nil
		}
		claims, met, err := met(filter.GetProviders(), r.GetRequires(), given)
		return claims, met, err
	}
	return nil, true, nil
}

func met(providers map[string]*jwt.JwtProvider, r *jwt.JwtRequirement, given []credential) (map[string]any, bool, error) {
	switch by := r.GetRequiresType().(type) {
	case *jwt.JwtRequirement_ProviderName:
		p := providers[by.ProviderName]
		if p == nil {
			return nil, false, fmt.Errorf("no provider %s", by.ProviderName) // no clause: istiod makes its rules and its providers together
		}
		for _, t := range given {
			if finds(p, t) {
				ok := p.GetIssuer() == t.issuer && (len(p.GetAudiences()) == 0 || slices.ContainsFunc(t.audiences, func(a string) bool { return slices.Contains(p.GetAudiences(), a) }))
				if ok {
					return t.payload(), true, nil
				}
			}
		}
		return nil, false, nil
	case *jwt.JwtRequirement_RequiresAny:
		missing := false
		for _, one := range by.RequiresAny.GetRequirements() {
			if one.GetAllowMissing() != nil {
				missing = true
				continue
			}
			if claims, ok, err := met(providers, one, given); err != nil || ok {
				return claims, ok, err
			}
		}
		if !missing {
			return nil, false, nil
		}
		// Envoy takes allow_missing for the providers beside it, if such are named, else for all.
		beside := map[string]*jwt.JwtProvider{}
		for _, one := range by.RequiresAny.GetRequirements() {
			if name := one.GetProviderName(); name != "" {
				beside[name] = providers[name]
			}
		}
		for _, p := range beside {
			if slices.ContainsFunc(given, func(t credential) bool { return finds(p, t) }) {
				return nil, false, nil
			}
		}
		return nil, true, nil
	case *jwt.JwtRequirement_RequiresAll:
		var last map[string]any
		for _, one := range by.RequiresAll.GetRequirements() {
			claims, ok, err := met(providers, one, given)
			if err != nil || !ok {
				return nil, false, err
			}
			if claims != nil {
				last = claims
			}
		}
		return last, true, nil
	}
	return nil, false, fmt.Errorf("a requirement by %T is not known here", r.GetRequiresType()) // no clause: the judge does not know this
}

// finds reports whether a provider looks where a token is.
func finds(p *jwt.JwtProvider, t credential) bool {
	if len(p.GetFromHeaders()) == 0 && len(p.GetFromParams()) == 0 && len(p.GetFromCookies()) == 0 {
		return strings.EqualFold(t.header, "authorization") && t.prefix == "Bearer "
	}
	for _, h := range p.GetFromHeaders() {
		if strings.EqualFold(h.GetName(), t.header) && h.GetValuePrefix() == t.prefix {
			return true
		}
	}
	return false
}

// payload is a token's claims, as Envoy hands them to the filters behind.
func (t *credential) payload() map[string]any {
	out := map[string]any{"iss": t.issuer}
	for k, v := range t.claims {
		out[k] = v
	}
	if len(t.audiences) == 1 {
		out["aud"] = t.audiences[0]
	} else if len(t.audiences) > 1 {
		var list []any
		for _, a := range t.audiences {
			list = append(list, a)
		}
		out["aud"] = list
	}
	return out
}
