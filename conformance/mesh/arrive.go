package mesh

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	envoycore "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	envoyroute "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	envoycors "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/cors/v3"
	envoymatcher "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"

	"istio.io/istio/pilot/pkg/simulation"
)

// arrives is where the first of some routes that takes a request leads.
func arrives(routes []*envoyroute.Route, q *request) end {
	for _, r := range routes {
		if takes(r.GetMatch(), q) {
			return read(r, q)
		}
	}
	return end{err: simulation.ErrNoRoute}
}

// errNoAction is what becomes of a route that says nothing to do, which Envoy refuses.
var errNoAction = errors.New("the route has no action") // no clause: it is where a request ends, as simulation.ErrNoRoute

// takes reports whether a route is for a request, as Envoy's documentation of
// RouteMatch says: the path without its query, every header and every parameter.
func takes(m *envoyroute.RouteMatch, q *request) bool {
	if !takesPath(m, q.path) {
		return false
	}
	for _, h := range m.GetHeaders() {
		if takesHeader(h, q) == h.GetInvertMatch() {
			return false
		}
	}
	for _, token := range m.GetDynamicMetadata() {
		if !token.GetInvert() {
			return false // of a claim, and no request has a token
		}
	}
	for _, p := range m.GetQueryParameters() {
		values := valuesOf(q.query, p.GetName())
		if p.GetStringMatch() == nil && (len(values) > 0) != p.GetPresentMatch() {
			return false
		}
		if p.GetStringMatch() != nil && (len(values) == 0 || !takesText(p.GetStringMatch(), values[0])) {
			return false
		}
	}
	return true
}

// valuesOf are the values of a parameter of a query, which Envoy does not decode.
func valuesOf(query, name string) (out []string) {
	for _, one := range strings.Split(query, "&") {
		if key, value, _ := strings.Cut(one, "="); query != "" && key == name {
			out = append(out, value)
		}
	}
	return out
}

func takesPath(m *envoyroute.RouteMatch, path string) bool {
	fold := func(text string) string { return text }
	if m.GetCaseSensitive() != nil && !m.GetCaseSensitive().GetValue() {
		fold = strings.ToLower
	}
	switch by := m.GetPathSpecifier().(type) {
	case *envoyroute.RouteMatch_Path:
		return fold(path) == fold(by.Path)
	case *envoyroute.RouteMatch_Prefix:
		return strings.HasPrefix(fold(path), fold(by.Prefix))
	case *envoyroute.RouteMatch_PathSeparatedPrefix:
		return fold(path) == fold(by.PathSeparatedPrefix) || strings.HasPrefix(fold(path), fold(by.PathSeparatedPrefix)+"/")
	case *envoyroute.RouteMatch_SafeRegex: // the case of which is its own affair
		return wholly(by.SafeRegex.GetRegex(), path)
	}
	return false
}

func wholly(expression, text string) bool {
	e, err := regexp.Compile("^(?:" + expression + ")$")
	return err == nil && e.MatchString(text)
}

func takesHeader(h *envoyroute.HeaderMatcher, q *request) bool {
	var values []string
	switch h.GetName() {
	case ":authority":
		values = []string{q.authority()}
	case ":method":
		values = []string{q.method}
	case ":path": // with the query, as Envoy has it
		values = []string{q.path}
		if q.query != "" {
			values[0] += "?" + q.query
		}
	default:
		values = q.headers.Values(h.GetName())
	}
	switch by := h.GetHeaderMatchSpecifier().(type) {
	case *envoyroute.HeaderMatcher_PresentMatch:
		return (len(values) > 0) == by.PresentMatch
	case *envoyroute.HeaderMatcher_StringMatch:
		return len(values) > 0 && takesText(by.StringMatch, strings.Join(values, ","))
	}
	return false
}

