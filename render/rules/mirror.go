package rules

import (
	"fmt"
	"maps"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkMirroredPort checks that copies of requests, which are HTTP, go to a port that
// speaks it: the first of the other app's.
func (v *verdict) checkMirroredPort(m *format.Mirror, to *plan.App) {
	if len(to.Ports) == 0 {
		return
	}
	switch protocol := to.Ports[0].Written.Protocol.Value; protocol {
	case format.ProtocolTCP, format.ProtocolTLS:
		v.fail("port-protocol", m.App.Origin, fmt.Sprintf("copies go to the first port of app %q, which speaks %s", to.Written.Name.Value, protocol),
			"write: an app whose first port speaks http, http2, grpc or https", to.Ports[0].Written.Origin)
	}
}

// checkMirror checks the app that gets copies of a route's requests.
func (v *verdict) checkMirror(r *plan.Route, m *format.Mirror) {
	if r.Mirrored != nil {
		v.checkMirroredPort(m, r.Mirrored)
		return
	}
	if v.appsByName == nil {
		v.appsByName = v.plan.AppsByName()
	}
	switch found := v.appsByName[m.App.Value]; {
	case len(found) == 0:
		help := "write the name of an app of this file"
		if v.Guess() {
			if s := wording.Suggest(m.App.Value, slices.Sorted(maps.Keys(v.appsByName))); s != "" {
				help = "did you mean " + wording.Quote(s) + "?"
			}
		}
		v.fail("mirror", m.App.Origin, wording.Quote(m.App.Value)+" is no app", help)
	case len(found) > 1:
		v.fail("mirror", m.App.Origin, fmt.Sprintf("%d apps are called %s", len(found), wording.Quote(m.App.Value)), "write: "+m.App.Value+".<namespace>",
			found[0].Written.Name.Origin, found[1].Written.Name.Origin)
	default:
		v.fail("mirror", m.App.Origin, "an app cannot get a copy of its own requests", "write another app")
	}
}
