package mesh

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"istio.io/istio/pilot/pkg/simulation"
)

// A request that no route is for.
const nobody = "/nobody-serves-this-path"

// asked are the requests that a tier's routes are tried with: each route's own
// paths on each of its hosts, with and without what else it asks for, paths just
// beside them, and one that nobody serves. Where they come in is left open.
func (t *tier) asked() []request {
	var out []request
	for _, r := range t.rules() {
		if !r.requests() {
			continue
		}
		for _, host := range r.hosts(t) {
			out = append(out, r.asks(concrete(host))...)
		}
	}
	for _, s := range t.servers() {
		for _, path := range s.Redirect.Except {
			for _, host := range s.named() {
				for _, path := range path.paths() {
					out = append(out, request{host: concrete(host), path: path, method: http.MethodGet})
				}
			}
		}
	}
	for _, host := range t.hosts() {
		out = append(out, request{host: concrete(host), path: nobody, method: http.MethodGet})
		if strings.HasPrefix(host, "*.") {
			out = append(out, request{host: "far.below" + host[1:], path: "/", method: http.MethodGet})
		}
	}
	return out
}

// asks are a route's requests to one host.
func (r rule) asks(host string) (out []request) {
	all := func(path string) request {
		return request{host: host, path: path, method: r.method(), headers: r.header(""), query: r.asked("")}
	}
	for _, path := range r.paths() {
		out = append(out, all(path))
	}
	// The same without what the route asks for beside the path, and with what it
	// must not have.
	path := r.paths()[0]
	if len(r.Methods) > 0 {
		q := all(path)
		q.method = "PROPFIND"
		out = append(out, q)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		q := all(path)
		q.headers = r.header(name)
		if no := matchOf(r.Headers[name]).denied(); no != nil {
			value, _ := no.value()
			q.headers.Set(name, value)
		}
		out = append(out, q)
		q = all(path)
		q.headers.Set(name, "another")
		out = append(out, q)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Query)) {
		q := all(path)
		q.query = r.asked(name)
		out = append(out, q)
		q.query = name + "=another"
		out = append(out, q)
	}
	return out
}

// at is a request at a door.
func (q request) at(d door) request {
	q.port, q.secure = d.port, d.secure
	return q
}

// authority is the host that a request asks for, with a port that its scheme does not
// say.
func (q *request) authority() string {
	if q.port == 0 || q.port == 80 && !q.secure || q.port == 443 && q.secure {
		return q.host
	}
	return fmt.Sprint(q.host, ":", q.port)
}

// call is a request as istiod's simulation takes it.
func (q *request) call() simulation.Call {
	headers := q.headers.Clone()
	if headers == nil {
		headers = map[string][]string{}
	}
	headers[":method"] = []string{q.method}
	headers["Host"], headers[":authority"] = []string{q.authority()}, []string{q.authority()}
	out := simulation.Call{Port: q.port, Path: q.path, Protocol: simulation.HTTP, TLS: simulation.Plaintext, Headers: headers,
		CallMode: simulation.CallModeGateway}
	if q.secure {
		out.TLS, out.Sni = simulation.TLS, q.sni
		if q.sni == "" {
			out.Sni = q.host
		}
	}
	return out
}
