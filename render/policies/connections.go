package policies

import (
	"slices"
	"strings"

	"render/render/wording"
)

// Connections are those that a rule of a NetworkPolicy is for, as a message says them: `from pods with "app=a" in
// namespace "default" to TCP port 443`, or of those that pods open `to TCP port 443 of pods with ...`; "" for all.
func (r *Rule) Connections() string {
	var peers, ports []string
	for i := range r.clauses {
		if slices.ContainsFunc(r.clauses[i].alts, func(a alternative) bool { return len(a) == 0 }) {
			continue // everything
		}
		for _, a := range r.clauses[i].alts {
			switch {
			case r.clauses[i].kind == "ports":
				ports = append(ports, a.port())
			default:
				peers = append(peers, a.peer())
			}
		}
	}
	from, to := strings.Join(peers, " or "), strings.Join(ports, " or ")
	switch {
	case from == "" && to == "":
		return ""
	case from == "":
		return "to " + to
	case r.Outward && to == "":
		return "to " + from
	case r.Outward:
		return "to " + to + " of " + from
	case to == "":
		return "from " + from
	}
	return "from " + from + " to " + to
}

// port is a port as a message says it: "TCP port 443".
func (a alternative) port() string {
	var words []string
	for _, t := range a {
		switch text := strings.Join(t.values, ", "); {
		case t.key == "port" && t.not:
			words = append(words, "ports but "+text)
		case t.key == "port" && strings.ContainsAny(text, "-,"):
			words = append(words, "ports "+text)
		case t.key == "port":
			words = append(words, "port "+text)
		case t.not:
			words = append(words, "not "+text)
		default:
			words = append(words, text)
		}
	}
	return strings.Join(words, " ")
}

// peer is the other end of a connection as a message says it: addresses, or pods and their namespaces.
func (a alternative) peer() string {
	var words []string
	for i, t := range a {
		text := wording.FewQuoted(t.values)
		switch everyone := slices.Equal(t.values, []string{Everyone}); {
		case t.key == podsKey && everyone && i+1 < len(a):
			text = "pods"
		case t.key == podsKey && everyone:
			text = "all pods"
		case t.key == podsKey:
			text = "pods with " + text
		case t.key == namespacesKey && everyone:
			text = "in all namespaces"
		case t.key == namespacesKey && len(t.values) == 1 && strings.HasPrefix(t.values[0], namespaceLabel) && !strings.Contains(t.values[0], ","):
			text = "in namespace " + wording.Quote(strings.TrimPrefix(t.values[0], namespaceLabel))
		case t.key == namespacesKey:
			text = "in namespaces with " + text
		case t.not:
			text = "but not " + text
		}
		words = append(words, text)
	}
	return strings.Join(words, " ")
}
