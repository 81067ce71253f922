package importing

import (
	"slices"
	"strconv"
	"strings"

	"render/render/document"
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
		r.to == other.to && r.port == other.port && slices.Equal(r.hosts, other.hosts) && r.authority == other.authority && document.Flow(r.rest) == document.Flow(other.rest)
}

// byMethod makes one route of neighbours that differ by their methods alone.
func byMethod(list []route) []route {
	var out []route
	for _, r := range list {
		if n := len(out); n > 0 && len(r.rest) > 0 && r.rest[0].Key == "methods" {
			before := &out[n-1]
			if before.kind == r.kind && before.path == r.path && before.to == r.to && before.port == r.port && len(before.rest) > 0 && before.rest[0].Key == "methods" && document.Flow(before.rest[1:]) == document.Flow(r.rest[1:]) {
				methods := slices.Concat(before.rest[0].Value.([]any), r.rest[0].Value.([]any))
				before.rest = append(document.Mapping{{Key: "methods", Value: methods}}, before.rest[1:]...)
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// sameBut reports whether what two routes say is the same but for the slash that the path
// below has in its rewrite.
func sameBut(a, b document.Mapping) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		one, other := document.Flow(a[i].Value), document.Flow(b[i].Value)
		if a[i].Key != b[i].Key || one != other && (a[i].Key != "rewrite" || one+"/" != other) {
			return false
		}
	}
	return true
}

// document is a route as the document has it; with hosts where they are its own.
func (r *route) document(port string, hosts []string) any {
	var m document.Mapping
	switch r.kind {
	case "/*":
		m.Add("prefix", "/")
	case "prefix", "prefix/*": // at the borders of segments, as it was most likely meant
		m.Add("prefix", strings.TrimSuffix(r.path, "/"))
	case "tcp", "tls", "sni": // their port is in rest
	default:
		m.Add(r.kind, r.path)
	}
	m.Add("hosts", document.Strs(hosts))
	for i, one := range r.rest {
		if port != "" && (one.Key != "methods" && one.Key != "headers" && one.Key != "query" && one.Key != "ignoreCase") {
			m.Add("port", portWord(port))
			port = ""
		}
		m.Add(one.Key, r.rest[i].Value)
	}
	m.Add("port", portWord(port))
	if len(m) != 1 {
		return m
	}
	switch r.kind {
	case "/*":
		return "/*"
	case "prefix", "prefix/*":
		return strings.TrimSuffix(r.path, "/") + "/*"
	case "exact":
		if len(r.path) > 1 && strings.HasSuffix(r.path, "/") {
			return m // which alone could be meant for what is below, and warned of
		}
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
