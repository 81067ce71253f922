package rules

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

// checkAccess checks that who may come in can be told from others, and is.
func (v *verdict) checkAccess() {
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		seen := []*format.Access{}
		for j := range t.Apps {
			seen = append(seen, t.Apps[j].Written.Access)
		}
		for _, a := range append(seen, t.Written.Access) {
			if a != nil && a.Off.Value != format.AccessOff && !a.Off.IsWrong() {
				v.checkWho(t, a)
			}
		}
		if !t.Guarded {
			continue
		}
		v.checkWider(t)
		v.checkProviders(t)
		v.checkClearLogins(t)
		v.checkIssuers(t)
		v.checkKeysReached(t)
		v.checkAccessRules(t)
		if at := t.Written.Gateway.Attach.Origin; at.IsSet() && t.Written.Gateway.Attach.Whose.Value != format.AttachOwn {
			v.fail("access-unknown", at, "routes of others attach to the gateway, and nobody could come in to their hosts", "remove it, or access", guardOf(t))
		}
	}
}

// guardOf is where a tier, or the first of its apps, says who may come in.
func guardOf(t *plan.Tier) format.Origin {
	if a := t.AccessOf(nil); a != nil {
		return a.Origin
	}
	for j := range t.Apps {
		if a := t.AccessOf(&t.Apps[j]); a != nil {
			return a.Origin
		}
	}
	return format.Origin{}
}

// checkWho checks one access.
func (v *verdict) checkWho(t *plan.Tier, a *format.Access) {
	if len(a.From)+len(a.NotFrom)+len(a.JWT)+len(a.AnyOf) == 0 && !a.Auth.IsSet() && !a.IsWrong() {
		v.fail("access-empty", a.Origin, "says of nobody that he may come in, or may not", "write from, notFrom, jwt, auth or anyOf into it, or remove it")
	}
	v.checkSenders(t, a.From, a.NotFrom)
	if len(a.Except) == 0 {
		v.checkAnybody(t, a)
	}
	v.checkTokens(a.JWT)
	v.checkAlternatives(a)
	for _, path := range a.Except {
		switch {
		case path.IsWrong():
		case path.Value == "/*":
			v.fail("access-empty", path.Origin, "everybody may ask for every path, and so come in", "write access: off instead, or paths")
		case strings.ContainsAny(strings.TrimSuffix(path.Value, "/*"), "*{}"):
			v.fail("access-routes", path.Origin, "a policy reads * and braces in a path as something else", "write a prefix that has it below it")
		}
	}
	for i := range a.AnyOf {
		w := &a.AnyOf[i]
		if len(w.From)+len(w.NotFrom)+len(w.JWT) == 0 && !w.Auth.IsSet() && !w.IsWrong() {
			v.fail("access-empty", w.Origin, "asks nothing, and so lets everybody in", "write from, notFrom, jwt or auth into it, or remove it")
		}
		v.checkSenders(t, w.From, w.NotFrom)
		v.checkTokens(w.JWT)
		if len(a.JWT) > 0 && len(w.JWT) > 0 {
			v.fail("access-twice", format.ListOrigin(w.JWT), "a token is asked for already, of every alternative, and a request has one", "remove it here or there", format.ListOrigin(a.JWT))
		}
		if a.Auth.IsSet() && w.Auth.IsSet() {
			v.fail("access-twice", w.Auth.Origin, "is asked already, of every alternative", "remove it here or there", a.Auth.Origin)
		}
		if len(a.From) > 0 && len(w.From) > 0 && len(plan.Within(a.From, w.From)) == 0 {
			v.fail("access-empty", format.ListOrigin(w.From), "has no network in common with what every alternative asks for, so that nobody comes in by it", "write networks that are within those, or remove it", format.ListOrigin(a.From))
		}
		v.checkBesideProvider(a, w)
	}
}

