package topology

import (
	"fmt"
	"maps"
	"render/render/wording"
	"slices"
)

// checkMirroredPort checks that copies of requests, which are HTTP, go to a port that
// speaks it: the first of the other app's.
func (v *verdict) checkMirroredPort(m *Mirror, to *appPlan) {
	if len(to.ports) == 0 {
		return
	}
	switch protocol := to.ports[0].port.Protocol.Value; protocol {
	case ProtocolTCP, ProtocolTLS, ProtocolHTTPS:
		if protocol == ProtocolHTTPS && to.backend.named() {
			return
		}
		v.fail("port-protocol", m.App.Origin, fmt.Sprintf("copies go to the first port of app %q, which speaks %s", to.app.Name.Value, protocol),
			"write: an app whose first port speaks http, http2 or grpc", to.ports[0].port.Origin)
	}
}

// checkMirror checks the app that gets copies of a route's requests.
func (v *verdict) checkMirror(r *routePlan, m *Mirror) {
	if r.mirrored != nil {
		v.checkMirroredPort(m, r.mirrored)
		return
	}
	if v.appsByName == nil {
		v.appsByName = v.plan.appsByName()
	}
	switch found := v.appsByName[m.App.Value]; {
	case len(found) == 0:
		help := "write the name of an app of this file"
		if v.guess() {
			if s := wording.Suggest(m.App.Value, slices.Sorted(maps.Keys(v.appsByName))); s != "" {
				help = "did you mean " + wording.Quote(s) + "?"
			}
		}
		v.fail("mirror", m.App.Origin, wording.Quote(m.App.Value)+" is no app", help)
	case len(found) > 1:
		v.fail("mirror", m.App.Origin, fmt.Sprintf("%d apps are called %s", len(found), wording.Quote(m.App.Value)), "write: "+m.App.Value+".<namespace>",
			found[0].app.Name.Origin, found[1].app.Name.Origin)
	default:
		v.fail("mirror", m.App.Origin, "an app cannot get a copy of its own requests", "write another app")
	}
}
