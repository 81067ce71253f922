package mesh

import (
	"regexp"
	"slices"
	"strings"

	envoyroute "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	envoymatcher "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"

	"istio.io/istio/pilot/pkg/simulation"
)

// takes reports whether a route is for a call, as Envoy's documentation of
// RouteMatch says: the path without its query, and every header.
func takes(m *envoyroute.RouteMatch, call simulation.Call) bool {
	return takesPath(m, call.Path) && !slices.ContainsFunc(m.GetHeaders(), func(h *envoyroute.HeaderMatcher) bool {
		values := call.Headers[h.GetName()]
		if h.GetName() == ":authority" {
			values = call.Headers["Host"]
		}
		if values == nil {
			values = call.Headers.Values(h.GetName())
		}
		return takesHeader(h, values) == h.GetInvertMatch()
	})
}

func takesPath(m *envoyroute.RouteMatch, path string) bool {
	switch by := m.GetPathSpecifier().(type) {
	case *envoyroute.RouteMatch_Path:
		return path == by.Path
	case *envoyroute.RouteMatch_Prefix:
		return strings.HasPrefix(path, by.Prefix)
	case *envoyroute.RouteMatch_PathSeparatedPrefix:
		return path == by.PathSeparatedPrefix || strings.HasPrefix(path, by.PathSeparatedPrefix+"/")
	case *envoyroute.RouteMatch_SafeRegex:
		return wholly(by.SafeRegex.GetRegex(), path)
	}
	return false
}

func wholly(expression, text string) bool {
	e, err := regexp.Compile("^(?:" + expression + ")$")
	return err == nil && e.MatchString(text)
}

func takesHeader(h *envoyroute.HeaderMatcher, values []string) bool {
	switch by := h.GetHeaderMatchSpecifier().(type) {
	case *envoyroute.HeaderMatcher_PresentMatch:
		return (len(values) > 0) == by.PresentMatch
	case *envoyroute.HeaderMatcher_StringMatch:
		return len(values) > 0 && takesText(by.StringMatch, strings.Join(values, ","))
	}
	return false
}

func takesText(m *envoymatcher.StringMatcher, text string) bool {
	switch by := m.GetMatchPattern().(type) {
	case *envoymatcher.StringMatcher_Exact:
		return text == by.Exact
	case *envoymatcher.StringMatcher_Prefix:
		return strings.HasPrefix(text, by.Prefix)
	case *envoymatcher.StringMatcher_Suffix:
		return strings.HasSuffix(text, by.Suffix)
	case *envoymatcher.StringMatcher_SafeRegex:
		return wholly(by.SafeRegex.GetRegex(), text)
	}
	return false
}
