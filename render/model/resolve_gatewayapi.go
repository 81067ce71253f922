package model

import (
	"maps"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

func (r *resolver) resolveGatewayAPI(t *plan.Tier, ingress *Ingress) *GatewayAPI {
	out := &GatewayAPI{Name: t.Names.Gateway, Namespaces: r.routeNamespaces(t), Parameters: r.gatewayParameters(t, ingress)}
	if t.Written.TLS.Mode.Value == format.TLSOptionalMutual {
		out.ClientCA = t.Servers[0].ClientCARef()
	}
	hosts := format.Values(t.AllHosts)
	if t.Hostless {
		hosts = []string{"*"}
	}
	mode, routes := t.Written.TLS.Mode.Value, len(out.Namespaces) > 0
	add := func(l Listener, base string) {
		for _, h := range hosts {
			l.Name, l.Hostname = t.Section(base, h), hostname(h)
			out.Listeners = append(out.Listeners, l)
		}
	}
	if mode != format.TLSPassthrough {
		add(Listener{Port: plan.HTTPPort, Protocol: "HTTP", Routes: routes && !t.Written.TLS.Redirect.Value}, t.Names.HTTPPort)
	}
	switch mode {
	case format.TLSOff:
	case format.TLSPassthrough:
		add(Listener{Port: plan.HttpsPort, Protocol: "TLS", Passthrough: true, Routes: routes}, t.Names.HttpsPort)
	default:
		l := Listener{Port: plan.HttpsPort, Protocol: "HTTPS", Secret: &t.Names.Secret, Routes: routes}
		if t.Written.TLS.ClientCertificates() {
			l.ClientMode = optionalWord(t.Written.TLS.Mode)
		}
		add(l, t.Names.HttpsPort)
	}
	for _, port := range t.TCP {
		out.Listeners = append(out.Listeners, Listener{Name: port.Name.Value, Port: port.Port.Value, Protocol: "TCP", Routes: routes})
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
// the Gateway's own, where those that redirect to https are.
func (r *resolver) routeNamespaces(t *plan.Tier) []string {
	in := map[string]bool{}
	for i := range t.Apps {
		for _, r := range t.Apps[i].HTTP {
			in[r.Namespace] = true
		}
	}
	if len(in) == 0 || len(in) == 1 && in[t.GatewayNamespace] {
		return nil
	}
	return slices.Sorted(maps.Keys(in))
}

// gatewayParameters is what of a tier only a change of Istio's own objects says.
func (r *resolver) gatewayParameters(t *plan.Tier, ingress *Ingress) *GatewayParameter {
	if !platform.IstioGatewayParameters.In(r.plan.Versions.Istio) {
		return nil
	}
	out := &GatewayParameter{
		Name:       t.Names.Gateway + plan.GatewayAPISuffix,
		Seccomp:    r.plan.Restricted(t.GatewayNamespace).IsSet(),
		Autoscaled: ingress.Replicas.Max > 1,
		Several:    ingress.Replicas.Min > 1,
	}
	nodes := &t.Written.NodePorts
	for _, port := range []GatewayPort{
		{Number: plan.HTTPPort, NodePort: number(nodes.HTTP)},
		{Number: plan.HttpsPort, NodePort: number(nodes.HTTPS)},
		{Number: plan.StatusPort, NodePort: number(nodes.Status)},
	} {
		if port.NodePort != nil {
			out.Ports = append(out.Ports, port)
		}
	}
	out.Ports = append(out.Ports, ownPorts(t.Written)...)
	out.Pods = out.Seccomp || ingress.Resources != nil || len(ingress.NodeSelector)+len(ingress.Tolerations) > 0 || ingress.Affinity != nil
	return out
}
