package rules

import (
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkGateways checks what is said of the gateways' Services, pods and Gateways, and
// of what is before them.
func (v *verdict) checkGateways() {
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		v.checkServiceType(p.Written)
		v.checkServiceVersions(p.Written)
		v.warnOfNodePorts(p)
		v.checkGatewayPod(p.Written)
		v.checkGatewayObject(p)
		v.checkProxies(p.Written)
		v.checkHostless(p)
	}
}

// checkServiceType checks that a Service has what its type takes: the API server
// refuses much of a LoadBalancer's on another (validation of core/v1 Services).
func (v *verdict) checkServiceType(t *format.Tier) {
	s, kind := &t.Service, t.Service.Type
	if t.Balanced() {
		if t.IP == nil && !v.plan.Versions.NoMetalLB && !t.IsWrong() {
			v.fail("field-missing", t.Origin, `"ip" is missing`, "write ip: ...")
		}
		return
	}
	v.failEach("service-type", []format.Origin{s.LoadBalancerClass.Origin, s.AllocateNodePorts.Origin, format.ListOrigin(t.Announce.Interfaces), format.ListOrigin(t.Announce.Nodes),
		t.Names.Pool.Origin}, "has no effect: no load balancer gives an address to a Service of type "+string(kind.Value), "remove it, or the type", kind.Origin)
	v.failEach("service-type", []format.Origin{format.ListOrigin(t.SourceRanges), format.ListOrigin(t.Proxies.From)},
		"closes the address of a LoadBalancer alone, and the API takes it on no Service of type "+string(kind.Value), "remove it, and close the way there in front, or remove the type", kind.Origin)
	if kind.Value != format.ServiceClusterIP {
		return
	}
	inside := []format.Origin{t.NodePorts.HTTP.Origin, t.NodePorts.HTTPS.Origin, t.NodePorts.Status.Origin, t.TrafficPolicy.Origin}
	for i := range t.Ports {
		inside = append(inside, t.Ports[i].NodePort.Origin)
	}
	v.failEach("service-type", inside, "has no effect: a Service of type ClusterIP has no ports on nodes", "remove it, or write service: NodePort", kind.Origin)
}

// checkServiceVersions checks fields that came late to Services, and later to those of
// an IstioOperator.
func (v *verdict) checkServiceVersions(t *format.Tier) {
	if !t.Balanced() {
		return
	}
	class, closed := t.Service.LoadBalancerClass.Origin, format.Origin{}
	if !t.Service.AllocateNodePorts.Value {
		closed = t.Service.AllocateNodePorts.Origin
	}
	versions := &v.plan.Versions
	if !versions.Kubernetes.IsZero() {
		v.needAny(class, platform.KubernetesLoadBalancerClass, versions.Kubernetes)
		v.needAny(closed, platform.KubernetesAllocateNodePorts, versions.Kubernetes)
	}
	if v.plan.Operated() && !v.plan.GatewayAPI() && !versions.Istio.IsZero() {
		v.needAny(class, platform.IstioOperatorServiceFields, versions.Istio)
		v.needAny(closed, platform.IstioOperatorServiceFields, versions.Istio)
	}
	if versions.NoMetalLB || versions.MetalLB.IsZero() || !class.IsSet() {
		return
	}
	v.need(class, platform.MetalLBLoadBalancerClass, versions.MetalLB)
	if v.doc.MicroK8s.IsSet() {
		v.warn("load-balancer-class", class, "the MetalLB of microk8s's addon takes Services without a class alone, until its controller and speakers are started with --lb-class="+t.Service.LoadBalancerClass.Value,
			"", v.doc.MicroK8s.Origin)
	}
}

// warnOfNodePorts warns of node ports that let in all, where only some clients are to be. Those of ports that the tier
// has not are told of.
func (v *verdict) warnOfNodePorts(p *plan.Tier) {
	t := p.Written
	var open []format.Origin
	add := func(port format.Number) {
		if port.IsSet() {
			open = append(open, port.Origin)
		}
	}
	if t.ServesHosts() {
		add(t.NodePorts.HTTP)
	}
	if t.ServesHosts() && p.AnyServer((*plan.Server).ServesTLS) {
		add(t.NodePorts.HTTPS)
	}
	add(t.NodePorts.Status)
	for i := range t.Ports {
		add(t.Ports[i].NodePort)
	}
	senders := format.Or(format.ListOrigin(t.Proxies.From), format.ListOrigin(t.SourceRanges))
	if !t.Balanced() || len(open) == 0 || !senders.IsSet() {
		return
	}
	it, none, others := "it", "there is none", ""
	if len(open) > 1 {
		it, none = "them", "there are none"
		var names []string
		for _, one := range open[1:] {
			names = append(names, strings.TrimPrefix(one.Path(), t.Origin.Path()+"."))
		}
		others = ", as " + wording.Listed(names) + map[bool]string{true: " does", false: " do"}[len(names) == 1] + ","
	}
	help := "close " + it + " in front of the nodes"
	if v.plan.ClosesNodePorts() {
		help = "remove " + it + ", so that " + none + ", or " + help
	}
	v.warn("node-ports-open", open[0], "lets in"+others+" everybody who reaches a node: who may come in is asked at the load balancer's address alone", help, senders)
}
