package model

import (
	"render/render/format"
	"render/render/plan"
)

func (r *resolver) resolveIngress(t *plan.Tier) Ingress {
	tier := t.Written
	out := Ingress{
		Name:          t.Names.Workload,
		Namespace:     t.GatewayNamespace,
		Label:         t.Names.Label,
		Replicas:      resolveReplicas(&tier.Replicas),
		Resources:     resolveResources(&tier.Resources),
		NodeSelector:  format.Pairs(tier.NodeSelector),
		Affinity:      tier.Affinity.Value,
		Type:          string(tier.Service.Type.Value),
		Sharing:       textOrNull(t.Sharing),
		Annotations:   ownAnnotations(tier.Service.Annotations),
		Class:         optional(tier.Service.LoadBalancerClass),
		NodePorts:     r.plan.OpensNodePorts(t),
		Pod:           GatewayPod{format.Pairs(tier.Pod.Annotations), format.Pairs(tier.Pod.Labels), resolveProxies(&tier.Proxies)},
		SourceRanges:  format.Values(tier.Senders()),
		TrafficPolicy: string(tier.TrafficPolicy.Value),
		Ports:         r.gatewayPorts(t),
	}
	if r.plan.Injects() && out.Resources == nil {
		out.Resources = chartResources()
	}
	out.Several = out.Replicas.Min > 1
	for i := range tier.Tolerations {
		out.Tolerations = append(out.Tolerations, resolveToleration(&tier.Tolerations[i]))
	}
	r.address(t, &out)
	return out
}

// address is what a gateway asks MetalLB for: one address, or two. Of nodes it asks for none, and
// their ports are open at the families of the Service alone: it gets those that the cluster has.
func (r *resolver) address(t *plan.Tier, out *Ingress) {
	if t.OnNodesAtIPv6() && r.plan.SaysIPFamilies() {
		prefer := "PreferDualStack"
		out.FamilyPolicy = &prefer
	}
	if !t.Written.Balanced() || len(t.IPs) == 0 {
		return
	}
	for _, ip := range t.IPs {
		out.Addresses = append(out.Addresses, ip.String())
	}
	single, both := "SingleStack", "RequireDualStack"
	if len(t.IPs) == 1 {
		// The field alone is right for every version of MetalLB; together with
		// an annotation MetalLB gives no address at all.
		out.Address = &out.Addresses[0]
		// A Service gets the cluster's first family, which is rarely IPv6, and
		// MetalLB refuses an address of another one.
		if t.IPs[0].Is6() && r.plan.SaysIPFamilies() {
			out.Families, out.FamilyPolicy = []string{"IPv6"}, &single
		}
		return
	}
	out.FamilyPolicy = &both
	for _, ip := range t.IPs {
		family := "IPv6"
		if ip.Is4() {
			family = "IPv4"
		}
		out.Families = append(out.Families, family)
	}
}

// autoscaled reports whether the number of pods may change.
func autoscaled(count *format.GatewayReplicas) bool { return count.IsSet() && !count.Count.IsSet() }

func resolveReplicas(count *format.GatewayReplicas) Replicas {
	switch {
	case count.Count.IsSet():
		return Replicas{Min: count.Count.Value, Max: count.Count.Value}
	case !count.IsSet():
		return Replicas{Min: 1, Max: 1}
	}
	return Replicas{Min: count.Min.Value, Max: count.Max.Value, CPU: number(count.CPU)}
}

// gatewayPorts are all ports of a gateway Service. Given at all they replace
// the installation's own list, so the status port is among them.
func (r *resolver) gatewayPorts(t *plan.Tier) []GatewayPort {
	http, https := plan.HighHTTP, plan.HighHTTPS
	if r.plan.OpensLowPorts() {
		http, https = plan.HTTPPort, plan.HttpsPort
	}
	var out []GatewayPort
	nodes := &t.Written.NodePorts
	if t.HasStatusPort() {
		out = append(out, gatewayPort("status-port", plan.StatusPort, plan.StatusPort, "TCP", nodes.Status))
	}
	if t.Written.ServesHosts() {
		out = append(out, gatewayPort("http2", plan.HTTPPort, http, "TCP", nodes.HTTP))
		if t.AnyServer((*plan.Server).ServesTLS) {
			out = append(out, gatewayPort("https", plan.HttpsPort, https, "TCP", nodes.HTTPS))
			if t.Written.Service.HTTP3.Value {
				out = append(out, gatewayPort(plan.HTTP3Port, plan.HttpsPort, https, "UDP", nodes.HTTPS))
			}
		}
	}
	return append(out, ownPorts(t.Written)...)
}

// ownAnnotations are a Service's but for the sharing key, which is a fact of its own.
func ownAnnotations(list []format.Pair) map[string]string {
	out := format.Pairs(list)
	delete(out, plan.MetalLBNotes+plan.SharingNote)
	delete(out, plan.MetalLBOldNotes+plan.SharingNote)
	return out
}

func resolveProxies(p *format.Proxies) *Proxies {
	if !p.Trusted.IsSet() && !p.Protocol.Value {
		return nil
	}
	return &Proxies{number(p.Trusted), p.Protocol.Value}
}

// ownPorts are the ports that a tier has besides those of HTTP.
func ownPorts(t *format.Tier) []GatewayPort {
	var out []GatewayPort
	for i := range t.Ports {
		port := &t.Ports[i]
		target := port.Port.Value
		if port.TargetPort.IsSet() {
			target = port.TargetPort.Value
		}
		out = append(out, gatewayPort(port.Name.Value, port.Port.Value, target, port.Transport(), port.NodePort))
	}
	return out
}

func gatewayPort(name string, port, target int, protocol string, node format.Number) GatewayPort {
	return GatewayPort{Name: &name, Number: port, Target: &target, Protocol: &protocol, NodePort: number(node)}
}

func resolveToleration(t *format.Toleration) Toleration {
	return Toleration{Key: setText(t.Key), Operator: optionalWord(t.Operator), Value: setText(t.Value), Effect: optionalWord(t.Effect), Seconds: number(t.Seconds)}
}
