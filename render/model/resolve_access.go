package model

import (
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/naming"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
)

// guard makes the rules of one tier's policies.
type guard struct {
	t     *plan.Tier
	pods  map[int]string // the pods' ports by the Service's
	web   []int          // of the Service's those to which requests come
	proxy bool           // proxies tell who asks
	// passes is that connections come to ports of requests too: those that are passed through.
	passes bool
}

// resolveAccess is who may send what to a tier's gateway; nil for everybody everything.
func (r *resolver) resolveAccess(t *plan.Tier, tier *Tier) *Access {
	if !t.Guarded {
		return nil
	}
	w := t.Written
	g := &guard{t: t, pods: map[int]string{}, proxy: w.Proxies.Trusted.IsSet() || w.Proxies.Protocol.Value}
	for _, p := range r.podPorts(tier, false) {
		if p.Protocol == "TCP" {
			g.pods[p.service] = strconv.Itoa(p.Number)
		}
	}
	web := []int{plan.HTTPPort, plan.HttpsPort}
	for _, p := range t.Web {
		web = append(web, p.Port.Value)
	}
	for _, n := range web {
		if g.pods[n] != "" && !slices.Contains(g.web, n) {
			g.web = append(g.web, n)
		}
	}
	out := &Access{Name: r.plan.GatewayObjects(t), Namespace: t.GatewayNamespace, Selector: r.plan.GatewayPods(t), Tokens: r.tokens(t.Tokens())}
	if r.plan.GatewayAPI() && platform.IstioPolicyTargets.In(r.plan.Versions.Istio) {
		out.Gateway, out.Namespace = &t.Names.Gateway, t.GatewaysIn
	}
	g.passes = slices.ContainsFunc(t.Access, func(rule plan.AccessRule) bool {
		return rule.OfConnections() && slices.ContainsFunc(g.web, func(n int) bool { return g.pods[n] == g.to(&rule).Ports[0] })
	})
	for i := range t.Access {
		out.Allow = append(out.Allow, g.allowed(&t.Access[i])...)
	}
	out.Asks = r.resolveAsks(g)
	return out
}

// resolveAsks are what providers are asked about, by their names: one of each, and of more than one
// where istiod is told that there may be.
func (r *resolver) resolveAsks(g *guard) []AccessAsk {
	var out []AccessAsk
	several := r.plan.AsksSeveral()
	for _, name := range format.Unique(g.t.Providers()) {
		ask := AccessAsk{Suffix: "ask", Provider: name}
		if several {
			ask.Suffix += "-" + naming.Label(name)
		}
		for i := range g.t.Access {
			if rule := &g.t.Access[i]; rule.Who != nil && rule.Who.Provider().Value == name {
				ask.Rules = append(ask.Rules, g.asked(rule)...)
			}
		}
		if len(ask.Rules) > 0 {
			out = append(out, ask)
		}
	}
	slices.SortFunc(out, func(a, b AccessAsk) int { return strings.Compare(a.Suffix, b.Suffix) })
	return out
}

// allowed are the rules by which some are let in.
func (g *guard) allowed(rule *plan.AccessRule) []AccessRule {
	ways := g.by(rule, g.to(rule))
	who := rule.Who
	if who == nil {
		return ways
	}
	var out []AccessRule
	for i := range ways {
		out = append(out, ways[i].sentBy(who, rule.Preflight)...)
	}
	return out
}

// sentBy are the rules by which a rule of requests is of those whom an access names.
func (a AccessRule) sentBy(who *format.Access, preflight []routing.Path) []AccessRule {
	var out []AccessRule
	for _, way := range letIn(who) {
		one := a
		one.Networks = plan.Within(who.From, way.From)
		one.NotNetworks = format.Unique(slices.Concat(who.NotFrom, way.NotFrom))
		jwt := slices.Concat(who.JWT, way.JWT)
		for i := range jwt {
			out = append(out, one.withToken(&jwt[i]))
		}
		if len(jwt) == 0 {
			out = append(out, one)
		} else if len(preflight) > 0 {
			out = append(out, one.asPreflight(preflight))
		}
	}
	return out
}

