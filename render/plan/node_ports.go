package plan

import "render/render/platform"

// OpensNodePorts reports whether a tier's ports are open on the nodes too: as it is written, else
// unless its clients are only some. Those who may come in are asked at the load balancer's address
// alone (kube-proxy, loadBalancerSourceRanges), so that a node port would let in all. Where it can be
// said to the API, and MetalLB, which needs no node ports, gives the address.
func (p *Plan) OpensNodePorts(t *Tier) bool {
	written := t.Written
	switch s := &written.Service; {
	case s.AllocateNodePorts.IsSet():
		return s.AllocateNodePorts.Value
	case !written.Balanced() || len(written.Senders()) == 0 && !t.asksSenders() || written.FixesNodePort().IsSet() || p.Versions.NoMetalLB || s.LoadBalancerClass.IsSet():
		return true
	}
	return !p.ClosesNodePorts()
}

// asksSenders reports whether the gateway asks from where somebody comes: a way in beside its address
// is one more that those addresses have to be right on.
func (t *Tier) asksSenders() bool {
	for _, who := range t.whos() {
		for _, w := range who.Ways() {
			if len(who.From)+len(who.NotFrom)+len(w.From)+len(w.NotFrom) > 0 {
				return true
			}
		}
	}
	return false
}

// ClosesNodePorts reports whether a gateway's Service can say that it has none.
func (p *Plan) ClosesNodePorts() bool {
	said := platform.KubernetesAllocateNodePorts.In(p.Versions.Kubernetes)
	switch istio := p.Versions.Istio; {
	case p.GatewayAPI():
		return said && platform.IstioGatewayParameters.In(istio)
	case p.Operated():
		return said && platform.IstioOperatorServiceFields.In(istio)
	}
	return said
}
