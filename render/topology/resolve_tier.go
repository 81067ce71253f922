package topology

import (
	"slices"

	"render/render/platform"
	"render/render/quantity"
)

// profileGateway is the ingress gateway of Istio's profiles. Some have none of
// it (minimal, empty), and to disable it there as well changes nothing.
const profileGateway = "istio-ingressgateway"

// strayGateways are the profile's gateways that would be there beside the tiers':
// a LoadBalancer Service of its own accord, on any address that is free. With
// the Gateway API no tier is among an IstioOperator's gateways. The egress
// gateway of the profile demo is no tier's, and stays, as it does from 1.24 on.
func (r *resolver) strayGateways() []string {
	switch {
	case !r.plan.operated():
		return nil
	case r.plan.gatewayAPI():
		return []string{profileGateway}
	case platform.IstioOperatorOwnGateways.In(r.plan.Versions.Istio),
		slices.ContainsFunc(r.plan.Tiers, func(t tierPlan) bool { return t.names.gateway == profileGateway }):
		return nil
	}
	return []string{profileGateway}
}

func (r *resolver) resolveTier(t *tierPlan) ModelTier {
	out := ModelTier{Name: t.tier.Name.Value, Ingress: r.resolveIngress(t), Injected: r.resolveInjected(t)}
	r.resolveSecrets(t, &out)
	if r.plan.gatewayAPI() {
		out.GatewayAPI = r.resolveGatewayAPI(t, &out.Ingress)
	} else {
		out.Gateways, out.TCPGateways = resolveGateways(t), resolveTCP(t)
	}
	keys := appKeys(t.apps)
	for i := range t.apps {
		if a := &t.apps[i]; a.backend == nil && len(a.versions) == 0 {
			out.Apps = append(out.Apps, r.resolveApp(a, keys[i]))
		} else {
			out.Apps = append(out.Apps, r.resolveApps(a, keys[i])...)
		}
	}
	for i := range t.toHTTPS {
		out.HTTPRoutes = append(out.HTTPRoutes, r.resolveHTTPRoute(&t.toHTTPS[i], plain(r.model.Labels)))
	}
	return out
}

// resolveGateways are a tier's Gateways of Istio's own.
func resolveGateways(t *tierPlan) []ModelGateway {
	var out []ModelGateway
	tls := &t.tier.TLS
	for _, group := range t.hosts {
		g := ModelGateway{
			Name: group.gateway, Hosts: plainList(group.hosts),
			HTTPPort: t.names.httpPort, HTTPS: t.names.httpsPort,
			Redirect: tls.Redirect.Value, Passthrough: tls.Mode.Value == "passthrough",
		}
		if tls.terminated() {
			g.TLS = &ModelTLS{Mode: tlsModes[tls.Mode.Value], MinVersion: tlsVersions[tls.MinVersion.Value], Credential: t.names.secret}
		}
		out = append(out, g)
	}
	return out
}

// tlsModes are Istio's words (ServerTLSSettings.TLSmode).
var tlsModes = map[string]string{"simple": "SIMPLE", "mutual": "MUTUAL", "optional-mutual": "OPTIONAL_MUTUAL", "passthrough": "PASSTHROUGH"}

// tlsVersions are Istio's words (ServerTLSSettings.TLSProtocol).
var tlsVersions = map[string]string{"1.0": "TLSV1_0", "1.1": "TLSV1_1", "1.2": "TLSV1_2", "1.3": "TLSV1_3"}

