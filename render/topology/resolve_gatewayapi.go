package topology

import (
	"maps"
	"slices"

	"render/render/platform"
)

func (r *resolver) resolveGatewayAPI(t *tierPlan, ingress *ModelIngress) *ModelGatewayAPI {
	out := &ModelGatewayAPI{Name: t.names.istioGateway, Namespaces: r.routeNamespaces(t), Parameters: r.gatewayParameters(t, ingress)}
	if t.tier.TLS.Mode.Value == TLSOptionalMutual {
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
	if mode != TLSPassthrough {
		add(ModelListener{Port: httpPort, Protocol: "HTTP", Routes: routes && !t.tier.TLS.Redirect.Value}, t.names.httpPort)
	}
	switch mode {
	case TLSOff:
	case TLSPassthrough:
		add(ModelListener{Port: httpsPort, Protocol: "TLS", Passthrough: true, Routes: routes}, t.names.httpsPort)
	default:
		l := ModelListener{Port: httpsPort, Protocol: "HTTPS", Secret: &t.names.secret, Routes: routes}
		if t.tier.TLS.clientCertificates() {
			l.ClientMode = optionalWord(t.tier.TLS.Mode)
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
		Name:       t.names.istioGateway + gatewayAPISuffix,
		Seccomp:    r.plan.restricted(r.plan.GatewayNamespace()).IsSet(),
		Autoscaled: ingress.Replicas.Max > 1,
		Several:    ingress.Replicas.Min > 1,
	}
	nodes := &t.tier.NodePorts
	for _, port := range []ModelGatewayPort{
		{Number: httpPort, NodePort: number(nodes.HTTP)},
		{Number: httpsPort, NodePort: number(nodes.HTTPS)},
		{Number: statusPort, NodePort: number(nodes.Status)},
	} {
		if port.NodePort != nil {
			out.Ports = append(out.Ports, port)
		}
	}
	out.Ports = append(out.Ports, ownPorts(t.tier)...)
	out.Pods = out.Seccomp || ingress.Resources != nil || len(ingress.NodeSelector)+len(ingress.Tolerations) > 0 || ingress.Affinity != nil
	return out
}
