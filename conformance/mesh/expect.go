package mesh

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"istio.io/istio/pilot/pkg/simulation"
)

// request is what somebody asks of a tier's gateway.
type request struct {
	port               int
	secure             bool
	sni                string // "" where it is the host
	host, path, method string
	query              string
	headers            http.Header
}

func (q *request) String() string {
	scheme, sni, query, headers := "http", "", "", ""
	if q.secure {
		scheme = "https"
	}
	if q.query != "" {
		query = "?" + q.query
	}
	if len(q.headers) > 0 {
		headers = fmt.Sprint(" ", q.headers)
	}
	if q.sni != "" {
		sni = " on a connection to " + q.sni
	}
	return fmt.Sprintf("%s://%s%s%s %s%s%s", scheme, q.authority(), q.path, query, q.method, headers, sni)
}

// end is what becomes of a request, or ought to.
type end struct {
	err      error             // it reaches nothing
	redirect string            // "301 https://home.example.org/"
	respond  string            // "404 not here"
	clusters map[string]uint32 // and their weights
	timeout  string            // of the route; "" is any
	// What goes on to the app.
	path     string
	host     string // "" is the request's
	request  string // the changes made to headers
	response string
	sticky   string
	mirror   string
	http3    string                   // the service that clients are told of
	origins  func(origin string) bool // that may ask; nil is none
	answered bool                     // it is a page's question, to which the gateway answers itself
}

var errNothing = errors.New("no route") // no clause: it is what ought to become of a request

func (e end) String() string {
	switch {
	case e.err != nil:
		return e.err.Error()
	case e.redirect != "":
		return "a redirect, " + e.redirect
	case e.respond != "":
		return "an answer of the gateway's, " + e.respond
	}
	out := fmt.Sprint(e.clusters)
	for _, detail := range [][2]string{{" within ", e.timeout}, {" as ", e.path}, {" for ", e.host}, {" with ", e.request},
		{" back with ", e.response}, {" by ", e.sticky}, {" and ", e.mirror}, {" telling of ", e.http3}} {
		if detail[1] != "" && detail[1] != "0s" {
			out += detail[0] + detail[1]
		}
	}
	return out
}

// met reports whether what a request came to is what it ought to.
func (e end) met(got end) bool {
	if e.err != nil || got.err != nil {
		return e.err != nil && got.err != nil && got.err != simulation.ErrMultipleFilterChain
	}
	if e.redirect != "" || e.respond != "" {
		return e.redirect == got.redirect && e.respond == got.respond && e.response == got.response && e.http3 == got.http3
	}
	return maps.Equal(e.clusters, got.clusters) && (e.timeout == "" || e.timeout == got.timeout) && e.path == got.path &&
		e.host == got.host && e.request == got.request && e.response == got.response && e.sticky == got.sticky && e.mirror == got.mirror && e.http3 == got.http3
}

// rule is a route with whose it is.
type rule struct {
	*route
	tier  *tier
	app   *app // nil: the tier's own
	above int  // how many wildcards above the host that asked
}

// rules are all of a tier's, in the order of the file.
func (t *tier) rules() []rule {
	if t.ruled != nil {
		return t.ruled
	}
	t.ruled = []rule{}
	for i := range t.Apps {
		for j := range t.Apps[i].Routes {
			t.ruled = append(t.ruled, rule{&t.Apps[i].Routes[j], t, &t.Apps[i], 0})
		}
	}
	for i := range t.Routes {
		t.ruled = append(t.ruled, rule{&t.Routes[i], t, nil, 0})
	}
	return t.ruled
}

// requests reports whether a rule is for HTTP requests.
func (r rule) requests() bool {
	return r.TCP == 0 && r.TLS == 0 && r.Exact+r.Prefix+r.Regex != ""
}

// answering are the rules for a host on servers that are on: the most specific host that
// has any alone answers, and with fallback what is above it.
func (t *tier) answering(on func(*server) bool, host string) (out []rule) {
	all := t.rules()
	var patterns []string
	for _, r := range all {
		if r.requests() {
			patterns = append(patterns, r.hosts(t)...)
		}
	}
	at := best(slices.DeleteFunc(slices.Clone(patterns), func(p string) bool { return !on(t.server(p)) }), host)
	for above, more := 0, true; more && at != ""; above++ {
		more = false
		for _, r := range all {
			if r.requests() && slices.Contains(r.hosts(t), at) {
				r.above = above
				out = append(out, r)
				more = more || r.app != nil && r.app.Fallback
			}
		}
		below := at
		at = best(slices.DeleteFunc(slices.Clone(patterns), func(p string) bool { return p == below }), below)
	}
	return out
}