// letIn are the alternatives that a policy has to name: where one asks nothing but a provider,
// that lets in whoever comes by the others.
func letIn(who *format.Access) []format.AccessWay {
	for _, w := range who.AnyOf {
		if w.Auth.IsSet() && len(w.From)+len(w.NotFrom)+len(w.JWT) == 0 {
			return []format.AccessWay{w}
		}
	}
	return who.Ways()
}

// asPreflight is a rule for what a browser asks before a page of another origin may.
func (a AccessRule) asPreflight(paths []routing.Path) AccessRule {
	if named := policyPaths(paths); !slices.Contains(named, "/*") {
		a.Paths = named
	}
	a.Methods, a.When = []string{"OPTIONS"}, append(slices.Clone(a.When), header("origin", true), header("access-control-request-method", true))
	return a
}

// withToken is a rule for whoever brings a token too.
func (a AccessRule) withToken(j *format.JWT) AccessRule {
	a.Issuers, a.When = []string{j.Issuer.Value + "/*"}, slices.Clone(a.When)
	if len(j.Audiences) > 0 {
		a.When = append(a.When, AccessTest{Key: "request.auth.audiences", Values: format.Unique(j.Audiences)})
	}
	for _, c := range j.Claims {
		a.When = append(a.When, AccessTest{Key: "request.auth.claims" + claimPath(c.Key.Value), Values: []string{c.Value.Value}})
	}
	return a
}

// claimPath names a claim in a policy, as steps into the token: dots part them, but for those of
// a URI, which is a name alone.
func claimPath(name string) string {
	if strings.Contains(name, ":") {
		return "[" + name + "]"
	}
	return "[" + strings.ReplaceAll(name, ".", "][") + "]"
}

// header is that a request has a header, or has none.
func header(name string, there bool) AccessTest {
	out := AccessTest{Key: "request.headers[" + name + "]"}
	if there {
		out.Values = []string{"*"}
	} else {
		out.NotValues = []string{"*"}
	}
	return out
}

// asked are the rules by which its provider is asked: of all that who may come in by it alone,
// and nothing on port 80 where that redirects.
func (g *guard) asked(rule *plan.AccessRule) []AccessRule {
	var turned, served plan.AccessRule
	turned, served = *rule, *rule
	turned.Hosts, served.Hosts = nil, nil
	for _, h := range rule.Hosts {
		if d := g.t.DoorOf(h); d != nil && d.Redirects() {
			turned.Hosts = append(turned.Hosts, h)
		} else {
			served.Hosts = append(served.Hosts, h)
		}
	}
	var out []AccessRule
	if len(served.Hosts) > 0 {
		out = append(out, g.asks(&served, g.to(&served))...)
	}
	if len(turned.Hosts) > 0 {
		to := g.to(&turned)
		to.Ports = slices.DeleteFunc(to.Ports, func(p string) bool { return p == g.pods[plan.HTTPPort] })
		out = append(out, g.asks(&turned, to)...)
	}
	return out
}

func (g *guard) asks(rule *plan.AccessRule, one AccessRule) []AccessRule {
	who := rule.Who
	for i := range who.AnyOf {
		if w := &who.AnyOf[i]; !w.Auth.IsSet() && !who.Auth.IsSet() {
			one.NotNetworks = append(one.NotNetworks, format.Unique(w.From)...)
		}
	}
	one.NotPaths = append(one.NotPaths, policyPaths(plan.PathsOf(who.Except))...)
	if len(rule.Unasked) == 0 {
		return []AccessRule{one}
	}
	out := []AccessRule{one, one, one}
	out[0].NotMethods = []string{"OPTIONS"}
	if named := policyPaths(rule.Unasked); !slices.Contains(named, "/*") {
		other := one
		other.Methods, other.NotPaths = []string{"OPTIONS"}, slices.Concat(one.NotPaths, named)
		out = append(out, other)
	}
	for i, name := range []string{"origin", "access-control-request-method"} {
		out[i+1].Methods, out[i+1].When = []string{"OPTIONS"}, append(slices.Clone(one.When), header(name, false))
	}
	return out
}
