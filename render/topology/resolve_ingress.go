package topology

func (r *resolver) resolveIngress(t *tierPlan) ModelIngress {
	tier := t.tier
	out := ModelIngress{
		Name:          t.names.gateway,
		Label:         t.names.label,
		Replicas:      resolveReplicas(&tier.Replicas),
		Resources:     resolveResources(&tier.Resources),
		NodeSelector:  pairs(tier.NodeSelector),
		Affinity:      tier.Affinity.Value,
		SourceRanges:  values(tier.SourceRanges),
		TrafficPolicy: string(tier.TrafficPolicy.Value),
		Ports:         r.gatewayPorts(tier),
	}
	if r.plan.injects() && out.Resources == nil {
		out.Resources = chartResources()
	}
	for i := range tier.Tolerations {
		out.Tolerations = append(out.Tolerations, resolveToleration(&tier.Tolerations[i]))
	}
	r.address(t, &out)
	return out
}

// address is where a gateway is reached: at one address, or at two.
func (r *resolver) address(t *tierPlan, out *ModelIngress) {
	for _, ip := range t.ips {
		out.Addresses = append(out.Addresses, ip.String())
	}
	single, both := "SingleStack", "RequireDualStack"
	if len(t.ips) == 1 {
		// The field alone is right for every version of MetalLB; together with
		// an annotation MetalLB gives no address at all.
		out.Address = &out.Addresses[0]
		// A Service gets the cluster's first family, which is rarely IPv6, and
		// MetalLB refuses an address of another one.
		if t.ips[0].Is6() && r.plan.saysIPFamilies() {
			out.Families, out.FamilyPolicy = []string{"IPv6"}, &single
		}
		return
	}
	out.FamilyPolicy = &both
	for _, ip := range t.ips {
		family := "IPv6"
		if ip.Is4() {
			family = "IPv4"
		}
		out.Families = append(out.Families, family)
	}
}

// autoscaled reports whether the number of pods may change.
func autoscaled(count *GatewayReplicas) bool { return count.IsSet() && !count.Count.IsSet() }

func resolveReplicas(count *GatewayReplicas) ModelReplicas {
	switch {
	case count.Count.IsSet():
		return ModelReplicas{Min: count.Count.Value, Max: count.Count.Value}
	case !count.IsSet():
		return ModelReplicas{Min: 1, Max: 1}
	}
	return ModelReplicas{Min: count.Min.Value, Max: count.Max.Value, CPU: number(count.CPU)}
}

// gatewayPorts are all ports of a gateway Service. Given at all they replace
// the installation's own list, so the status port is among them.
func (r *resolver) gatewayPorts(t *Tier) []ModelGatewayPort {
	http, https := highHTTP, highHTTPS
	if r.plan.opensLowPorts() {
		http, https = httpPort, httpsPort
	}
	out := []ModelGatewayPort{
		gatewayPort("status-port", statusPort, statusPort, "TCP", t.NodePorts.Status),
		gatewayPort("http2", httpPort, http, "TCP", t.NodePorts.HTTP),
	}
	if t.TLS.Mode.Value != TLSOff {
		out = append(out, gatewayPort("https", httpsPort, https, "TCP", t.NodePorts.HTTPS))
	}
	return append(out, ownPorts(t)...)
}

// ownPorts are the ports that a tier has besides those of HTTP.
func ownPorts(t *Tier) []ModelGatewayPort {
	var out []ModelGatewayPort
	for i := range t.Ports {
		port := &t.Ports[i]
		target := port.Port.Value
		if port.TargetPort.IsSet() {
			target = port.TargetPort.Value
		}
		out = append(out, gatewayPort(port.Name.Value, port.Port.Value, target, string(port.Protocol.Value), port.NodePort))
	}
	return out
}

func gatewayPort(name string, port, target int, protocol string, node Number) ModelGatewayPort {
	return ModelGatewayPort{Name: &name, Number: port, Target: &target, Protocol: &protocol, NodePort: number(node)}
}

func resolveToleration(t *Toleration) ModelToleration {
	return ModelToleration{Key: setText(t.Key), Operator: optionalWord(t.Operator), Value: setText(t.Value), Effect: optionalWord(t.Effect), Seconds: number(t.Seconds)}
}
