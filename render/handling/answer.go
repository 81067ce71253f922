package handling

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

// checkAnswer checks a route that the gateway answers by itself.
func (v *verdict) checkAnswer(r *plan.Route) {
	route := r.Written
	toApp := []format.Origin{route.Rewrite.Origin, route.Timeout.Origin, format.PointerOrigin(route.Retries), format.PointerOrigin(route.Mirror), route.Port.Origin,
		format.PointerOrigin(route.Request), route.Version.Origin}
	if d := route.Redirect; d != nil {
		v.FailEach("beside-redirect", append(toApp, format.PointerOrigin(route.Respond)), "has no meaning beside a redirect", "remove it, or the redirect", d.Origin)
		return
	}
	if a := route.Respond; a != nil {
		v.FailEach("beside-redirect", toApp, "has no meaning beside `respond`: nothing goes to an app", "remove it, or `respond`", a.Origin)
		v.need(a.Origin, platform.IstioDirectResponse)
	}
}

// checkTierRoutes checks a tier's own routes, which answer by themselves.
func (v *verdict) checkTierRoutes(p *plan.Tier) {
	routes := p.Written.Routes
	if p.Own != nil && p.PassesAll() {
		v.Fail("beside-passthrough", format.ListOrigin(routes), "nobody sees HTTP while TLS is passed through", "remove `routes`", p.Written.TLS.Mode.Origin)
		return
	}
	for i := range routes {
		if r := &routes[i]; !r.IsWrong() && r.Redirect == nil && r.Respond == nil {
			v.Fail("route-answer", r.Origin, "answers nothing: a tier's own route is a redirect or an answer", "write respond: 404 beside it, or redirect, or move the route to an app")
		}
	}
}

// checkRewrite checks how a route changes paths.
func (v *verdict) checkRewrite(r *plan.Route) {
	w := &r.Written.Rewrite
	switch {
	case !w.IsSet() || w.IsWrong() || w.Path.IsWrong():
	case strings.HasSuffix(w.Path.Value, "*"):
		v.Fail("rewrite-form", w.Path.Origin, wording.Quote(w.Path.Value)+` has a "*", which has no meaning here`, "write: "+cmp.Or(strings.TrimSuffix(strings.TrimSuffix(w.Path.Value, "*"), "/"), "/"))
	case w.Path.Value != "" && r.Path.Kind == routing.Regex:
		v.Fail("rewrite-form", w.Path.Origin, "what a regular expression matched cannot be replaced by one path", "write: {regex: "+format.YAMLWord(r.Path.Text)+", to: "+format.YAMLWord(groups(w.Path.Value))+"}")
	case foreignPart().MatchString(w.Path.Value):
		v.Fail("rewrite-form", w.Path.Origin, wording.Quote(w.Path.Value)+" has a part that expressions and other tools fill in, and a path has none", "write: "+format.YAMLWord(cmp.Or(strings.TrimRight(foreignPart().ReplaceAllString(w.Path.Value, ""), "/"), "/"))+
			`, behind which stays what follows the prefix; or {regex: ..., to: ...} with \1 for a group`)
	case w.Path.IsSet():
	case !w.Regex.IsSet() || !w.To.IsSet():
		v.Fail("rewrite-form", w.Origin, "a part of a path is replaced by an expression and a text", "write both, {regex: ^/old, to: /new} say, or a path alone")
	default:
		v.need(w.Regex.Origin, platform.IstioRegexRewrite)
		v.checkReplacement(w)
	}
}

// checkRouteVersion checks the version that a route asks for.
func (v *verdict) checkRouteVersion(r *plan.Route) {
	asked, a := r.Written.Version, r.App.Written
	switch {
	case !asked.IsSet() || asked.IsWrong() || r.Version != nil || r.Written.Answered():
	case slices.ContainsFunc(a.Versions, func(one format.AppVersion) bool { return one.Version.IsWrong() }): // it may be that one
	case len(a.Versions) == 0:
		v.Fail("version-of-app", asked.Origin, fmt.Sprintf("app %q has no `versions`, of which a route could name one", a.Name.Value), "remove it, or write versions in place of the app's image", a.Name.Origin)
	default:
		var known []string
		for i := range a.Versions {
			known = append(known, a.Versions[i].Version.Value)
		}
		v.Fail("version-of-app", asked.Origin, fmt.Sprintf("app %q has no version %s", a.Name.Value, wording.Quote(asked.Value)), wording.DidYouMean(asked.Value, known), a.Versions[0].Origin)
	}
}

// checkCORS checks what other origins may ask for.
func (v *verdict) checkCORS(c *format.CORS) {
	for i := range c.Origins {
		o := &c.Origins[i]
		switch {
		case o.IsWrong():
		case !o.Text.IsSet() && !o.Regex.IsSet():
			v.Fail("origin-form", o.Origin, "is no origin", "write an origin, such as https://app.example.org, or {regex: ...}")
		case o.Text.Value == "*" && c.Credentials.Value:
			v.Fail("cors-credentials", o.Origin, "browsers refuse credentials for every origin", "write the origins out, or remove credentials", c.Credentials.Origin)
		}
	}
}

// groups is a text with the groups of an expression as Istio has them, which others write with a dollar.
func groups(text string) string {
	for c := '0'; c <= '9'; c++ {
		text = strings.ReplaceAll(text, "$"+string(c), `\`+string(c))
	}
	return text
}
