package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
)

// takesKind reports whether a listener takes routes of a kind, by the protocol that it speaks.
func takesKind(listener manifest.Object, kind string) bool {
	switch listener.Text("protocol") {
	case "HTTP", "HTTPS":
		return kind == "HTTPRoute" || kind == "GRPCRoute"
	case "TLS":
		return kind == "TLSRoute" || kind == "TCPRoute"
	case "TCP":
		return kind == "TCPRoute"
	case "UDP":
		return kind == "UDPRoute"
	}
	return true
}

// attached reports whether a route names a listener of a Gateway that takes it.
func attached(r manifest.Object, g, listener manifest.Object) bool {
	if !takesKind(listener, r.Text("kind")) {
		return false
	}
	about, of := g.Object("metadata"), r.Object("metadata").Text("namespace")
	return slices.ContainsFunc(r.Object("spec").List("parentRefs"), func(p any) bool {
		ref, _ := p.(manifest.Object)
		section, port := ref.Text("sectionName"), ref.Get("port")
		n, _ := number(listener.Get("port"))
		asked, _ := number(port)
		return ref.Text("name") == about.Text("name") && cmp.Or(ref.Text("namespace"), of) == about.Text("namespace") &&
			cmp.Or(ref.Text("kind"), "Gateway") == "Gateway" && (section == "" || section == listener.Text("name")) && (port == nil || asked == n)
	})
}

// hostnames are the hosts of a route at a listener: its own as far as the listener takes
// them, or the listener's.
func hostnames(r, listener manifest.Object) (out []string) {
	taken := listener.Text("hostname")
	for _, h := range r.Object("spec").List("hostnames") {
		text, _ := h.(string)
		switch {
		case taken == "" || text == taken || strings.HasPrefix(taken, "*.") && strings.HasSuffix(text, taken[1:]):
			out = append(out, text)
		case strings.HasPrefix(text, "*.") && strings.HasSuffix(taken, text[1:]):
			out = append(out, taken)
		}
	}
	if r.Object("spec").Get("hostnames") == nil {
		out = append(out, cmp.Or(taken, "*"))
	}
	return out
}

// redirects reports whether a route is what redirects a Gateway's port 80: it has one rule,
// for all paths, which leads to https.
func redirects(r manifest.Object) bool {
	rules := r.Object("spec").List("rules")
	if len(rules) != 1 || r.Text("kind") != "HTTPRoute" {
		return false
	}
	rule, _ := rules[0].(manifest.Object)
	if len(rule.List("matches")) > 1 || !toHTTPS(rule) {
		return false
	}
	for _, m := range rule.List("matches") {
		match, _ := m.(manifest.Object)
		if len(match) != 1 || match.Object("path").Text("value") != "/" || match.Object("path").Text("type") == "Exact" {
			return false
		}
	}
	return true
}

// toHTTPS reports whether all that a rule does is to redirect to https.
func toHTTPS(rule manifest.Object) bool {
	filters := rule.List("filters")
	if len(filters) != 1 {
		return false
	}
	filter, _ := filters[0].(manifest.Object)
	to := filter.Object("requestRedirect")
	return to.Text("scheme") == "https" && to.Get("hostname") == nil && to.Get("path") == nil
}

// isBelow reports whether a host is below a wildcard.
func isBelow(host, wildcard string) bool {
	return host != wildcard && strings.HasPrefix(wildcard, "*") && strings.HasSuffix(host, wildcard[1:])
}

// addText adds a text to a list that does not have it.
func addText(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

// listed are hosts without those that are there by a wildcard among them, which no route
// names beside it.
func listed(all []string, lists [][]string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(h string) bool {
		return slices.ContainsFunc(all, func(w string) bool {
			return w != "*" && isBelow(h, w) && !slices.ContainsFunc(lists, func(list []string) bool { return slices.Contains(list, w) && slices.Contains(list, h) })
		})
	})
}

// keyOf is what a Gateway is known by.
func keyOf(g manifest.Object) string {
	return g.Object("metadata").Text("namespace") + "/" + g.Object("metadata").Text("name")
}
