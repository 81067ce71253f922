package model

import "slices"

// servedPort is a port of a gateway's pods, and the Service's that leads to it.
type servedPort struct {
	PodPort
	service int
}

// podPorts are the ports of a gateway's pods: those of its Service, with the one that tells load
// balancers how they are, and those of the Gateway API's listeners. A listener is on the port that the
// Service's leads to, and on its own number where that leads nowhere else (istio, resolvePorts in
// pilot/pkg/model/gateway.go, 1.31).
func (r *resolver) podPorts(tier *Tier, http3 bool) []servedPort {
	var out []servedPort
	add := func(number, service int, protocol string) {
		one := servedPort{PodPort{number, protocol}, service}
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	for _, p := range tier.Ingress.Ports {
		number, protocol := p.Number, "TCP"
		if p.Target != nil {
			number = *p.Target
		}
		if p.Protocol != nil {
			protocol = *p.Protocol
		}
		add(number, p.Number, protocol)
	}
	if tier.GatewayAPI == nil {
		return out
	}
	for i := range tier.GatewayAPI.Listeners {
		l := &tier.GatewayAPI.Listeners[i]
		at := l.Port
		if led := slices.IndexFunc(out, func(p servedPort) bool { return p.service == l.Port && p.Protocol == "TCP" }); led >= 0 {
			at = out[led].Number
		}
		add(at, l.Port, "TCP")
		if l.Protocol == "HTTPS" && (http3 || r.plan.OpensAllHTTP3()) {
			add(at, l.Port, "UDP")
		}
	}
	return out
}
