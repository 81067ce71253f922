package trace

import (
	"fmt"
	"slices"
	"strings"
)

// maxRedirects is after how many redirects clients give up.
const maxRedirects = 10

// Chase follows a request, and then what redirects have its client ask for: the last
// trace says what becomes of it. A redirect to a host that no gateway of the objects
// serves on the port is the last, unless one of them is there for that very host.
func (m *Mesh) Chase(r Request) []Trace { return m.onward(m.Follow(r)) }

// onward is Chase from the first trace on.
func (m *Mesh) onward(first Trace) []Trace {
	r := first.Request
	out := []Trace{first}
	seen := []string{r.URL()}
	for {
		last := &out[len(out)-1]
		if last.Verdict != Redirects {
			return out
		}
		next, err := Parse(last.Location)
		if err != nil {
			last.Verdict, last.Why, last.Cure = Fails, "the client is sent to "+last.Location+", which is no URL", "write the redirect's parts so that they make one"
			return out
		}
		if next.Address.IsValid() && next.Address == r.Address {
			next.Host = r.Host
		} else if !m.servesOn(next.Host, next.Port) && !m.leadsHere(&next) {
			last.Why += ", which no gateway among the objects serves"
			return out
		}
		url := next.URL()
		if slices.Contains(seen, url) || len(out) > maxRedirects {
			last.Verdict, last.Cure = Fails, "take the path or the host out of what is redirected"
			last.Why = fmt.Sprintf("the client is sent to %s, where it has been: it is sent round and round", url)
			return out
		}
		seen = append(seen, url)
		next.Method, next.Headers, next.From, next.Tokenless, next.At = r.Method, withoutHost(r.Headers), r.From, r.Tokenless, r.At
		if last.Status == 303 || last.Status < 307 && r.Method == "POST" {
			next.Method = "GET"
		}
		if next.Host == r.Host { // whose address the client has looked up before
			next.Service = r.Service
		}
		out = append(out, m.Follow(next))
	}
}

// leadsHere reports whether clients of a host connect to a gateway here, by whichever port: it or a route has the host by
// name, so that DNS leads there, and nothing that it trusts stands before it, which may end TLS for it.
func (m *Mesh) leadsHere(r *Request) bool {
	e, of := m.serving(r)
	if e == nil || !e.assumed && e.kind != "LoadBalancer" || slices.ContainsFunc(e.pods, func(p *pods) bool { return m.trustedBefore(p) > 0 }) {
		return false
	}
	host := strings.ToLower(r.Host)
	return strings.ToLower(of.host) == host || m.routes(e, r) == host
}

// withoutHost are headers without that of the host, which a client writes anew.
func withoutHost(list []Header) []Header {
	return slices.DeleteFunc(slices.Clone(list), func(h Header) bool { return h.Name == "Host" })
}

// Through reports whether the last of some traces is of a request that got where it was
// to go.
func Through(list []Trace) bool { return list[len(list)-1].Verdict != Fails }
