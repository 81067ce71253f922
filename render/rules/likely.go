package rules

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/format"
	"render/render/handling"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// The rules of this file find what the cluster takes without a word, and what then
// mostly does not do what was meant.

// warnOfLikely runs those that need the whole plan.
func (v *verdict) warnOfLikely() {
	mirrored := map[*plan.App]bool{}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Apps {
			for _, r := range v.plan.Tiers[i].Apps[j].Routes {
				mirrored[r.Mirrored] = true
			}
		}
	}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		v.warnOfUnendedTLS(p)
		for j := range p.Apps {
			a := &p.Apps[j]
			v.warnOfNamedPorts(a)
			v.warnOfHTTPS(a)
			v.warnOfImagePort(a)
			v.warnOfWhole(a)
			v.warnOfOnlyPort(p, a)
			v.warnOfNumbers(a, mirrored[a])
			v.warnOfUnroutedHosts(p, a)
			passed, _ := p.PassedTo(a)
			if m := a.Written.Names.VirtualService.Origin; m.IsSet() && len(a.Written.Routes)+len(passed) == 0 {
				v.warn("no-effect", m, "has no effect: the app has no routes", routed(a, "at the app")+", or remove it")
			}
			if a.Backend != nil && !a.Backend.Outside() && !v.doubted().hosts[p] && len(a.Written.Routes)+len(passed) == 0 && !mirrored[a] {
				v.warn("no-effect", a.Backend.Written.Origin, "has no effect: nothing is deployed for a Service that exists, and no route goes to it", routed(a, "beside it")+", or remove the app")
			}
		}
	}
}

// warnOfUnroutedHosts warns of hosts of an app without routes that mean nothing, since their
// TLS is not passed through. Of a Service that exists, and of fallback, it is told already.
func (v *verdict) warnOfUnroutedHosts(p *plan.Tier, a *plan.App) {
	ended, passed := handling.Unrouted(p, a)
	if len(ended) == 0 || v.doubted().hosts[p] || a.Written.Fallback.Value || a.Backend != nil && !a.Backend.Outside() && !passed {
		return
	}
	at, help := format.ListOrigin(a.Written.Hosts), routed(a, "beside it")+", or remove it"
	if host := format.YAMLWord(ended[0].Value); passed || a.EndsTLS() {
		at, help = ended[0].Origin, fmt.Sprintf("write {host: %s, tls: passthrough} in the tier's hosts, or remove it", host)
	}
	v.warn("no-effect", at, "has no effect: the app has no routes, and TLS of "+wording.Quote(ended[0].Value)+" is not passed through to it", help)
}

// routed is how an app gets a route: where routes are written as none, the key is there.
func routed(a *plan.App, where string) string {
	if a.Written.Routes != nil {
		return "write routes: [/*] in place of routes: []"
	}
	return "write routes: [/*] " + where
}

// warnOfNamedPorts warns of a port whose name is the word for another protocol than http,
// which is what it speaks where nothing else is written: sidecars go by that.
func (v *verdict) warnOfNamedPorts(a *plan.App) {
	for i := range a.Ports {
		p := &a.Ports[i]
		if p.Written.Protocol.IsSet() || p.Written.Name.IsWrong() || v.spoken[p] {
			continue
		}
		for _, word := range []format.Protocol{format.ProtocolHTTP2, format.ProtocolGRPC, format.ProtocolHTTPS, format.ProtocolTLS, format.ProtocolTCP} {
			name, meant := p.Written.Name.Value, word
			if !format.Named(name, word) || name == "grpc-web" {
				continue
			}
			if word == format.ProtocolTLS && slices.ContainsFunc(a.Routes, func(r *plan.Route) bool { return r.Port == p }) {
				meant = format.ProtocolHTTPS
			}
			v.spoken[p] = true
			v.warn("protocol-likely", p.Written.Name.Origin, fmt.Sprintf("%s is called like a port of %s, and speaks http where nothing else is written", wording.Quote(name), word),
				fmt.Sprintf("write protocol: %s beside it, or protocol: http if it does speak that", meant))
		}
	}
}

