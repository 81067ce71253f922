package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// servedPlan is a Service that is in the cluster because of this topology.
type servedPlan struct {
	what    string // whose it is: `app "hello"`
	origin  format.Origin
	ports   []int
	origins []format.Origin // beside ports, or the one of all
	app     *plan.App       // nil for a gateway, and for the operator
	unread  bool            // a port of its own is of no right form, which is told: which one it is nobody knows
}

// served are the Services that this topology makes, or has Istio make, by
// namespace and name. Of two that have one name the first counts; that is told
// elsewhere.
func (v *verdict) served() map[claim]servedPlan {
	out := map[claim]servedPlan{}
	note := func(namespace, name string, s servedPlan) {
		if _, ok := out[claim{"Service", namespace, name}]; !ok {
			out[claim{"Service", namespace, name}] = s
		}
	}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		name := p.Names.Workload
		if v.plan.GatewayAPI() {
			name = p.Names.Gateway + plan.GatewayAPISuffix
		}
		gateway := servedPlan{what: "the gateway of tier " + wording.Quote(p.Written.Name.Value), origin: p.Written.Name.Origin, ports: v.gatewayServicePorts(p), unread: p.UnreadPort()}
		for j := range p.Apps {
			a := &p.Apps[j]
			if !a.Deployed() {
				continue
			}
			own := servedPlan{what: "app " + wording.Quote(a.Written.Name.Value), origin: a.Written.Name.Origin, app: a}
			for k := range a.Ports {
				own.unread = own.unread || a.Ports[k].Written.Port.IsWrong()
				if a.Ports[k].Number == 0 {
					continue // told as missing
				}
				own.ports, own.origins = append(own.ports, a.Ports[k].Number), append(own.origins, a.Ports[k].Written.Port.Origin)
			}
			note(a.Namespace, a.Names.Service, own)
			for k := range a.Versions {
				if v.plan.GatewayAPI() && a.Versions[k].Subset != "" {
					note(a.Namespace, a.VersionService(&a.Versions[k]), own)
				}
			}
		}
		if !p.Unnamed {
			note(p.GatewayNamespace, name, gateway)
		}
	}
	if v.plan.Versions.Install == format.InstallOperator {
		note(plan.OperatorNamespace, v.plan.OperatorName(), servedPlan{what: "Istio's operator", origin: v.doc.Istio.Version.Origin, ports: []int{plan.OperatorPort}})
	}
	return out
}

// gatewayServicePorts are the ports of a gateway's Service.
func (v *verdict) gatewayServicePorts(p *plan.Tier) []int {
	var out []int
	if p.HasStatusPort() {
		out = append(out, plan.StatusPort)
	}
	if !p.Written.ServesHosts() {
		return append(out, numbersOf(p.Written.Ports)...)
	}
	if !v.plan.GatewayAPI() || p.AnyServer((*plan.Server).ServesHTTP) {
		out = append(out, plan.HTTPPort)
	}
	if p.AnyServer((*plan.Server).ServesTLS) {
		out = append(out, plan.HttpsPort)
	}
	return append(out, numbersOf(p.Written.Ports)...)
}

func numbersOf(ports []format.GatewayPort) []int {
	out := make([]int, len(ports))
	for i := range ports {
		out[i] = ports[i].Port.Value
	}
	return out
}

// checkServedPorts checks apps whose `service` is one that this topology makes: it
// has no other ports than those that are written here.
func (v *verdict) checkServedPorts() {
	var services map[claim]servedPlan
	var known deployedServices
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Apps {
			a := &v.plan.Tiers[i].Apps[j]
			if a.Backend == nil || a.Backend.Outside() {
				continue
			}
			if services == nil {
				services, known = v.served(), v.servicesOfApps()
			}
			if s, ok := services[claim{"Service", a.Backend.Namespace, a.Backend.Name}]; ok {
				v.checkServedPort(a, &s)
			} else {
				v.warnOfNearService(a, known)
			}
		}
	}
}