func takesText(m *envoymatcher.StringMatcher, text string) bool {
	fold := func(text string) string { return text }
	if m.GetIgnoreCase() {
		fold = strings.ToLower
	}
	switch by := m.GetMatchPattern().(type) {
	case *envoymatcher.StringMatcher_Exact:
		return fold(text) == fold(by.Exact)
	case *envoymatcher.StringMatcher_Prefix:
		return strings.HasPrefix(fold(text), fold(by.Prefix))
	case *envoymatcher.StringMatcher_Suffix:
		return strings.HasSuffix(fold(text), fold(by.Suffix))
	case *envoymatcher.StringMatcher_SafeRegex:
		return wholly(by.SafeRegex.GetRegex(), text)
	}
	return false
}

// read is where a route leads a request that it takes.
func read(r *envoyroute.Route, q *request) end {
	if r.GetAction() == nil {
		return end{err: errNoAction}
	}
	own := slices.Clone(r.GetResponseHeadersToAdd())
	out := end{}
	own = slices.DeleteFunc(own, func(h *envoycore.HeaderValueOption) bool {
		tells := h.GetHeader().GetKey() == "alt-svc"
		if tells {
			out.http3 = h.GetHeader().GetValue()
		}
		return tells
	})
	out.response = headers(own, r.GetResponseHeadersToRemove())
	if redirect := r.GetRedirect(); redirect != nil {
		out.redirect = redirected(redirect, r.GetMatch(), q)
		return out
	}
	if direct := r.GetDirectResponse(); direct != nil {
		out.respond = strings.TrimSpace(fmt.Sprint(direct.GetStatus(), " ", direct.GetBody().GetInlineString()))
		return out
	}
	action := r.GetRoute()
	out.clusters = map[string]uint32{}
	if name := action.GetCluster(); name != "" {
		out.clusters[name] = 100
	}
	for _, c := range action.GetWeightedClusters().GetClusters() {
		if weight := c.GetWeight().GetValue(); weight > 0 {
			out.clusters[c.GetName()] += weight // those that cannot be used are of one name
		}
	}
	out.timeout = action.GetTimeout().AsDuration().String()
	out.host = action.GetHostRewriteLiteral()
	out.request = headers(r.GetRequestHeadersToAdd(), r.GetRequestHeadersToRemove())
	if path := rewritten(action, r.GetMatch(), q.path); path != q.path {
		out.path = path
	}
	out.sticky = hashed(action.GetHashPolicy())
	for _, m := range action.GetRequestMirrorPolicies() {
		share := m.GetRuntimeFraction().GetDefaultValue()
		whole := map[int32]float64{0: 100, 1: 10_000, 2: 1_000_000}[int32(share.GetDenominator())]
		out.mirror = strings.TrimSpace(fmt.Sprintf("%s %s %v %%", out.mirror, m.GetCluster(), float64(share.GetNumerator())/whole*100))
	}
	policy := crossed(r)
	out.origins = letIn(policy)
	out.answered = policy != nil && answersPage(policy, out.origins, q)
	return out
}

// prefixOf is the text of a path that a match took.
func prefixOf(m *envoyroute.RouteMatch, path string) string {
	switch by := m.GetPathSpecifier().(type) {
	case *envoyroute.RouteMatch_Prefix:
		return path[:len(by.Prefix)]
	case *envoyroute.RouteMatch_PathSeparatedPrefix:
		return path[:len(by.PathSeparatedPrefix)]
	}
	return path
}

func rewritten(action *envoyroute.RouteAction, m *envoyroute.RouteMatch, path string) string {
	if by := action.GetRegexRewrite(); by != nil {
		return replaced(by.GetPattern().GetRegex(), path, by.GetSubstitution())
	}
	if action.GetPrefixRewrite() == "" {
		return path
	}
	return action.GetPrefixRewrite() + strings.TrimPrefix(path, prefixOf(m, path))
}

