package render_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// What istiod and Envoy make of VirtualServices of one Gateway, as far as render
// writes them (istio, pilot/pkg/networking/core/gateway.go and route/route.go);
// conformance/mesh asks istiod itself.

type istioRoute struct {
	rule, match map[string]any
	namespace   string
}

// catchesAll is istiod's IsCatchAllRoute.
func (r istioRoute) catchesAll() bool {
	return len(r.match) == 1 && (at(r.match, "uri", "prefix") == "/" || at(r.match, "uri", "regex") == ".*")
}

// merge is the list of routes that istiod makes for a host: of all virtual hosts that
// take it the most specific has one VirtualService after the other, each up to its
// first catch-all, and the catch-alls last. There is a virtual host for each host of a
// VirtualService that one of the Gateway covers, and for each of the Gateway that it
// covers itself.
func merge(list []map[string]any, gateway []string, host string) []istioRoute {
	best := ""
	made := func(v map[string]any) (out []string) {
		for _, h := range spec(v)["hosts"].([]any) {
			for _, g := range gateway {
				switch h := h.(string); {
				case covers(h, g):
					out = append(out, g)
				case covers(g, h):
					out = append(out, h)
				}
			}
		}
		return out
	}
	for _, v := range list {
		for _, h := range made(v) {
			if takesHost(h, host) && moreSpecific(h, best) {
				best = h
			}
		}
	}
	var out, last []istioRoute
	for _, v := range list {
		if !slices.Contains(made(v), best) {
			continue
		}
	rules:
		for _, rule := range spec(v)["http"].([]any) {
			for _, m := range rule.(map[string]any)["match"].([]any) {
				r := istioRoute{rule.(map[string]any), m.(map[string]any), at(v, "metadata", "namespace").(string)}
				if r.catchesAll() {
					last = append(last, r)
					break rules
				}
				out = append(out, r)
			}
		}
	}
	return append(out, last...)
}

// answer is what the first route that takes a request makes of it.
func answer(routes []istioRoute, q tried) string {
	for _, r := range routes {
		if !r.takes(q) {
			continue
		}
		to := at(r.rule["route"].([]any)[0].(map[string]any), "destination", "host").(string)
		name, namespace, _ := strings.Cut(strings.TrimSuffix(to, ".svc.cluster.local"), ".")
		if namespace == "" {
			namespace = r.namespace
		}
		path := q.path
		if uri, ok := at(r.rule, "rewrite", "uri").(string); ok {
			replaced := path
			if prefix, ok := at(r.match, "uri", "prefix").(string); ok {
				replaced = prefix
			}
			path = uri + strings.TrimPrefix(path, replaced)
		}
		return fmt.Sprintf("%s.%s %v %s", name, namespace, r.rule["timeout"], path)
	}
	return "404"
}

func (r istioRoute) takes(q tried) bool {
	for what, m := range r.match {
		ok := true
		switch m := m.(map[string]any); what {
		case "uri":
			ok = takesText(m, q.path)
		case "method":
			ok = takesText(m, q.method)
		case "authority":
			ok = takesText(m, q.host)
		case "headers":
			for name, asked := range m {
				value, there := q.headers[name]
				ok = ok && there && takesText(asked.(map[string]any), value)
			}
		default:
			panic(what)
		}
		if !ok {
			return false
		}
	}
	return true
}

var expressions = map[string]*regexp.Regexp{}

func wholly(expression, text string) bool {
	e := expressions[expression]
	if e == nil {
		e = regexp.MustCompile("^(?:" + expression + ")$")
		expressions[expression] = e
	}
	return e.MatchString(text)
}

func takesText(m map[string]any, text string) bool {
	for how, asked := range m {
		switch asked := asked.(string); how {
		case "exact":
			return text == asked
		case "prefix":
			return strings.HasPrefix(text, asked)
		case "regex":
			return wholly(asked, text)
		}
	}
	return true
}

// unreached names a match that an earlier one takes every request from.
func unreached(v map[string]any) string {
	all := matchesOf(v)
	for i, m := range all {
		for _, e := range all[:i] {
			if takesAllOf(e, m) {
				text, _ := json.Marshal([]any{e, m})
				return "an earlier match takes all of a later one: " + string(text)
			}
		}
	}
	return ""
}

func takesAllOf(e, m map[string]any) bool {
	for what, asked := range e {
		if what == "uri" {
			continue
		}
		if what == "headers" && m["headers"] != nil {
			for name, one := range asked.(map[string]any) {
				if fmt.Sprint(at(m, "headers", name)) != fmt.Sprint(one) {
					return false
				}
			}
		} else if fmt.Sprint(m[what]) != fmt.Sprint(asked) {
			return false
		}
	}
	exact, isExact := at(m, "uri", "exact").(string)
	prefix, isPrefix := at(m, "uri", "prefix").(string)
	if of, ok := at(e, "uri", "prefix").(string); ok {
		return isExact && strings.HasPrefix(exact, of) || isPrefix && strings.HasPrefix(prefix, of)
	}
	return fmt.Sprint(e["uri"]) == fmt.Sprint(m["uri"])
}

func spec(v map[string]any) map[string]any { return v["spec"].(map[string]any) }

func matchesOf(v map[string]any) (out []map[string]any) {
	for _, rule := range spec(v)["http"].([]any) {
		for _, m := range rule.(map[string]any)["match"].([]any) {
			out = append(out, m.(map[string]any))
		}
	}
	return out
}

// ownRules are the rules of a VirtualService that lead to its own app.
func ownRules(v map[string]any) (out []any) {
	app := at(v, "metadata", "labels", "app").(string)
	for _, rule := range spec(v)["http"].([]any) {
		to := at(rule.(map[string]any)["route"].([]any)[0].(map[string]any), "destination", "host").(string)
		if name, _, _ := strings.Cut(to, "."); name == app {
			out = append(out, rule)
		}
	}
	return out
}
