package trace

import (
	"slices"
	"strings"

	"render/render/objects"
)

// delegated are the routes of a VirtualService with those that it delegates in their
// places. A delegate that is missing, that its namespace does not export to, or whose
// matches are none within the root's has no routes there (istio,
// pilot/pkg/model/virtualservice_controller.go, mergeVirtualServices).
func delegated(root *virtualService, delegates map[string]*virtualService) []httpRoute {
	if !slices.ContainsFunc(root.http, func(r httpRoute) bool { return r.delegate != nil }) {
		return root.http
	}
	var out []httpRoute
	for _, rule := range root.http {
		if rule.delegate == nil {
			out = append(out, rule)
			continue
		}
		namespace := rule.delegate.namespace
		if namespace == "" {
			namespace = root.namespace
		}
		of := delegates[namespace+"/"+rule.delegate.name]
		if of == nil || !contains(of.exportTo, "*") && !contains(of.exportTo, root.namespace) {
			continue
		}
		for _, leaf := range of.http {
			if merged, ok := mergeRoutes(&rule, leaf); ok {
				out = append(out, merged)
			}
		}
	}
	return out
}

// mergeRoutes is a delegate's route with what of the root it leaves out.
func mergeRoutes(root *httpRoute, leaf httpRoute) (httpRoute, bool) {
	matches, ok := mergeMatches(root.matches, leaf.matches)
	if !ok {
		return leaf, false
	}
	leaf.matches = matches
	if leaf.does.rewrite == nil {
		leaf.does.rewrite = root.does.rewrite
	}
	if leaf.does.respond == nil {
		leaf.does.respond = root.does.respond
	}
	if !leaf.does.fault.Present() {
		leaf.does.fault = root.does.fault
	}
	if leaf.does.crossing == nil {
		leaf.does.crossing = root.does.crossing
	}
	if leaf.does.hostSet == "" && !leaf.does.edits {
		leaf.does.hostSet = root.does.hostSet
	}
	return leaf, true
}

// mergeMatches puts the conditions of a root and of a delegate together.
func mergeMatches(root, leaf []match) ([]match, bool) {
	switch {
	case len(root) == 0:
		return leaf, true
	case len(leaf) == 0:
		return root, true
	}
	var out []match
	for i := range leaf {
		found := false
		for j := range root {
			if !root[j].excludes(&leaf[i]) {
				out, found = append(out, root[j].with(leaf[i])), true
			}
		}
		if !found {
			return nil, false
		}
	}
	return out, true
}

// with is a delegate's match with what of the root's it leaves out.
func (m *match) with(leaf match) match {
	for _, c := range [...]struct {
		own  **condition
		root *condition
	}{{&leaf.uri, m.uri}, {&leaf.scheme, m.scheme}, {&leaf.method, m.method}, {&leaf.authority, m.authority}} {
		if *c.own == nil {
			*c.own = c.root
		}
	}
	leaf.headers = united(m.headers, leaf.headers)
	leaf.without = united(m.without, leaf.without)
	leaf.query = united(m.query, leaf.query)
	leaf.sourceLabels = m.sourceLabels.With(leaf.sourceLabels)
	if leaf.port == 0 {
		leaf.port = m.port
	}
	if leaf.sourceNamespace == "" {
		leaf.sourceNamespace = m.sourceNamespace
	}
	if len(leaf.gateways) == 0 {
		leaf.gateways = m.gateways
	}
	return leaf
}

// united are conditions, those of the delegate in place of the root's of one name.
func united(root, leaf []named) []named {
	out := slices.Clone(leaf)
	for _, n := range root {
		if find(leaf, n.name) == nil {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b named) int { return strings.Compare(a.name, b.name) })
	return out
}

// excludes reports whether a delegate's match is not within the root's (istio,
// pilot/pkg/model/virtualservice.go, hasConflict).
func (m *match) excludes(leaf *match) bool {
	if m.uri.excludes(leaf.uri) || m.scheme.excludes(leaf.scheme) || m.method.excludes(leaf.method) || m.authority.excludes(leaf.authority) {
		return true
	}
	for _, lists := range [...][2][]named{{m.headers, leaf.headers}, {m.without, leaf.without}, {m.query, leaf.query}} {
		for i := range lists[1] {
			if find(lists[0], lists[1][i].name).excludes(&lists[1][i].condition) {
				return true
			}
		}
	}
	if m.anyCase != leaf.anyCase || m.port > 0 && leaf.port > 0 && m.port != leaf.port || m.sourceNamespace != "" && m.sourceNamespace != leaf.sourceNamespace {
		return true
	}
	return differ(m.sourceLabels, leaf.sourceLabels) || len(m.gateways) > 0 && len(leaf.gateways) > 0 &&
		(len(m.gateways) < len(leaf.gateways) || slices.ContainsFunc(leaf.gateways, func(g string) bool { return !contains(m.gateways, g) }))
}

// differ reports whether labels of two have different values.
func differ(root, leaf objects.Labels) bool {
	for _, l := range leaf {
		if value, ok := root.Get(l.Key); ok && any(value) != l.Value {
			return true
		}
	}
	return false
}