func redirected(to *envoyroute.RedirectAction, m *envoyroute.RouteMatch, q *request) string {
	code := map[envoyroute.RedirectAction_RedirectResponseCode]int{0: 301, 1: 302, 2: 303, 3: 307, 4: 308}[to.GetResponseCode()]
	scheme, host, path := "http", q.authority(), q.path
	if q.secure {
		scheme = "https"
	}
	if to.GetHttpsRedirect() {
		scheme = "https"
	} else if to.GetSchemeRedirect() != "" {
		scheme = to.GetSchemeRedirect()
	}
	if to.GetHostRedirect() != "" {
		host = to.GetHostRedirect()
	}
	if n := to.GetPortRedirect(); n != 0 {
		host, _, _ = strings.Cut(host, ":")
		if !(n == 443 && scheme == "https") && !(n == 80 && scheme == "http") {
			host += fmt.Sprint(":", n)
		}
	}
	switch {
	case to.GetPathRedirect() != "":
		path = to.GetPathRedirect()
	case to.GetPrefixRewrite() != "":
		path = to.GetPrefixRewrite() + strings.TrimPrefix(path, prefixOf(m, path))
	case to.GetRegexRewrite() != nil:
		path = replaced(to.GetRegexRewrite().GetPattern().GetRegex(), path, to.GetRegexRewrite().GetSubstitution())
	}
	return fmt.Sprint(code, " ", scheme, "://", host, path)
}

// headers are the changes made to them, as those of a topology are written.
func headers(add []*envoycore.HeaderValueOption, remove []string) string {
	c := edits{Set: map[string]string{}, Add: map[string]string{}, Remove: slices.Clone(remove)}
	for _, h := range add {
		switch h.GetAppendAction() {
		case envoycore.HeaderValueOption_OVERWRITE_IF_EXISTS_OR_ADD:
			c.Set[h.GetHeader().GetKey()] = h.GetHeader().GetValue()
		default:
			c.Add[h.GetHeader().GetKey()] = h.GetHeader().GetValue()
		}
	}
	return c.String()
}

// hashed is by what a client comes to the same pod again.
func hashed(policies []*envoyroute.RouteAction_HashPolicy) string {
	var out []string
	for _, p := range policies {
		s := &sticky{Cookie: p.GetCookie().GetName(), Header: p.GetHeader().GetHeaderName()}
		if d := p.GetCookie().GetTtl(); d != nil {
			s.TTL = d.AsDuration().String()
		} else {
			s.TTL = time.Duration(0).String()
		}
		if !slices.Contains(out, s.String()) { // one of each version's cluster
			out = append(out, s.String())
		}
	}
	return strings.Join(out, " ")
}

// crossed is what a route says of pages of other origins; nil for nothing.
func crossed(r *envoyroute.Route) *envoycors.CorsPolicy {
	policy := &envoycors.CorsPolicy{}
	if r.GetTypedPerFilterConfig()["envoy.filters.http.cors"].UnmarshalTo(policy) != nil {
		return nil
	}
	return policy
}

// letIn tells which origins may ask; nil for none.
func letIn(policy *envoycors.CorsPolicy) func(string) bool {
	if len(policy.GetAllowOriginStringMatch()) == 0 {
		return nil
	}
	return func(origin string) bool {
		return slices.ContainsFunc(policy.GetAllowOriginStringMatch(), func(m *envoymatcher.StringMatcher) bool { return takesText(m, origin) })
	}
}

// answersPage reports whether a gateway answers a browser's question itself, which it asks
// for a page of another origin (Envoy's documentation of CorsPolicy).
func answersPage(policy *envoycors.CorsPolicy, lets func(origin string) bool, q *request) bool {
	origin := q.headers.Get("origin")
	if q.method != "OPTIONS" || origin == "" || q.headers.Get("access-control-request-method") == "" {
		return false
	}
	forwards := policy.GetForwardNotMatchingPreflights()
	return forwards != nil && !forwards.GetValue() || lets != nil && (lets("*") || lets(origin))
}
