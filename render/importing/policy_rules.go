package importing

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
)

// grants are what the rules of a policy say, each of its sources with each of its operations.
func (a *admission) grants(id manifest.ID, spec manifest.Object) (out []grant) {
	for i, r := range spec.List("rules") {
		rule, _ := r.(manifest.Object)
		at := fmt.Sprintf("spec.rules[%d]", i)
		whos, whats := []way{{}}, []grant{{}}
		if list := rule.List("from"); len(list) > 0 {
			whos = nil
			for j, f := range list {
				source, _ := f.(manifest.Object)
				whos = append(whos, a.source(id, fmt.Sprintf("%s.from[%d].source", at, j), source.Object("source")))
			}
		}
		if list := rule.List("to"); len(list) > 0 {
			whats = nil
			for j, t := range list {
				to, _ := t.(manifest.Object)
				whats = append(whats, a.operation(id, fmt.Sprintf("%s.to[%d].operation", at, j), to.Object("operation")))
			}
		}
		asks := a.conditions(id, at, rule.List("when"))
		for _, what := range whats {
			for _, who := range whos {
				one := grant{of: id, at: at, who: who, what: what.what, preflight: what.preflight, asked: what.asked, nth: i}
				if asks != nil {
					asks(&one)
				}
				out = append(out, one)
			}
		}
	}
	return out
}

// source is who a rule's source is.
func (a *admission) source(id manifest.ID, at string, o manifest.Object) (w way) {
	for _, m := range o {
		path := at + "." + m.Key
		switch m.Key {
		case "ipBlocks", "remoteIpBlocks":
			w.from = append(w.from, a.blocks(id, path, m.Key, o.List(m.Key))...)
		case "notIpBlocks", "notRemoteIpBlocks":
			w.notFrom = append(w.notFrom, a.blocks(id, path, m.Key, o.List(m.Key))...)
		case "requestPrincipals":
			for _, p := range o.List(m.Key) {
				text, _ := p.(string)
				w.tokens = append(w.tokens, a.principal(id, path, text)...)
			}
		case "notRequestPrincipals":
			if document.Flow(m.Value) != document.Flow([]any{"*"}) {
				a.miss(id, path, "access asks for tokens, and refuses none")
			}
			w.without = true
		default:
			a.miss(id, path, "access is of networks, tokens and providers, and not of who calls inside the mesh")
		}
	}
	return w
}

// blocks are networks as a topology writes them. Which of the two addresses they are compared
// with follows from a tier's proxies.
func (a *admission) blocks(id manifest.ID, path, key string, list []any) (out []any) {
	own, direct := len(a.im.proxies(a.t)) > 0, key == "ipBlocks" || key == "notIpBlocks"
	switch {
	case own && direct:
		a.miss(id, path, "it is of the proxy's address, and access of those behind it")
	case direct:
		a.direct = true
	case own:
	case len(a.im.meshProxies()) == 0:
		a.note("remoteIpBlocks are ipBlocks, since nothing that was read has a proxy before the gateway: where one is, write it as proxies")
	case a.direct:
		a.miss(id, path, "it is of those behind the proxy, and another rule of the proxy's address")
	default:
		a.t.behind = true
	}
	for _, one := range list {
		text, _ := one.(string)
		prefix, err := netip.ParsePrefix(text)
		if address, fails := netip.ParseAddr(text); fails == nil {
			prefix, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			a.miss(id, path, fmt.Sprintf("%q is no network", text))
			continue
		}
		out = append(out, prefix.Masked().String())
	}
	return out
}

// operation is which requests a rule's operation is.
func (a *admission) operation(id manifest.ID, at string, o manifest.Object) (out grant) {
	for _, m := range o {
		var list []string
		for _, one := range o.List(m.Key) {
			text, _ := one.(string)
			list = append(list, text)
		}
		w := &out.what
		switch m.Key {
		case "hosts":
			w.hosts = list
		case "notHosts":
			w.notHosts = list
		case "ports":
			w.ports = list
		case "paths":
			w.paths = list
		case "notPaths":
			w.notPaths = list
		case "methods", "notMethods":
			if !slices.Equal(list, []string{"OPTIONS"}) {
				a.miss(id, at+"."+m.Key, "access is the same for every method; a route may be by methods")
			}
			out.preflight, out.asked = m.Key == "methods", m.Key == "notMethods"
		default:
			a.miss(id, at+"."+m.Key, "access does not ask for it")
		}
	}
	return out
}

// conditions are what a rule asks for beside its source and operation, as what they make of it.
func (a *admission) conditions(id manifest.ID, at string, list []any) func(*grant) {
	var all []func(*grant)
	for i, c := range list {
		one, _ := c.(manifest.Object)
		path := fmt.Sprintf("%s.when[%d]", at, i)
		key, values, not := one.Text("key"), one.List("values"), one.List("notValues")
		switch {
		case key == "source.ip" || key == "remote.ip":
			name := map[string]string{"source.ip": "ipBlocks", "remote.ip": "remoteIpBlocks"}[key]
			from, notFrom := a.blocks(id, path, name, values), a.blocks(id, path, name, not)
			all = append(all, func(g *grant) {
				if len(g.who.from) > 0 && len(from) > 0 {
					a.miss(id, path, "the rule names networks already")
				}
				g.who.from, g.who.notFrom = slices.Concat(g.who.from, from), slices.Concat(g.who.notFrom, notFrom)
			})
		case key == "connection.sni":
			all = append(all, func(g *grant) { g.who.sni, g.who.notSNI = document.Texts(values), document.Texts(not) })
		case key == "request.headers[origin]" || key == "request.headers[access-control-request-method]":
			all = append(all, func(g *grant) {
				if !g.preflight {
					a.miss(id, path, "access asks for no header")
				}
			})
		case strings.HasPrefix(key, "request.auth.") && len(not) == 0:
			all = append(all, a.claim(id, path, key, values))
		default:
			a.miss(id, path, "access does not ask for it")
		}
	}
	if len(all) == 0 {
		return nil
	}
	return func(g *grant) {
		g.who.tokens = slices.Clone(g.who.tokens)
		for _, f := range all {
			f(g)
		}
	}
}
