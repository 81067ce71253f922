package importing

import (
	"slices"
	"strconv"
	"strings"
)

// join makes one route of the two that a path with all below it becomes, and leaves out those that
// say the same as one before them.
func join(list []route) []route {
	var out []route
	for _, r := range byMethod(list) {
		if slices.ContainsFunc(out, func(before route) bool { return before.same(&r) }) {
			continue
		}
		if n := len(out); n > 0 && r.kind == "prefix" {
			before := &out[n-1]
			if before.kind == "exact" && r.path == before.path+"/" && before.to == r.to && before.port == r.port && sameBut(before.rest, r.rest) {
				before.kind = "prefix/*"
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// same reports whether two routes are one in a topology: whether it has a slash at its end is not said there.
func (r *route) same(other *route) bool {
	kind := func(r *route) string { return strings.TrimSuffix(r.kind, "/*") }
	return kind(r) == "prefix" && kind(other) == "prefix" && strings.TrimSuffix(r.path, "/") == strings.TrimSuffix(other.path, "/") &&
		r.to == other.to && r.port == other.port && slices.Equal(r.hosts, other.hosts) && r.authority == other.authority && flow(r.rest) == flow(other.rest)
}

// byMethod makes one route of neighbours that differ by their methods alone.
func byMethod(list []route) []route {
	var out []route
	for _, r := range list {
		if n := len(out); n > 0 && len(r.rest) > 0 && r.rest[0].key == "methods" {
			before := &out[n-1]
			if before.kind == r.kind && before.path == r.path && before.to == r.to && before.port == r.port && len(before.rest) > 0 && before.rest[0].key == "methods" && flow(before.rest[1:]) == flow(r.rest[1:]) {
				methods := slices.Concat(before.rest[0].value.([]any), r.rest[0].value.([]any))
				before.rest = append(mapping{{"methods", methods}}, before.rest[1:]...)
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// sameBut reports whether what two routes say is the same but for the slash that the path
// below has in its rewrite.
func sameBut(a, b mapping) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		one, other := flow(a[i].value), flow(b[i].value)
		if a[i].key != b[i].key || one != other && (a[i].key != "rewrite" || one+"/" != other) {
			return false
		}
	}
	return true
}

// document is a route as the document has it; with hosts where they are its own.
func (r *route) document(port string, hosts []string) any {
	var m mapping
	switch r.kind {
	case "/*":
		m.add("prefix", "/")
	case "prefix", "prefix/*": // at the borders of segments, as it was most likely meant
		m.add("prefix", strings.TrimSuffix(r.path, "/"))
	case "tcp", "tls", "sni": // their port is in rest
	default:
		m.add(r.kind, r.path)
	}
	m.add("hosts", strs(hosts))
	for i, one := range r.rest {
		if port != "" && (one.key != "methods" && one.key != "headers" && one.key != "query" && one.key != "ignoreCase") {
			m.add("port", portWord(port))
			port = ""
		}
		m.add(one.key, r.rest[i].value)
	}
	m.add("port", portWord(port))
	if len(m) != 1 {
		return m
	}
	switch r.kind {
	case "/*":
		return "/*"
	case "prefix", "prefix/*":
		return strings.TrimSuffix(r.path, "/") + "/*"
	case "exact":
		return r.path
	}
	return m
}

// portWord is a port as a route names it: a number without quotes, which no name is.
func portWord(port string) any {
	if n, err := strconv.ParseInt(port, 10, 64); err == nil {
		return n
	}
	return port
}