// checkSenders checks that the gateway sees the addresses of those who ask.
func (v *verdict) checkSenders(t *plan.Tier, lists ...[]format.Text) {
	at := format.Or(format.ListOrigin(lists[0]), format.ListOrigin(lists[1]))
	w := t.Written
	if !at.IsSet() || w.Proxies.Trusted.IsSet() || w.Proxies.Trusted.IsWrong() || w.Proxies.Protocol.Value {
		return
	}
	if w.Service.Type.Value == format.ServiceClusterIP {
		v.fail("access-sender", at, "the gateway sees the address of what is before it, and of nobody behind that", "write proxies in the tier: how many hops of X-Forwarded-For are trusted, or that they speak the PROXY protocol", w.Service.Type.Origin)
		return
	}
	if w.TrafficPolicy.Value == format.TrafficLocal || w.TrafficPolicy.IsWrong() {
		return // whatever the type: of node ports too kube-proxy keeps the address of who asks
	}
	help := "write trafficPolicy: Local in the tier, or proxies, if something is before it"
	if !w.Balanced() {
		help = "write trafficPolicy: Local in the tier, and ask the nodes that have a pod of the gateway, since no other answers then; or proxies, if something is before it"
	}
	v.fail("access-sender", at, "nodes pass connections on to one another in their own name, so that the gateway does not see who asks", help, format.Or(w.TrafficPolicy.Origin, w.Name.Origin))
}

// checkTokens checks what tokens are asked for.
func (v *verdict) checkTokens(list []format.JWT) {
	for i := range list {
		j := &list[i]
		discovered := !j.JWKS.IsSet() && !j.Issuer.IsWrong() && j.Issuer.IsSet() && !strings.HasPrefix(j.Issuer.Value, "https://")
		if discovered {
			help := "write jwks beside it, the URL of its keys"
			if host, _, _ := strings.Cut(j.Issuer.Value, "/"); !format.CheckHost(host).Found() && strings.Contains(host, ".") {
				help = "write: https://" + j.Issuer.Value + ", if its tokens have that as iss; else " + help
			}
			v.fail("access-token", j.Issuer.Origin, wording.Quote(j.Issuer.Value)+" is no URL at which an issuer could be asked where its keys are", help)
		}
		texts := append([]format.Text{j.Issuer}, j.Audiences...)
		for _, c := range j.Claims {
			texts = append(texts, c.Value)
		}
		for _, text := range texts {
			if strings.HasPrefix(text.Value, "*") || strings.HasSuffix(text.Value, "*") {
				v.fail("access-token", text.Origin, wording.Quote(text.Value)+" begins or ends with *, which a policy reads as any text", "write the whole text")
			}
		}
		if readInClear(j.JWKS) {
			v.warn("access-token", j.JWKS.Origin, "is read in clear: whoever is on the way there can put in keys, and sign tokens with them", "write its address with https://, or a file that has the keys")
		}
		if j.Prefix.IsSet() && !j.Header.IsSet() {
			v.fail("access-token", j.Prefix.Origin, "is of a header that is not named", "write header: authorization beside it, or another header")
		}
		for k := range j.ToHeaders {
			v.NeedAny(j.ToHeaders[k].Key.Origin, platform.IstioJWTClaimsToHeaders, v.plan.Versions.Istio)
			break
		}
	}
}

// readInClear reports whether keys are read without TLS from outside the cluster.
func readInClear(keys format.Text) bool {
	u, err := url.Parse(keys.Value)
	return err == nil && !keys.IsWrong() && u.Scheme == "http" && unissued(u.Hostname(), true) != "for a name of the cluster"
}

// checkIssuersAlike checks that the tokens of an issuer are verified alike, each against the first, and that no issuer's
// name begins with another's; it gives the issuers of which something was told.
func (v *verdict) checkIssuersAlike(tokens []*format.JWT) map[string]bool {
	told := map[string]bool{}
	first, below := map[string]*format.JWT{}, map[string]*format.JWT{} // by name, and by what a name begins with
	for _, j := range tokens {
		name := j.Issuer.Value
		other := below[name]
		for i := range name {
			if above := first[name[:i]]; name[i] == '/' && above != nil && other == nil {
				other = above
			}
			if name[i] == '/' && below[name[:i]] == nil {
				below[name[:i]] = j
			}
		}
		if other != nil {
			v.fail("access-token", j.Issuer.Origin, fmt.Sprintf("the name of one issuer begins with that of another, %s, and some releases of Istio take the tokens of the one for the other's", wording.Quote(other.Issuer.Value)),
				"put the app onto another tier", other.Issuer.Origin)
		}
		one := first[name]
		if one == nil {
			first[name] = j
			continue
		}
		if one.JWKS.Value != j.JWKS.Value || one.Header.Value != j.Header.Value || one.Prefix.Value != j.Prefix.Value {
			v.fail("access-token", j.Issuer.Origin, fmt.Sprintf("tokens of %s are verified in two ways, and a gateway verifies those of an issuer in one", wording.Quote(name)), "write the same jwks, header and prefix for both", one.Issuer.Origin)
			told[name] = true
		}
	}
	return told
}

