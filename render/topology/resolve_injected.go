package topology

import "maps"

func (r *resolver) resolveInjected(t *tierPlan) *ModelInjected {
	if !r.plan.injects() {
		return nil
	}
	selector := map[string]string{"app": chartApp, "istio": t.names.label}
	out := &ModelInjected{
		Labels:         maps.Clone(selector),
		SelectorLabels: selector,
		PodLabels:      maps.Clone(selector),
		LowPorts:       r.plan.opensLowPorts(),
		Seccomp:        r.plan.restricted(r.plan.GatewayNamespace()).IsSet(),
	}
	out.Labels["app.kubernetes.io/name"] = t.names.gateway
	out.PodLabels["app.kubernetes.io/name"] = t.names.gateway
	if r.plan.Revision != "" {
		out.PodLabels["istio.io/rev"] = r.plan.Revision
	} else {
		out.PodLabels["sidecar.istio.io/inject"] = "true"
	}
	count := resolveReplicas(&t.tier.Replicas)
	out.Several = count.Min > 1
	if !autoscaled(&t.tier.Replicas) {
		out.Replicas = &count.Min
	}
	return out
}

// chartResources are those that Istio's chart `gateway` gives its pods
// (istio/istio, manifests/charts/gateway/values.yaml), in the form in which they are stored. An autoscaler has nothing
// to go by without them.
func chartResources() *ModelResources {
	return &ModelResources{
		Requests: map[string]string{"cpu": "100m", "memory": "128Mi"},
		Limits:   map[string]string{"cpu": "2", "memory": "1Gi"},
	}
}
