package handling

import (
	"fmt"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// requestLine are names that stand for a part of a request's first line, and what that is.
// Istio says that the four without a colon are passed over in a route's headers (its API,
// HTTPMatchRequest.headers); Envoy compares them with headers of that name, which no client
// sends (istio, core/route/route.go, TranslateRouteMatch).
func requestLine() map[string]string { return requestLineOnce.Get(makeRequestLine) }

var requestLineOnce later.Value[map[string]string]

func makeRequestLine() map[string]string {
	return map[string]string{"authority": "host", "method": "method", "uri": "path", "scheme": "scheme",
		":authority": "host", ":method": "method", ":path": "path", ":scheme": "scheme"}
}

// failRequestLine tells of a condition that looks for a part of the first line among the
// headers; false where it does not.
func (v *verdict) failRequestLine(r *plan.Route, h *format.HeaderMatch) bool {
	name := h.Key.Value
	what, found := requestLine()[name]
	switch {
	case !format.Fits(h.Key, "asked"): // is told
	case found:
		v.Fail("not-a-header", h.Key.Origin, fmt.Sprintf("%s is the request's %s, and none of its headers", wording.Quote(name), what), requestLineCure(r, what, h.Value.Exact))
	case strings.HasPrefix(name, ":"):
		v.Fail("not-a-header", h.Key.Origin, wording.Quote(name)+" is no header: none begins with a colon", "write: "+format.YAMLWord(name[1:]))
	default:
		return false
	}
	return true
}

// requestLineCure is where a route says what a part of the first line is to be.
func requestLineCure(r *plan.Route, what string, is format.Text) string {
	field, value, there := "", "...", false
	switch what {
	case "scheme":
		return "remove it; `redirect` of the tier's `tls` sends what comes by http to https"
	case "path":
		return "remove it: the route has the path itself, exact, prefix or regex, and compares the rest by `query`"
	case "host":
		field, there = "hosts", len(r.Written.Hosts) > 0
		if host, _, _ := strings.Cut(is.Value, ":"); r.Tier.Known.Covers(host) {
			value = format.YAMLWord(host)
		}
	case "method":
		field, there = "methods", len(r.Written.Methods) > 0
		if method := strings.ToUpper(is.Value); format.Formats()["method"].Takes(method) {
			value = method
		}
	}
	if there {
		return "remove it: the route says that in `" + field + "`"
	}
	return "write " + field + ": [" + value + "] in the route, and remove it"
}
