package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkMirroredPort checks that copies of requests, which are HTTP, go to a port that
// speaks it, and that it is told which of several, as of a route's own app.
func (v *verdict) checkMirroredPort(m *format.Mirror, to *plan.App, port *plan.Port) {
	switch {
	case port == nil && len(to.Ports) > 0:
		v.failPortUnknown(to, m.Port)
	case port == nil:
	case port.Written.Protocol.Value.Connections():
		help := "write an app with a port that speaks http, http2, grpc or https"
		if m.Port.IsSet() {
			help = "write a port with protocol http, http2, grpc or https"
		}
		v.fail("port-protocol", format.Or(m.Port.Origin, m.App.Origin), fmt.Sprintf("copies of requests cannot go to a port of app %q that speaks %s", to.Written.Name.Value, port.Written.Protocol.Value),
			help, port.Written.Origin)
	case !m.Port.IsSet():
		v.failNoMirroredPort(m, to)
	}
}

// failNoMirroredPort tells of copies for an app of which several ports speak HTTP.
func (v *verdict) failNoMirroredPort(m *format.Mirror, to *plan.App) {
	ports := to.PortsFor(&format.Route{})
	if len(ports) < 2 || alike(ports) {
		return
	}
	words, also := portWords(ports)
	help := "write " + words[0] + " beside it, or " + strings.Join(words[1:], ", ")
	if m.At() == m.App.At() {
		help = "write: {app: " + format.YAMLWord(m.App.Value) + ", " + words[0] + "}, or with " + strings.Join(words[1:], ", ")
	}
	v.fail("port-needed", m.App.Origin, fmt.Sprintf("app %q has %d ports that speak HTTP, and nothing tells which one gets these copies", to.Written.Name.Value, len(ports)), help, also...)
}

// checkMirror checks the app that gets copies of a route's requests.
func (v *verdict) checkMirror(r *plan.Route, m *format.Mirror) {
	if r.Mirrored != nil {
		v.checkMirroredPort(m, r.Mirrored, r.MirroredPort)
		return
	}
	if v.appsByName == nil {
		v.appsByName = v.plan.AppsByName()
	}
	switch found := v.appsByName[m.App.Value]; {
	case len(found) == 0 && v.doubted().names: // one that is told may be called so
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
