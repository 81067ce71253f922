package model

// servedPort is a port of a gateway's pods, and the Service's that leads to it.
type servedPort struct {
	PodPort
	service int
}

// podPorts are the ports of a gateway's pods: those of its Service, or, with the Gateway API, whose
// listeners' numbers they have, of these.
func (r *resolver) podPorts(tier *Tier, http3 bool) []servedPort {
	var out []servedPort
	if api := tier.GatewayAPI; api != nil {
		for i := range api.Listeners {
			l := &api.Listeners[i]
			out = append(out, servedPort{PodPort{l.Port, "TCP"}, l.Port})
			if l.Protocol == "HTTPS" && (http3 || r.plan.OpensAllHTTP3()) {
				out = append(out, servedPort{PodPort{l.Port, "UDP"}, l.Port})
			}
		}
		return out
	}
	for _, p := range tier.Ingress.Ports {
		one := servedPort{PodPort{p.Number, "TCP"}, p.Number}
		if p.Target != nil {
			one.Number = *p.Target
		}
		if p.Protocol != nil {
			one.Protocol = *p.Protocol
		}
		out = append(out, one)
	}
	return out
}
