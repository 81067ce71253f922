package plan

import (
	"slices"

	"render/render/format"
	"render/render/platform"
)

// destinationReader puts destinations together.
type destinationReader struct {
	plan     *Plan
	known    map[[2]string]*Destination
	list     []*Destination
	mirrored map[mirroring]bool
}

// mirroring is that gateways of a namespace send copies to a port of an app.
type mirroring struct {
	namespace string
	port      *Port
}

// deriveDestinations puts together, for each namespace of gateways, what they have to
// know of the hosts that their routes go to.
func (p *Plan) deriveDestinations() {
	x := destinationReader{plan: p, known: map[[2]string]*Destination{}, mirrored: map[mirroring]bool{}}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Apps {
			x.readApp(t, &t.Apps[j])
		}
	}
	for _, d := range x.list {
		x.tellLoose(d)
		d.Ports = slices.DeleteFunc(d.Ports, func(port DestinationPort) bool { return port.TLS == nil })
		if slices.SortFunc(d.Ports, func(a, b DestinationPort) int { return a.Number - b.Number }); len(d.Ports) > 0 || len(d.Versions) > 0 || d.Sticky != nil {
			d.owner.Destinations = append(d.owner.Destinations, *d)
		}
	}
}

// readApp reads what a tier's gateway has to know of an app, and of those that get
// copies of its requests.
func (x *destinationReader) readApp(t *Tier, a *App) {
	namespace := t.GatewayNamespace
	for _, d := range x.destinations(namespace, a, a) {
		if !x.plan.GatewayAPI() && len(d.Versions) == 0 {
			d.Versions = a.Versions
		}
		x.stick(d, a)
	}
	requests, connections := map[*Port]bool{}, map[*Port]bool{}
	for _, r := range a.Routes {
		requests[r.Port] = requests[r.Port] || !r.Written.Answered()
	}
	for _, c := range slices.Concat(a.TCP, a.sni, a.onTLS) {
		connections[c.Port] = true
	}
	for i := range a.Ports {
		port := &a.Ports[i]
		if requests[port] {
			x.use(namespace, a, a, port, true)
		}
		if connections[port] {
			x.use(namespace, a, a, port, false)
		}
	}
	for _, r := range a.Routes {
		if m := (mirroring{namespace, r.MirroredPort}); m.port != nil && !r.Written.Answered() && !x.mirrored[m] {
			x.mirrored[m] = true
			x.use(namespace, a, r.Mirrored, m.port, true)
		}
	}
}

// destinations are those of an app, as gateways of a namespace name them: its Service,
// or with the Gateway API one for each of its versions.
func (x *destinationReader) destinations(namespace string, owner, to *App) []*Destination {
	var out []*Destination
	for _, host := range x.plan.destinationHosts(to) {
		key := [2]string{namespace, host}
		if x.known[key] == nil {
			x.known[key] = &Destination{Namespace: namespace, Host: host, Pods: x.plan.gatewayPods(namespace), owner: owner, at: map[int]int{}}
			x.list = append(x.list, x.known[key])
		}
		out = append(out, x.known[key])
	}
	return out
}

// use notes that something goes to a port of an app: requests, or connections as
// they are.
func (x *destinationReader) use(namespace string, owner, to *App, port *Port, requests bool) {
	one := DestinationPort{Number: port.Number, app: to, Origin: format.Or(port.Written.Protocol.Origin, port.Written.Origin)}
	if port.Written.TLS != nil || requests && port.Written.Protocol.Value == format.ProtocolHTTPS {
		one.TLS, port.TLS = tlsOf(to, port), true
		one.Origin = format.Or(format.PointerOrigin(port.Written.TLS), one.Origin)
	}
	told := false // of the first of its hosts alone
	for _, d := range x.destinations(namespace, owner, to) {
		at, known := d.at[one.Number]
		if !known {
			d.at[one.Number], d.Ports = len(d.Ports), append(d.Ports, one)
			continue
		}
		if first := &d.Ports[at]; !told && !first.TLS.same(one.TLS) {
			told = true
			x.plan.Disagreements = append(x.plan.Disagreements, Disagreement{Host: d.Host, Port: one.Number, Here: one.Origin, Before: first.Origin,
				App: to, Other: first.app, OneTLS: first.TLS == nil || one.TLS == nil})
		}
	}
}

// stick notes by what an app's clients are told apart.
func (x *destinationReader) stick(d *Destination, a *App) {
	s := a.Written.Sticky
	switch {
	case s == nil:
		if slices.ContainsFunc(a.Routes, func(r *Route) bool { return !r.Written.Answered() }) {
			d.loose = append(d.loose, a)
		}
	case d.Sticky == nil:
		d.Sticky, d.sticker = s, a
	case d.Sticky.Cookie.Value != s.Cookie.Value || d.Sticky.Header.Value != s.Header.Value || d.Sticky.TTL.Value != s.TTL.Value:
		x.plan.Disagreements = append(x.plan.Disagreements, Disagreement{Host: d.Host, Here: s.Origin, Before: d.Sticky.Origin, App: a, Other: d.sticker})
	}
}

// tellLoose tells of apps that do not say what another one says of the same host: their
// clients are kept with a pod too.
func (x *destinationReader) tellLoose(d *Destination) {
	if d.Sticky == nil {
		return
	}
	for _, a := range d.loose {
		here := format.Or(a.Written.Service.Origin, format.Or(a.Written.Outside.Origin, a.Written.Name.Origin))
		x.plan.Disagreements = append(x.plan.Disagreements, Disagreement{Host: d.Host, Here: here, Before: d.Sticky.Origin, App: a, Other: d.sticker, Loose: true})
	}
}

// gatewayPods are labels that all gateways have, where sidecars may be in their
// namespace too; nil where none are, or where this Istio gives them no such labels.
func (p *Plan) gatewayPods(namespace string) map[string]string {
	switch {
	case p.GatewayAPI() && platform.IstioGatewayPodLabel.In(p.Versions.Istio):
		return map[string]string{"gateway.istio.io/managed": "istio.io-gateway-controller"}
	case !p.GatewayAPI() && namespace != p.Document.Istio.Namespace.Value && platform.IstioDestinationRuleSelector.In(p.Versions.Istio):
		return map[string]string{"app": ChartApp}
	}
	return nil
}

// destinationHosts are the names that routes have for an app, whole: its Service, or with the
// Gateway API one for each of its versions. One that is misnamed has none.
func (p *Plan) destinationHosts(a *App) []string {
	switch {
	case a.Misnamed():
		return nil
	case a.Backend.Outside():
		return []string{a.Backend.Host}
	case len(a.Versions) > 0 && p.GatewayAPI():
		var out []string
		for i := range a.Versions {
			if a.Versions[i].Subset != "" {
				out = append(out, a.VersionService(&a.Versions[i])+"."+a.Namespace+format.ClusterDomain)
			}
		}
		return out
	}
	return []string{a.WholeHost()}
}
