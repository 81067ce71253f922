package model

import (
	"slices"
	"strconv"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

// to is a rule of requests, or of connections, whoever sends them.
func (g *guard) to(rule *plan.AccessRule) AccessRule {
	out := AccessRule{Proxied: g.proxy}
	switch {
	case rule.Port != nil:
		out.Ports = []string{g.pods[rule.Port.Port.Value]}
	case len(rule.SNI) > 0:
		out.Ports = []string{g.pods[plan.HttpsPort]}
	case rule.Clear:
		out.Ports = []string{g.pods[plan.HTTPPort]}
	default:
		for _, n := range g.web {
			out.Ports = append(out.Ports, g.pods[n])
		}
	}
	if len(rule.SNI) > 0 {
		out.When = append(out.When, sni(rule.SNI, rule.NotSNI)...)
	}
	if !slices.Contains(rule.Hosts, "*") {
		out.Hosts = g.hosts(rule.Hosts)
	}
	out.NotHosts = g.hosts(rule.NotHosts)
	out.Paths, out.NotPaths = policyPaths(rule.Paths), policyPaths(rule.NotPaths)
	if g.passes && !rule.OfConnections() && len(out.Hosts)+len(out.NotHosts)+len(out.Paths)+len(out.NotPaths) == 0 {
		out.Hosts = []string{"*"} // without a field of requests istiod has it let in connections too
	}
	return out
}

// hosts are names as a policy compares them with Host, which may have a port: of a name alone any,
// of what is below a wildcard those of the gateway.
func (g *guard) hosts(names []string) []string {
	var out []string
	for _, h := range names {
		out = append(out, h)
		if !routing.IsWild(h) {
			out = append(out, h+":*")
			continue
		}
		for _, n := range g.web {
			out = append(out, h+":"+strconv.Itoa(n))
		}
	}
	return out
}

func policyPaths(paths []routing.Path) []string {
	var out []string
	for _, p := range paths {
		switch p.Kind {
		case routing.Every:
			return []string{"/*"}
		case routing.Prefix:
			out = append(out, p.Text, p.Text+"/*")
		default:
			out = append(out, p.Text)
		}
	}
	return out
}

// by is a rule by the connections by which requests are let in: where these are for one server
// alone, those over TLS are told by what the client asks for.
func (g *guard) by(rule *plan.AccessRule, to AccessRule) []AccessRule {
	if rule.On == nil {
		return []AccessRule{to}
	}
	clear, ended := to, to
	clear.Ports, ended.Ports = nil, nil
	for _, n := range g.web {
		at := slices.IndexFunc(g.t.Web, func(p *format.GatewayPort) bool { return p.Port.Value == n })
		if n == plan.HttpsPort || at >= 0 && g.t.AnyServer(func(s *plan.Server) bool { return s.Ends(g.t.Web[at]) }) {
			ended.Ports = append(ended.Ports, g.pods[n])
		} else {
			clear.Ports = append(clear.Ports, g.pods[n])
		}
	}
	var out []AccessRule
	if len(clear.Ports) > 0 {
		out = append(out, clear)
	}
	if len(ended.Ports) == 0 || !rule.On.TLS.Terminated() {
		return out
	}
	names, others := g.t.Connections(rule.On)
	for i := range names {
		one := ended
		one.When = append(slices.Clone(to.When), sni(names[i], others[i])...)
		out = append(out, one)
	}
	return out
}

// sni is that a client asks by TLS for one of some names, and of none of others. Who asks for no
// name at all asks for "*" too, which a policy takes for some name (istio,
// pilot/pkg/security/authz/matcher/string.go).
func sni(names, others []string) []AccessTest {
	test := AccessTest{Key: "connection.sni", Values: names, NotValues: others}
	if slices.Contains(names, routing.EveryHost) {
		test.Values = nil
	}
	if len(test.Values)+len(test.NotValues) == 0 {
		return nil
	}
	return []AccessTest{test}
}