// checkIssuers checks that the tokens of a tier fit together: they are verified for the whole
// gateway.
func (v *verdict) checkIssuers(t *plan.Tier) {
	tokens := t.Tokens()
	v.warnOfForeignTokens(t, tokens, v.checkIssuersAlike(tokens))
}

// checkAccessRules checks that policies can tell who may come in where.
func (v *verdict) checkAccessRules(t *plan.Tier) {
	unread := slices.ContainsFunc(t.Apps, func(a plan.App) bool {
		return slices.ContainsFunc(a.Written.Routes, func(r format.Route) bool {
			return slices.ContainsFunc(r.PathOrigins(), format.Origin.IsWrong)
		})
	})
	for _, c := range t.AccessClashes {
		switch {
		case c.Except.IsSet() && c.Route == nil && unread: // a path that is told may be for it
		case c.Except.IsSet() && c.Route == nil:
			v.warn("access-routes", c.Except.Origin, "no route of those who are meant is for it, so that it lets nobody in", "write a path that is within one of their routes, or remove it")
		case c.Except.IsSet():
			v.fail("access-routes", c.Except.Origin, fmt.Sprintf("some of its requests to %s are for routes of others, and some for these", wording.Quote(c.Host)), "write a path that is within one route", c.Route.Origin)
		case c.Other == nil:
			v.fail("access-routes", c.Route.Origin, fmt.Sprintf("a policy cannot name this path, and other people may come in to other routes of %s", wording.Quote(c.Host)),
				"write an exact path or a prefix, or hosts of its own, or the same access for all routes of the host", guardOf(t))
		default:
			v.fail("access-routes", c.Route.Origin, fmt.Sprintf("others may come in to this route than to another of %s, and their paths do not tell a request of the one from one of the other", wording.Quote(c.Host)),
				"write paths that differ, or hosts of its own, or the same access for both", c.Other.Origin)
		}
	}
	old := false
	for i := range t.Access {
		r := &t.Access[i]
		if wild := slices.IndexFunc(r.NotHosts, routing.IsWild); slices.Contains(r.Hosts, "*") && wild >= 0 {
			message, help := "other people may come in to %s than to all other hosts", "the same access for both"
			if slices.ContainsFunc(t.Access, func(other plan.AccessRule) bool {
				return other.Who == r.Who && slices.Contains(other.Hosts, r.NotHosts[wild])
			}) {
				message, help = "pages of other origins may ask for other paths of %s than of all other hosts", "cors at the same paths of both"
			}
			v.fail("access-hosts", guardOf(t), fmt.Sprintf(message+", and a policy cannot name all but a wildcard's: it sees the port in Host, which routing does not", wording.Quote(r.NotHosts[wild])),
				"write the hosts in place of *, or "+help)
		}
		if connection := r.Port != nil || len(r.SNI) > 0; connection && r.Who != nil {
			v.checkConnectionAccess(t, r.Who)
		}
		if len(r.NotHosts) > 0 && !old {
			old = true
			v.NeedAny(guardOf(t), platform.IstioPolicyHostsAnyCase, v.plan.Versions.Istio)
		}
	}
}

func (v *verdict) checkConnectionAccess(t *plan.Tier, a *format.Access) {
	from := format.Or(format.ListOrigin(a.From), format.ListOrigin(a.NotFrom))
	for i := range a.AnyOf {
		from = format.Or(from, format.Or(format.ListOrigin(a.AnyOf[i].From), format.ListOrigin(a.AnyOf[i].NotFrom)))
	}
	if p := &t.Written.Proxies; from.IsSet() && p.Trusted.IsSet() && !p.Protocol.Value {
		v.fail("access-sender", from, "X-Forwarded-For is of requests: of whole connections the gateway sees the address of the proxy", "have the proxy speak the PROXY protocol, and write proxies.protocol: true, or access: off in the app of the connections", p.Trusted.Origin)
	}
	at := []format.Origin{format.ListOrigin(a.JWT), a.Auth.Origin}
	for i := range a.AnyOf {
		at = append(at, format.ListOrigin(a.AnyOf[i].JWT), a.AnyOf[i].Auth.Origin)
	}
	for _, at := range at {
		if at.IsSet() {
			v.fail("access-connection", at, "is of requests, and the gateway passes on whole connections of the app, of which it reads none", "write from alone, or access in the app: off, or networks")
			return
		}
	}
}
