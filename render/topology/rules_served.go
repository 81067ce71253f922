package topology

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
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
func (v *validator) served() map[claim]servedPlan {
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
		gateway := servedPlan{what: "the gateway of tier " + diag.Quote(p.tier.Name.Value), origin: p.tier.Name.Origin, ports: v.gatewayServicePorts(p.tier)}
		for j := range p.apps {
			a := &p.apps[j]
			if a.backend != nil {
				continue
			}
			own := servedPlan{what: "app " + diag.Quote(a.app.Name.Value), origin: a.app.Name.Origin}
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
	if v.plan.Versions.Install == "operator" {
		note(operatorNamespace, v.plan.operatorName(), servedPlan{what: "Istio's operator", origin: v.doc.Istio.Version.Origin, ports: []int{operatorPort}})
	}
	return out
}

// gatewayServicePorts are the ports of a gateway's Service.
func (v *validator) gatewayServicePorts(t *Tier) []int {
	out := []int{statusPort}
	if !v.plan.gatewayAPI() || t.TLS.Mode.Value != "passthrough" {
		out = append(out, httpPort)
	}
	if t.TLS.Mode.Value != "off" {
		out = append(out, httpsPort)
	}
	for i := range t.Ports {
		out = append(out, t.Ports[i].Port.Value)
	}
	return out
}

// servedPorts checks apps whose `service` is one that this topology makes: it
// has no other ports than those that are written here.
func (v *validator) servedPorts() {
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
				v.servedPort(a, &s)
			}
		}
	}
}

func (v *validator) servedPort(a *appPlan, s *servedPlan) {
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
		v.fail(port.Origin, fmt.Sprintf("the Service %s is that of %s, which has no port %d", diag.Quote(a.app.Service.Value), s.what, port.Value), help, also)
	}
}

// foreignPod is pods that somebody else runs.
type foreignPod struct {
	whose  string
	origin Origin
}

// foreignPods are those that this topology tells of, by namespace and the label
// `app`.
func (v *validator) foreignPods() map[claim]foreignPod {
	istio, metallb := &v.doc.Istio, &v.doc.MetalLB
	at := or(istio.Namespace.Origin, istio.Version.Origin)
	out := map[claim]foreignPod{{"", istio.Namespace.Value, "istiod"}: {"istiod's", at}}
	if !v.plan.gatewayAPI() {
		out[claim{"", istio.Namespace.Value, chartApp}] = foreignPod{"the gateways'", at}
	}
	if !v.plan.Versions.NoMetalLB {
		out[claim{"", metallb.Namespace.Value, "metallb"}] = foreignPod{"MetalLB's", or(or(metallb.Namespace.Origin, metallb.Version.Origin), v.doc.MicroK8s.Origin)}
	}
	if c := v.doc.Secrets.CertManager; c != nil && v.plan.Secrets == "cert-manager" {
		out[claim{"", c.Namespace.Value, "cert-manager"}] = foreignPod{"cert-manager's", or(c.Namespace.Origin, c.Origin)}
	}
	return out
}

// foreign finds apps whose Service would select somebody else's pods: Services
// select by the label `app`, whatever they are called themselves.
func (v *validator) foreign() {
	pods := v.foreignPods()
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].apps {
			a := &v.plan.Tiers[i].apps[j]
			if a.backend != nil {
				continue
			}
			pod, ok := pods[claim{"", a.namespace, a.app.Name.Value}]
			if !ok {
				continue
			}
			a.foreign = true
			v.fail(a.app.Name.Origin, fmt.Sprintf("pods with the label app=%s in namespace %q are %s, and this app's Service would select them too",
				a.app.Name.Value, a.namespace, pod.whose), "write: another name, or another namespace", pod.origin)
		}
	}
}
