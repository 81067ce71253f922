package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// checkAppPort checks that the app has the port that a route goes to.
func (v *verdict) checkAppPort(app *plan.App, r *format.Route) *plan.Port {
	port := app.PortOf(r)
	switch {
	case port == nil && len(app.Ports) > 0:
		v.failPortUnknown(app, r.Port)
	case port != nil && !r.Port.IsSet() && !r.Answered() && !r.IsWrong():
		v.failNoOnePort(app, r)
	}
	return port
}

// failPortUnknown tells of a port that an app has not, unless one that it has could not be read.
func (v *verdict) failPortUnknown(app *plan.App, port format.Text) {
	if slices.ContainsFunc(app.Ports, func(p plan.Port) bool { return p.Written.Port.IsWrong() }) {
		return
	}
	var known []string
	for i := range app.Ports {
		known = append(known, called(&app.Ports[i]))
	}
	v.fail("port-unknown", port.Origin, fmt.Sprintf("app %q has no port %s", app.Written.Name.Value, wording.Quote(port.Value)), wording.DidYouMean(port.Value, known))
}

func (v *verdict) checkRoutePort(r *plan.Route) {
	port := v.checkAppPort(r.App, r.Written)
	if port == nil {
		return
	}
	switch protocol := port.Written.Protocol.Value; protocol {
	case format.ProtocolTCP, format.ProtocolTLS:
		if !r.Written.Answered() {
			v.fail("port-protocol", format.Or(r.Written.Port.Origin, r.Written.Origin), fmt.Sprintf("an HTTP route cannot go to a port that speaks %s", protocol),
				httpCure(protocol), port.Written.Origin)
		}
	}
}

func httpCure(protocol format.Protocol) string {
	if protocol == format.ProtocolTCP {
		return "write a port with protocol http, http2 or grpc, or a route {tcp: PORT}"
	}
	return "write a port with protocol https, or put the app on a tier with tls: passthrough"
}

// failNoOnePort tells of a route that names no port where several are of its kind.
func (v *verdict) failNoOnePort(app *plan.App, r *format.Route) {
	ports := app.PortsFor(r)
	if len(ports) < 2 || alike(ports) || slices.ContainsFunc(ports, func(p *plan.Port) bool { return p.Written.Protocol.IsWrong() || p.Written.Port.IsWrong() }) {
		return // what a port speaks that is wrong is told
	}
	kind, what := "that speak HTTP", "these requests"
	if r.OfConnections() {
		kind, what = "that connections may be for", "these"
	}
	words, also := portWords(ports)
	at, help := format.Or(r.TCP.Origin, r.TLS.Origin), "write "+words[0]+" beside it, or "+strings.Join(words[1:], ", ")
	for _, m := range r.PathOrigins() {
		at = format.Or(at, m)
	}
	if r.Path.IsSet() {
		path := asField(r)
		if path == "" {
			return // what is wrong with it is told
		}
		help = "write: {" + path + ", " + words[0] + "}, or with " + strings.Join(words[1:], ", ")
	}
	v.fail("port-needed", at.Apart(), fmt.Sprintf("app %q has %d ports %s, and nothing tells which one gets %s", app.Written.Name.Value, len(ports), kind, what), help, also...)
}

// portWords are the fields that name each of several ports, and where the first two stand.
func portWords(ports []*plan.Port) (words []string, also []format.Origin) {
	for _, p := range ports {
		words = append(words, "port: "+format.YAMLWord(called(p)))
		if len(also) < 2 {
			also = append(also, format.Or(p.Written.Name.Origin, p.Written.Port.Origin))
		}
	}
	return words, also
}

// called is what a route calls a port of its app: the name that was written, else the number.
func called(p *plan.Port) string {
	if p.Written.Name.IsSet() {
		return p.Written.Name.Value
	}
	return strconv.Itoa(p.Number)
}

// alike reports whether two ports have one number or one name, which is told.
func alike(ports []*plan.Port) bool {
	seen := map[string]bool{}
	for _, p := range ports {
		number := strconv.Itoa(p.Number)
		if seen[number] || seen[p.Name] {
			return true
		}
		seen[number], seen[p.Name] = true, true
	}
	return false
}

// asField is the path of a route that is nothing else, as a field of an object: one that is not of
// its form as the cure for that has it; "" where that has none.
func asField(r *format.Route) string {
	meant := *r
	if r.Path.IsWrong() {
		if meant.Path.Value, _ = format.Formats()["route"].Meant(r.Path.Value); meant.Path.Value == "" {
			return ""
		}
	}
	path, _, _ := plan.PathOf(&meant)
	switch path.Kind {
	case routing.Every:
		return "prefix: /"
	case routing.Prefix:
		return "prefix: " + format.YAMLWord(path.Text)
	}
	return "exact: " + format.YAMLWord(path.Text)
}
