package topology

import (
	"cmp"
	"maps"
	"slices"

	"render/render/platform"
)

func (r *resolver) resolveGatewayAPI(t *tierPlan, ingress *ModelIngress) *ModelGatewayAPI {
	out := &ModelGatewayAPI{Name: t.names.istioGateway, Namespaces: r.routeNamespaces(t), Parameters: r.gatewayParameters(t, ingress)}
	out.Address, out.Annotations = ingress.LoadBalancerIP, ingress.ServiceAnnotations
	if t.tier.TLS.Mode.Value == "optional-mutual" {
		out.ClientCA = t.clientCARef()
	}
	hosts := values(t.tier.Hosts)
	if t.hostless {
		hosts = []string{"*"}
	}
	mode, routes := t.tier.TLS.Mode.Value, len(out.Namespaces) > 0
	add := func(l ModelListener, base string) {
		for _, h := range hosts {
			l.Name, l.Hostname = t.section(base, h), hostname(h)
			out.Listeners = append(out.Listeners, l)
		}
	}
	if mode != "passthrough" {
		add(ModelListener{Port: httpPort, Protocol: "HTTP", Routes: routes && !t.tier.TLS.Redirect.Value}, t.names.httpPort)
	}
	switch mode {
	case "off":
	case "passthrough":
		add(ModelListener{Port: httpsPort, Protocol: "TLS", Passthrough: true, Routes: routes}, t.names.httpsPort)
	default:
		l := ModelListener{Port: httpsPort, Protocol: "HTTPS", Secret: &t.names.secret, Routes: routes}
		if t.tier.TLS.clientCertificates() {
			word := tlsModes[mode]
			l.ClientMode = &word
		}
		add(l, t.names.httpsPort)
	}
	for _, port := range t.tcp {
		out.Listeners = append(out.Listeners, ModelListener{Name: port.Name.Value, Port: port.Port.Value, Protocol: "TCP", Routes: routes})
	}
	return out
}

func hostname(host string) *string {
	if host == "*" {
		return nil
	}
	return &host
}

// routeNamespaces are the namespaces of a tier's routes; none where all are in
// the Gateway's own.
func (r *resolver) routeNamespaces(t *tierPlan) []string {
	in := map[string]bool{}
	for i := range t.apps {
		for _, r := range t.apps[i].http {
			in[r.namespace] = true
		}
	}
	for _, r := range t.toHTTPS {
		in[r.namespace] = true
	}
	if len(in) == 0 || len(in) == 1 && in[r.plan.GatewayNamespace()] {
		return nil
	}
	return slices.Sorted(maps.Keys(in))
}

// gatewayParameters is what of a tier only a change of Istio's own objects says.
func (r *resolver) gatewayParameters(t *tierPlan, ingress *ModelIngress) *ModelGatewayParameter {
	if !platform.IstioGatewayParameters.In(r.plan.Versions.Istio) {
		return nil
	}
	out := &ModelGatewayParameter{
		Name: t.names.istioGateway + gatewayAPISuffix,
		// Istio's own policy gives a Service of a dual-stack cluster two
		// families, and MetalLB refuses it one address.
		IPFamilyPolicy: "SingleStack", IPFamilies: ingress.IPFamilies,
		SourceRanges: ingress.SourceRanges,
		Resources:    ingress.Resources, NodeSelector: ingress.NodeSelector, Tolerations: ingress.Tolerations, Affinity: ingress.Affinity,
		Seccomp: r.plan.restricted(r.plan.GatewayNamespace()).IsSet(),
	}
	if len(t.ips) == 2 {
		out.IPFamilyPolicy = "RequireDualStack"
	}
	if t.tier.TrafficPolicy.Value == "Local" {
		out.TrafficPolicy = &ingress.TrafficPolicy
	}
	for port, node := range map[int]Number{statusPort: t.tier.NodePorts.Status, httpPort: t.tier.NodePorts.HTTP, httpsPort: t.tier.NodePorts.HTTPS} {
		if node.IsSet() {
			out.Ports = append(out.Ports, map[string]any{"port": float64(port), "nodePort": float64(node.Value)})
		}
	}
	slices.SortFunc(out.Ports, func(a, b any) int {
		return cmp.Compare(a.(map[string]any)["port"].(float64), b.(map[string]any)["port"].(float64))
	})
	// The last ones of an ingress gateway are the tier's own.
	out.Ports = append(out.Ports, ingress.Ports[len(ingress.Ports)-len(t.tier.Ports):]...)
	if a := ingress.Autoscaler; a.Max > 1 {
		out.Autoscaler = &a
		out.Budget = a.Min > 1
	}
	out.Deployment = out.Seccomp || len(out.Resources)+len(out.NodeSelector)+len(out.Tolerations) > 0 || out.Affinity != nil
	return out
}