func (r *resolver) resolveIngress(t *tierPlan) ModelIngress {
	tier := t.tier
	out := ModelIngress{
		Name:          t.names.gateway,
		Label:         t.names.label,
		Autoscaler:    r.resolveAutoscaler(&tier.Replicas),
		Resources:     resources(&tier.Resources),
		NodeSelector:  pairs(tier.NodeSelector),
		Affinity:      tier.Affinity.Value,
		SourceRanges:  values(tier.SourceRanges),
		TrafficPolicy: tier.TrafficPolicy.Value,
		Ports:         r.resolvePorts(tier),
	}
	if r.plan.injects() && len(out.Resources) == 0 {
		out.Resources = chartResources()
	}
	for i := range tier.Tolerations {
		out.Tolerations = append(out.Tolerations, toleration(&tier.Tolerations[i]))
	}
	if len(t.ips) == 1 {
		// The field alone is right for every version of MetalLB; together with
		// an annotation MetalLB gives no address at all.
		ip := t.ips[0].String()
		out.LoadBalancerIP = &ip
		// A Service gets the cluster's first family, which is rarely IPv6, and
		// MetalLB refuses an address of another one.
		if t.ips[0].Is6() && r.plan.saysIPFamilies() {
			policy := "SingleStack"
			out.IPFamilies, out.IPFamilyPolicy = []string{"IPv6"}, &policy
		}
		return out
	}
	policy := "RequireDualStack"
	out.IPFamilyPolicy = &policy
	prefix := "metallb.io/"
	if !platform.MetalLBAnnotationsIO.In(r.plan.Versions.MetalLB) {
		prefix = "metallb.universe.tf/"
	}
	out.ServiceAnnotations = map[string]string{prefix + "loadBalancerIPs": t.ips[0].String() + "," + t.ips[1].String()}
	for _, ip := range t.ips {
		family := "IPv6"
		if ip.Is4() {
			family = "IPv4"
		}
		out.IPFamilies = append(out.IPFamilies, family)
	}
	return out
}

func (r *resolver) resolveAutoscaler(count *GatewayReplicas) ModelAutoscaler {
	switch {
	case count.Count.IsSet():
		return ModelAutoscaler{Min: count.Count.Value, Max: count.Count.Value}
	case !count.IsSet():
		return ModelAutoscaler{Min: 1, Max: 1}
	}
	out := ModelAutoscaler{Min: count.Min.Value, Max: count.Max.Value}
	if !count.CPU.IsSet() {
		return out
	}
	out.Metrics = cpuMetrics(count.CPU)
	if !platform.IstioHPAMetricsV2.In(r.plan.Versions.Istio) {
		resource := map[string]any{"name": "cpu", "targetAverageUtilization": count.CPU.Value}
		out.Metrics = []any{map[string]any{"type": "Resource", "resource": resource}}
	}
	return out
}

// cpuMetrics are an autoscaler's, as autoscaling/v2 and v2beta2 write them.
func cpuMetrics(percent Number) []any {
	target := map[string]any{"type": "Utilization", "averageUtilization": percent.Value}
	return []any{map[string]any{"type": "Resource", "resource": map[string]any{"name": "cpu", "target": target}}}
}

// resolvePorts are all ports of a gateway Service. Given at all they replace
// the installation's own list, so the status port is among them.
func (r *resolver) resolvePorts(t *Tier) []any {
	http, https := highHTTP, highHTTPS
	if r.plan.opensLowPorts() {
		http, https = httpPort, httpsPort
	}
	port := func(name string, number, target int, protocol string, node Number) any {
		out := map[string]any{"name": name, "port": float64(number), "targetPort": float64(target), "protocol": protocol}
		if node.IsSet() {
			out["nodePort"] = float64(node.Value)
		}
		return out
	}
	out := []any{
		port("status-port", statusPort, statusPort, "TCP", t.NodePorts.Status),
		port("http2", httpPort, http, "TCP", t.NodePorts.HTTP),
	}
	if t.TLS.Mode.Value != "off" {
		out = append(out, port("https", httpsPort, https, "TCP", t.NodePorts.HTTPS))
	}
	for i := range t.Ports {
		own := &t.Ports[i]
		target := own.Port.Value
		if own.TargetPort.IsSet() {
			target = own.TargetPort.Value
		}
		out = append(out, port(own.Name.Value, own.Port.Value, target, own.Protocol.Value, own.NodePort))
	}
	return out
}

func resources(r *Resources) map[string]any {
	out := map[string]any{}
	if len(r.Requests) > 0 {
		out["requests"] = amounts(r.Requests)
	}
	if len(r.Limits) > 0 {
		out["limits"] = amounts(r.Limits)
	}
	return out
}

// amounts are quantities by resource, in canonical form.
func amounts(list []Pair) map[string]any {
	out := make(map[string]any, len(list))
	for _, p := range list {
		out[p.Key.Value] = quantity.Canonical(p.Value.Value)
	}
	return out
}

func toleration(t *Toleration) map[string]any {
	out := map[string]any{}
	for key, text := range map[string]Text{"key": t.Key, "operator": t.Operator, "value": t.Value, "effect": t.Effect} {
		if text.IsSet() {
			out[key] = text.Value
		}
	}
	if t.Seconds.IsSet() {
		out["tolerationSeconds"] = t.Seconds.Value
	}
	return out
}
