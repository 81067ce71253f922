package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// onTheirWay is what is done with requests that a route takes, by the members of its items,
// and what it means that it changes
// (https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute).
var onTheirWay = [...]handling{
	{[]string{"fault"}, "requests fail or wait on purpose as they did not before"},
	{[]string{"rewrite"}, "apps get requests by another path or host"},
	{[]string{"mirror", "mirrors", "mirrorPercentage", "mirrorPercent"}, "copies of requests go elsewhere, or no more"},
	{[]string{"timeout", "timeouts", "retries", "retry"}, "requests end after another time, or are tried again otherwise"},
	{[]string{"headers"}, "other headers reach apps or clients"},
	{[]string{"corsPolicy"}, "browsers let pages of other sites in otherwise"},
	{[]string{"filters"}, "requests or answers are changed on their way otherwise"},
}

type handling struct {
	members []string
	means   string
}

// faultEnds is what it means that nothing but faults goes.
const faultEnds = "requests fail or wait on purpose no more"

// checkHandling tells of what is done with requests on their way to where they went
// before. Of where they go checkRoutes tells, which follows requests at gateways: a rule that is written
// otherwise may do the same with each.
func checkHandling(c *change) {
	by := map[string][]*objects.Object{}
	for _, r := range c.rehandled {
		if !slices.Contains(by[r.means], r.by) {
			by[r.means] = append(by[r.means], r.by)
		}
	}
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Old == nil || one.New == nil || !routesRequests(one.New) {
			continue
		}
		for _, f := range one.Fields {
			if means := handled(f); means != "" && !c.followed[one.New] && !slices.Contains(by[means], one.New) {
				by[means] = append(by[means], one.New)
			}
		}
	}
	c.tellHandling(Note, faultEnds, by[faultEnds])
	for i, h := range onTheirWay {
		severity := Note
		if i == 0 { // faults
			severity = Warning
		}
		c.tellHandling(severity, h.means, by[h.means])
	}
}

// noteHandling notes what else is done with requests that go where they went, of which it is told by
// what that means, and not request by request.
func (c *change) noteHandling(was, is served.Way, by *objects.Object) {
	for _, one := range [...]struct {
		member  string
		differs bool
	}{
		{"mirror", was.Copies == is.Copies && was.Copied != is.Copied},
		{"headers", was.Headers != is.Headers},
		{"corsPolicy", was.Sites != is.Sites},
		{"retries", was.Tries != is.Tries},
		{"filters", was.Filters != is.Filters},
	} {
		if one.differs {
			at := slices.IndexFunc(onTheirWay[:], func(h handling) bool { return slices.Contains(h.members, one.member) })
			c.rehandled = append(c.rehandled, rehandled{onTheirWay[at].means, by})
		}
	}
}

func (c *change) tellHandling(severity Severity, means string, of []*objects.Object) {
	if len(of) == 0 {
		return
	}
	var titles []string
	for _, o := range of {
		titles = append(titles, titled(o))
	}
	if len(titles) > maxListed+1 {
		titles = append(titles[:maxListed:maxListed], fmt.Sprintf("%d others", len(titles)-maxListed))
	}
	c.tell("handling-changes", severity, wording.Listed(titles)+": "+means, "", of...)
}

// routesRequests reports whether an object has routes of requests.
func routesRequests(o *objects.Object) bool {
	switch id := o.ID(); id.Group {
	case objects.IstioNetworking:
		return id.Kind == "VirtualService"
	case objects.GatewayAPI:
		return id.Kind == "HTTPRoute" || id.Kind == "GRPCRoute"
	}
	return false
}

// handled is what it means that a field of a route changes; "" where it is none of these, or
// the whole route comes or goes. A redirect is told as a route.
func handled(f compare.Field) string {
	p := f.Path
	if len(p) < 4 || p[0].Member != "spec" || p[1].Member != "http" && p[1].Member != "rules" || !p[2].Item {
		return ""
	}
	if redirects(f.Old) || redirects(f.New) || p.Has("spec", "rules", "filters", "requestRedirect") {
		return ""
	}
	member := p[3].Member
	if len(p) > 5 && (member == "route" || member == "backendRefs") && p[4].Item { // of one destination
		member = p[5].Member
	}
	for i, h := range onTheirWay {
		switch {
		case !slices.Contains(h.members, member):
		case i == 0 && f.New == nil && len(p) == 4:
			return faultEnds
		default:
			return h.means
		}
	}
	return ""
}

// redirects reports whether a value is a filter that redirects, or several of which one
// does.
func redirects(v any) bool {
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, redirects)
	case interface{ Text(key string) string }:
		return v.Text("type") == "RequestRedirect"
	}
	return false
}
