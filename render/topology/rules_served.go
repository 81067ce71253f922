package topology

import (
	"fmt"
	"render/render/wording"
	"slices"
	"strconv"
	"strings"
)

// servedPlan is a Service that is in the cluster because of this topology.
type servedPlan struct {
	what    string // whose it is: `app "hello"`
	origin  Origin
	ports   []int
	origins []Origin // beside ports, or the one of all
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
		name := p.names.gateway
		if v.plan.gatewayAPI() {
			name = p.names.istioGateway + gatewayAPISuffix
		}
		gateway := servedPlan{what: "the gateway of tier " + wording.Quote(p.tier.Name.Value), origin: p.tier.Name.Origin, ports: v.gatewayServicePorts(p.tier)}
		for j := range p.apps {
			a := &p.apps[j]
			if a.backend != nil {
				continue
			}
			own := servedPlan{what: "app " + wording.Quote(a.app.Name.Value), origin: a.app.Name.Origin}
			for k := range a.ports {
				own.ports, own.origins = append(own.ports, a.ports[k].number), append(own.origins, a.ports[k].port.Port.Origin)
			}
			note(a.namespace, a.names.service, own)
			for k := range a.versions {
				if v.plan.gatewayAPI() && a.versions[k].subset != "" {
					note(a.namespace, a.versionService(&a.versions[k]), own)
				}
			}
		}
		if !p.unnamed {
			note(v.plan.GatewayNamespace(), name, gateway)
		}
	}
	if v.plan.Versions.Install == InstallOperator {
		note(operatorNamespace, v.plan.operatorName(), servedPlan{what: "Istio's operator", origin: v.doc.Istio.Version.Origin, ports: []int{operatorPort}})
	}
	return out
}

// gatewayServicePorts are the ports of a gateway's Service.
func (v *verdict) gatewayServicePorts(t *Tier) []int {
	out := []int{statusPort}
	if !v.plan.gatewayAPI() || t.TLS.Mode.Value != TLSPassthrough {
		out = append(out, httpPort)
	}
	if t.TLS.Mode.Value != TLSOff {
		out = append(out, httpsPort)
	}
	for i := range t.Ports {
		out = append(out, t.Ports[i].Port.Value)
	}
	return out
}

// checkServedPorts checks apps whose `service` is one that this topology makes: it
// has no other ports than those that are written here.
func (v *verdict) checkServedPorts() {
	var services map[claim]servedPlan
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].apps {
			a := &v.plan.Tiers[i].apps[j]
			if a.backend == nil || a.backend.outside() {
				continue
			}
			if services == nil {
				services = v.served()
			}
			if s, ok := services[claim{"Service", a.backend.namespace, a.backend.name}]; ok {
				v.checkServedPort(a, &s)
			}
		}
	}
}

func (v *verdict) checkServedPort(a *appPlan, s *servedPlan) {
	for k := range a.ports {
		port := a.ports[k].port.Port
		if !port.IsSet() || slices.Contains(s.ports, port.Value) {
			continue
		}
		words := make([]string, len(s.ports))
		for n, number := range s.ports {
			words[n] = strconv.Itoa(number)
		}
		help := "write: " + words[0]
		if len(words) > 1 {
			help = "write one of: " + strings.Join(words, ", ")
		}
		also := s.origin
		if len(s.origins) == 1 {
			also = s.origins[0]
		}
		v.fail("port-not-served", port.Origin, fmt.Sprintf("the Service %s is that of %s, which has no port %d", wording.Quote(a.app.Service.Value), s.what, port.Value), help, also)
	}
}

// failStrangers tells of an app whose Service would select somebody else's pods.
func (v *verdict) failStrangers(a *appPlan) {
	whose := a.stranger.owner + "'s"
	if strings.HasSuffix(a.stranger.owner, "s") {
		whose = a.stranger.owner + "'"
	}
	v.fail("app-selects-others", a.app.Name.Origin, fmt.Sprintf("pods with the label app=%s in namespace %q are %s, and this app's Service would select them too",
		a.app.Name.Value, a.namespace, whose), "write: another name, or another namespace", a.stranger.origin)
}
