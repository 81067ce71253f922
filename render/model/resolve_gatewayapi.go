package model

import (
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

func (r *resolver) resolveGatewayAPI(t *plan.Tier, ingress *Ingress) *GatewayAPI {
	out := &GatewayAPI{Name: t.Names.Gateway, Attach: resolveAttach(&t.Written.Gateway.Attach), Parameters: r.gatewayParameters(t, ingress)}
	out.Infrastructure = platform.IstioGatewayInfrastructure.In(r.plan.Versions.Istio)
	namespaces := t.RouteNamespaces()
	routes := len(namespaces) > 0 || out.Attach.All || len(out.Attach.Labels) > 0
	if t.Written.ServesHosts() && t.AnyServer((*plan.Server).ServesHTTP) {
		out.Listeners = append(out.Listeners, Listener{Name: t.Names.HTTPPort, Port: plan.HTTPPort, Protocol: "HTTP", Hostname: named(t.HTTPHostname), Routes: routes && t.PlainHTTP()})
	}
	for i := range t.Servers {
		s := &t.Servers[i]
		for _, section := range s.Sections {
			if s.Passthrough() {
				out.Listeners = append(out.Listeners, passedListener(plan.HttpsPort, section, routes))
			} else {
				out.Listeners = append(out.Listeners, endedListener(s, s.TLS, plan.HttpsPort, section, "HTTPS", routes))
			}
		}
	}
	out.Listeners = append(out.Listeners, portListeners(t, routes)...)
	if s := t.Optional(); s != nil {
		out.ClientCA = s.ClientCARef() // the same for all, or refused
		out.ClientPorts = askingPorts(out.Listeners)
	}
	for _, port := range t.TCP {
		out.Listeners = append(out.Listeners, Listener{Name: port.Name.Value, Port: port.Port.Value, Protocol: "TCP", Routes: routes})
	}
	r.letIn(t, out.Listeners, namespaces)
	if r.plan.OpensAllHTTP3() && slices.ContainsFunc(out.Listeners, func(l Listener) bool { return l.Protocol == "HTTPS" }) {
		out.Parameters.Ports, out.Parameters.Whole = servicePorts(t, out), true
		out.Parameters.Dropped = nil
	}
	return out
}

// letIn gives the listeners that take routes of other namespaces those that they take: the
// tier's own, and on port 80 the Gateway's too, where cert-manager's solver has its routes.
func (r *resolver) letIn(t *plan.Tier, listeners []Listener, namespaces []string) {
	solved := namespaces
	if r.plan.SolvesIn(t) && !slices.Contains(namespaces, t.GatewayNamespace) {
		solved = slices.Sorted(slices.Values(append(slices.Clip(namespaces), t.GatewayNamespace)))
	}
	for i := range listeners {
		switch l := &listeners[i]; {
		case !l.Routes:
		case l.Name == t.Names.HTTPPort:
			l.Namespaces = solved
		default:
			l.Namespaces = namespaces
		}
	}
}

// askingPorts are those on which clients are asked for certificates that they may have;
// none where that is so of all on which TLS is ended.
func askingPorts(listeners []Listener) []int {
	var out []int
	all := true
	for i := range listeners {
		l := &listeners[i]
		switch {
		case l.Secret == nil:
		case l.ClientMode == nil || *l.ClientMode != string(format.TLSOptionalMutual):
			all = false
		case !slices.Contains(out, l.Port):
			out = append(out, l.Port)
		}
	}
	if all {
		return nil
	}
	return out
}

func resolveAttach(a *format.Attach) Attach {
	return Attach{All: a.Whose.Value == format.AttachAll, Labels: format.Pairs(a.Labels)}
}

// named is a text that may be left out.
func named(text string) *string {
	if text == "" {
		return nil
	}
	return &text
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
		Several:    ingress.Several,
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
	if !t.HasStatusPort() {
		out.Dropped = []int{plan.StatusPort}
	}
	out.Pods = out.Seccomp || out.Several || ingress.Resources != nil || len(ingress.NodeSelector)+len(ingress.Tolerations) > 0 || ingress.Affinity != nil ||
		len(ingress.Pod.Annotations)+len(ingress.Pod.Labels) > 0 || ingress.Pod.Proxies != nil
	return out
}