// want is what ought to become of a request.
func (t *topology) want(tier *tier, q *request) end {
	s := tier.server(q.host)
	nothing := end{err: errNothing}
	switch {
	case s == nil || q.secure && !s.encrypted():
		return nothing
	case q.port == 80 && s.Mode != "off" && s.Redirect.all && !s.Redirect.excepts(q):
		return end{redirect: "301 https://" + q.host + q.path}
	case s.Mode == "passthrough":
		return nothing
	}
	found := tier.found(s, q)
	if found == nil {
		return nothing
	}
	out := t.end(found, q)
	if out.err == nil && q.secure && slices.Contains(tier.http3Ports(), q.port) {
		out.http3 = fmt.Sprintf("h3=\":%d\"; ma=86400", q.port)
	}
	return out
}

// found is the rule that a request to a server is for, nil for none.
func (t *tier) found(s *server, q *request) (found *rule) {
	on := s.same
	if opened := t.server(q.sni); q.sni != "" && !opened.ending().same(s.ending()) {
		on = func(one *server) bool { return one.ending().same(opened.ending()) }
	}
	for _, r := range t.answering(on, q.host) {
		if r.takes(q) && (found == nil || r.before(found)) {
			found = &r
		}
	}
	return found
}

// excepts reports whether a request is served in clear although port 80 redirects.
func (r *redirect) excepts(q *request) bool {
	return slices.ContainsFunc(r.Except, func(path route) bool { return path.takesPath(q.path) })
}

// end is where a rule leads.
func (t *topology) end(r *rule, q *request) end {
	out := end{response: r.Response.String()}
	switch {
	case r.Redirect != nil:
		out.redirect = r.Redirect.target(q)
		return out
	case r.Respond != nil:
		out.respond = strings.TrimSpace(fmt.Sprint(r.Respond.Status, " ", r.Respond.Body))
		return out
	case r.app == nil:
		return end{err: errNothing} // which no topology says
	}
	out.clusters = t.clusters(r.tier, r.app, r.route)
	out.host = t.hostSent(r.tier, r.app)
	edited, host := r.Request.withoutHost()
	out.host, out.request = cmp.Or(out.host, host), edited.String()
	out.sticky = t.kept(r.tier, r.app).String()
	out.mirror = t.mirrored(r)
	if d, err := time.ParseDuration(r.Timeout); err == nil {
		out.timeout = d.String()
	}
	if sent := r.sent(q.path); sent != q.path {
		out.path = sent
	}
	if r.CORS != nil {
		out.origins = r.CORS.lets
	}
	return out
}

// before reports whether a rule is tried before another: exact paths before
// prefixes, longer ones first, then expressions in the order of the file, then
// everything; of two with one path the one that asks for more, at last the host's
// own.
func (r *rule) before(other *rule) bool {
	if a, b := r.rank(), other.rank(); a != b {
		return a < b
	}
	if r.Regex != "" {
		return r.above < other.above // the one in the file first
	}
	for _, asks := range [][2]int{{other.folds(), r.folds()}, {min(len(r.Methods), 1), min(len(other.Methods), 1)},
		{len(r.Headers), len(other.Headers)}, {len(r.Query), len(other.Query)}, {other.above, r.above}} {
		if asks[0] != asks[1] {
			return asks[0] > asks[1]
		}
	}
	return false
}

// folds is 1 of routes that take any spelling.
func (r *route) folds() int {
	if r.IgnoreCase {
		return 1
	}
	return 0
}

// rank is small for routes that are tried first.
func (r *route) rank() int {
	switch prefix := strings.TrimSuffix(r.Prefix, "/"); {
	case r.Exact != "":
		return 0
	case r.Regex != "":
		return 1 << 20
	case prefix == "":
		return 2 << 20
	default:
		return 1<<20 - 1 - len(prefix)
	}
}