// warnOfHTTPS warns of a port whose number is that of https and that is left as
// http, which is what a port speaks where nothing else is written.
func (v *verdict) warnOfHTTPS(a *plan.App) {
	for i := range a.Ports {
		p := &a.Ports[i]
		if p.Written.Protocol.IsSet() || !p.Written.Port.IsSet() || v.spoken[p] || !platform.MostlyHTTPS(p.Number) && !platform.MostlyHTTPS(p.Target) ||
			!slices.ContainsFunc(a.Routes, func(r *plan.Route) bool { return r.Port == p && !r.Written.Answered() }) {
			continue
		}
		help := fmt.Sprintf("write: {port: %d, protocol: https}, or protocol: http if it does speak that", p.Number)
		if p.Written.Port.Origin != p.Written.Origin {
			help = "write protocol: https beside it, or protocol: http if it does speak that"
		}
		at, number := p.Written.Port.Origin, p.Number
		if !platform.MostlyHTTPS(number) {
			at, number = p.Written.TargetPort.Origin, p.Target
		}
		v.warn("https-likely", at, fmt.Sprintf("%d is mostly a port of https, and the gateway would speak http to it", number), help)
	}
}

// warnOfWhole warns of a port of a deployed app that gets whole connections and no requests,
// and is left as http: its Service says so, and a sidecar that waits for requests breaks a
// protocol in which the server speaks first, or that is none of requests.
func (v *verdict) warnOfWhole(a *plan.App) {
	for i := range a.Ports {
		p := &a.Ports[i]
		c := a.ConnectionTo(p)
		if c == nil || !a.Deployed() || p.Written.Protocol.IsSet() || v.spoken[p] ||
			slices.ContainsFunc(a.Routes, func(r *plan.Route) bool { return r.Port == p && !r.Written.Answered() }) {
			continue
		}
		v.spoken[p] = true
		help := "write protocol: tcp beside it, or protocol: http if it does speak that"
		if p.Written.Port.Origin == p.Written.Origin {
			help = fmt.Sprintf("write: {port: %d, protocol: tcp}, or protocol: http if it does speak that", p.Number)
		}
		v.warn("protocol-likely", p.Written.Port.Origin, fmt.Sprintf("whole connections from port %d of the tier go to %d, which speaks http where nothing else is written: a sidecar there waits for requests", c.Number, p.Number), help, c.Origin)
	}
}

// warnOfOnlyPort warns of whole connections of a protocol of its own, by the number or the name of the tier's port,
// that come to the only port of an app, as requests do.
func (v *verdict) warnOfOnlyPort(t *plan.Tier, a *plan.App) {
	if len(a.Ports) != 1 || a.Ports[0].Written.Protocol.IsSet() || v.spoken[&a.Ports[0]] {
		return
	}
	for _, c := range a.TCP {
		port := t.PortNumbered(c.Number)
		if port == nil || c.Port != &a.Ports[0] {
			continue
		}
		speaks := cmp.Or(platform.MostlyOn(c.Number), platform.MostlyCalled(port.Name.Value))
		if speaks == "" || platform.MostlyOn(c.Port.Target) != "" || !slices.ContainsFunc(a.Routes, func(r *plan.Route) bool { return r.Port == c.Port && !r.Written.Answered() }) {
			continue
		}
		v.spoken[c.Port] = true
		v.warn("protocol-likely", c.Port.Written.Port.Origin, fmt.Sprintf("whole connections from port %d of the tier, which are mostly of %s, go to %d, as requests do", c.Number, speaks, c.Port.Number),
			fmt.Sprintf("write port: [%s, {name: %s, port: %d, protocol: tcp}], with the targetPort on which it listens, or protocol: http if one port does speak both", portsBeside(a), format.YAMLWord(cmp.Or(port.Name.Value, fmt.Sprintf("tcp-%d", c.Number))), c.Number), c.Origin)
		return
	}
}

// warnOfUnendedTLS warns of a port of a tier that is called like one of TLS, and whose
// connections are passed on as they are to an app that speaks none.
func (v *verdict) warnOfUnendedTLS(p *plan.Tier) {
	for j := range p.Apps {
		for _, c := range p.Apps[j].TCP {
			port := p.PortNumbered(c.Number)
			speaks := c.Port.Written.Protocol.Value
			if port.Explicit() || port.Name.IsWrong() || speaks.Encrypted() || !port.Speaks().Encrypted() {
				continue
			}
			v.spoken[c.Port] = true
			v.warn("port-unheard", port.Name.Origin, fmt.Sprintf("nobody ends TLS on port %d: connections are passed on as they are, and app %q speaks %s", c.Number, c.App.Written.Name.Value, speaks),
				fmt.Sprintf("write {tls: %d} in place of {tcp: %d}, and the gateway ends it; or protocol: tcp at the port if clients speak no TLS there, or protocol: tls at the app's port if the app ends it", c.Number, c.Number), c.Origin)
		}
	}
}