func (v *verdict) checkServedPort(a *plan.App, s *servedPlan) {
	if len(s.ports) == 0 {
		return // those that it has are told as missing or wrong
	}
	for k := range a.Ports {
		port := a.Ports[k].Written.Port
		if !port.IsSet() {
			continue
		}
		if slices.Contains(s.ports, port.Value) {
			v.warnOfServedWhole(a, &a.Ports[k], s.app)
			continue
		}
		if s.unread {
			continue // it may be that one
		}
		words := make([]string, len(s.ports))
		for n, number := range s.ports {
			words[n] = strconv.Itoa(number)
		}
		help := wording.AnyOf(words)
		if s.app != nil && a.ConnectionTo(&a.Ports[k]) != nil && !takesWhole(s.app) {
			help = fmt.Sprintf("write in app %q: port: [%s, {name: tcp-%d, port: %d, protocol: tcp}], if it listens there", s.app.Written.Name.Value, portsBeside(s.app), port.Value, port.Value)
		}
		also := s.origin
		if len(s.origins) == 1 {
			also = s.origins[0]
		}
		v.fail("port-not-served", port.Origin, fmt.Sprintf("the Service %s is that of %s, which has no port %d", wording.Quote(a.Written.Service.Value), s.what, port.Value), help, also)
	}
}

// warnOfServedWhole warns of whole connections that come to a port of another app of this
// topology, by the name of its Service, while that app says that requests come there: the
// sidecar there goes by what its own Service says.
func (v *verdict) warnOfServedWhole(a *plan.App, p *plan.Port, served *plan.App) {
	c := a.ConnectionTo(p)
	if c == nil || served == nil || p.Written.Protocol.IsSet() && ofRequests(p) {
		return
	}
	of := &served.Ports[slices.IndexFunc(served.Ports, func(q plan.Port) bool { return q.Number == p.Number })]
	if !ofRequests(of) {
		return
	}
	name, speaks := served.Written.Name.Value, of.Written.Protocol.Value
	help := fmt.Sprintf("write protocol: tcp at that port of app %q", name)
	if slices.ContainsFunc(served.Routes, func(r *plan.Route) bool { return r.Port == of && !r.Written.Answered() }) {
		help = fmt.Sprintf("write in app %q: port: [%s, {name: tcp-%d, port: %d, protocol: tcp}], and port: %d here, if it listens there", name, portsBeside(served), c.Number, c.Number, c.Number)
	}
	v.warn("protocol-likely", p.Written.Port.Origin, fmt.Sprintf("whole connections from port %d of the tier go to port %d of app %q, which speaks %s: a sidecar there waits for requests", c.Number, p.Number, name, speaks),
		fmt.Sprintf("%s; or port: {port: %d, protocol: %s} here, if clients speak that", help, p.Number, speaks), c.Origin, of.Written.Port.Origin)
}

// ofRequests reports whether a port speaks a protocol of requests in clear.
func ofRequests(p *plan.Port) bool {
	speaks := p.Written.Protocol.Value
	return speaks == format.ProtocolHTTP || speaks == format.ProtocolHTTP2 || speaks == format.ProtocolGRPC
}

// takesWhole reports whether an app has a port for what is none of requests.
func takesWhole(a *plan.App) bool {
	return slices.ContainsFunc(a.Ports, func(p plan.Port) bool {
		return p.Written.Protocol.Value == format.ProtocolTCP || p.Written.Protocol.Value == format.ProtocolTLS
	})
}

// portsBeside are the ports that an app has, as they are written in a list with one more; "..."
// where they say more than can be repeated.
func portsBeside(a *plan.App) string {
	words := make([]string, len(a.Ports))
	for i := range a.Ports {
		w := a.Ports[i].Written
		if words[i] = strconv.Itoa(a.Ports[i].Number); w.Port.Origin == w.Origin {
			continue
		}
		if w.TLS != nil {
			return "..."
		}
		words[i] = "port: " + words[i]
		if w.Name.IsSet() {
			words[i] = "name: " + format.YAMLWord(w.Name.Value) + ", " + words[i]
		}
		if w.TargetPort.IsSet() {
			words[i] += ", targetPort: " + strconv.Itoa(w.TargetPort.Value)
		}
		if w.Protocol.IsSet() {
			words[i] += ", protocol: " + string(w.Protocol.Value)
		}
		words[i] = "{" + words[i] + "}"
	}
	return strings.Join(words, ", ")
}

// failStrangers tells of an app whose Service would select somebody else's pods.
func (v *verdict) failStrangers(a *plan.App) {
	whose := a.Stranger.Owner + "'s"
	if strings.HasSuffix(a.Stranger.Owner, "s") {
		whose = a.Stranger.Owner + "'"
	}
	v.fail("app-selects-others", a.Written.Name.Origin, fmt.Sprintf("pods with the label app=%s in namespace %q are %s, and this app's Service would select them too",
		a.Written.Name.Value, a.Namespace, whose), "write: another name, or another namespace", a.Stranger.Origin)
}
