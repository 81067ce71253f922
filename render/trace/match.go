package trace

import (
	"slices"
	"strings"

	"render/render/objects"
)

// forGateway reports whether a match is for requests that come in by a port of a
// gateway (istio, pilot/pkg/networking/core/route/route.go, sourceMatchHTTP).
func (m *match) forGateway(port int64, gateway string, p *pods) bool {
	switch {
	case m.port != 0 && m.port != port:
		return false
	case len(m.gateways) > 0:
		return contains(m.gateways, gateway)
	}
	return p.labels.Match(m.sourceLabels) && (m.sourceNamespace == "" || m.sourceNamespace == p.namespace)
}

// catchesAll reports whether it takes every request: istiod puts such a route behind
// all others of its host (IsCatchAllRoute).
func (m *match) catchesAll() bool {
	if m == nil {
		return true
	}
	every := m.uri == nil || m.uri.kind == prefix && m.uri.text == "/" || m.uri.kind == regex && m.uri.text == ".*"
	return every && len(m.headers)+len(m.without)+len(m.query) == 0 && m.method == nil && m.authority == nil && m.scheme == nil
}

// takes reports whether it takes a request, and else what of the request is in the
// way.
func (m *match) takes(r *Request) (ok bool, missed string) {
	if m == nil {
		return true, ""
	}
	switch {
	case !m.takesPath(r.Path):
		return false, "path"
	case m.method != nil && !m.method.holds(r.Method):
		return false, "method"
	case m.authority != nil && !m.authority.holds(r.authority()):
		return false, "authority"
	case m.scheme != nil && !m.scheme.holds(r.scheme()):
		return false, "scheme"
	}
	for _, h := range m.headers {
		if h.ofToken() {
			continue
		}
		if value, there := r.header(h.name); !there || !h.anything() && !h.holds(value) {
			return false, "header " + h.name
		}
	}
	for _, h := range m.without {
		value, there := r.header(h.name)
		if h.ofToken() {
			continue
		}
		if h.anything() && there || !h.anything() && h.holds(value) {
			return false, "header " + h.name
		}
	}
	for _, q := range m.query {
		value, there := r.parameter(q.name)
		if !there || !q.anything() && !q.holds(value) {
			return false, "query parameter " + q.name
		}
	}
	if m.readsClaims(r) { // nothing else is in the way
		return false, claimsMissed
	}
	return true, ""
}

// What matches of headers call the claims of a token by, which a proxy reads.
const (
	claims       = "@request.auth.claims"
	claimsMissed = "token"
)

// readsClaims reports whether claims of a token decide whether it takes a request: of one
// without a token those that must not be there are not.
func (m *match) readsClaims(r *Request) bool {
	return slices.ContainsFunc(m.headers, named.ofToken) || !r.Tokenless && slices.ContainsFunc(m.without, named.ofToken)
}

// ofToken reports whether it is a condition on a claim.
func (n named) ofToken() bool { return strings.HasPrefix(strings.ToLower(n.name), claims) }

// takesPath compares a path, which has no query, as Envoy does.
func (m *match) takesPath(path string) bool {
	if m.uri == nil {
		return strings.HasPrefix(path, "/")
	}
	c := *m.uri
	if m.anyCase && c.kind != regex {
		c.text, path = strings.ToLower(c.text), strings.ToLower(path)
	}
	if c.kind == present {
		return strings.HasPrefix(path, "/")
	}
	if c.kind == prefix && m.segments && c.text != "/" {
		whole := strings.TrimSuffix(c.text, "/")
		return path == whole || strings.HasPrefix(path, whole+"/")
	}
	return c.holds(path)
}

// taken is the part of a path that a prefix takes; all of it where there is none.
func (m *match) taken(path string) string {
	switch {
	case m == nil || m.uri == nil || m.uri.kind == present:
		return "/"
	case m.uri.kind == prefix && m.segments && m.uri.text != "/":
		return path[:len(strings.TrimSuffix(m.uri.text, "/"))]
	case m.uri.kind == prefix:
		return path[:len(m.uri.text)]
	}
	return path
}

// pathHeader is the name by which conditions on headers see a request's path, with its query.
const pathHeader = ":path"

// takesMuch reports whether a match takes more than one path.
func (m *match) takesMuch() bool { return m == nil || m.uri == nil || m.uri.kind != exact }

// header is the value of a header, in which several are put together.
func (r *Request) header(name string) (value string, there bool) {
	switch strings.ToLower(name) {
	case ":authority", "host":
		return r.authority(), true
	case ":method":
		return r.Method, true
	case ":scheme":
		return r.scheme(), true
	case pathHeader:
		return r.target(), true
	}
	var values []string
	for _, h := range r.Headers {
		if strings.EqualFold(h.Name, name) {
			values = append(values, h.Value)
		}
	}
	return strings.Join(values, ","), len(values) > 0
}

// parameter is the first value of a parameter of the query, as it is in the URL: Envoy
// decodes none of it (QueryParamsMulti::parseQueryString).
func (r *Request) parameter(name string) (value string, there bool) {
	if r.Query == "" {
		return "", false
	}
	for one := range strings.SplitSeq(r.Query, "&") {
		if key, value, _ := strings.Cut(one, "="); key == name {
			return value, true
		}
	}
	return "", false
}

// target is the path with its query.
func (r *Request) target() string {
	if r.Query == "" {
		return r.Path
	}
	return r.Path + "?" + r.Query
}

func readMatch(f objects.HTTPMatch, own string) match {
	out := match{field: f.Field, uri: readCondition(f.URI()), scheme: readCondition(f.Scheme()), method: readCondition(f.Method()), authority: readCondition(f.Authority()),
		headers: readNamed(f.Headers()), without: readNamed(f.WithoutHeaders()), query: readNamed(f.QueryParams()),
		sourceLabels: f.SourceLabels().Labels(), sourceNamespace: f.SourceNamespace().Value()}
	out.port, _ = f.Port().Value()
	out.anyCase, _ = f.IgnoreURICase().Value()
	for _, g := range f.Gateways().All() {
		out.gateways = append(out.gateways, gatewayName(g.Value(), own))
	}
	return out
}

// readNamed reads conditions by name, in the order of the names.
func readNamed(f objects.Field) []named {
	var out []named
	for _, m := range f.Members() {
		if c := readCondition(objects.StringMatch{Field: f.At(m.Key)}); c != nil {
			out = append(out, named{m.Key, *c})
		} else {
			out = append(out, named{m.Key, condition{}})
		}
	}
	slices.SortFunc(out, func(a, b named) int { return strings.Compare(a.name, b.name) })
	return out
}
