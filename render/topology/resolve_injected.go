package topology

import (
	"maps"

	"render/render/platform"
)

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
	several := false
	count := &t.tier.Replicas
	switch {
	case count.Count.IsSet():
		out.Replicas, several = &count.Count.Value, count.Count.Value > 1
	case !count.IsSet():
		one := 1
		out.Replicas = &one
	default:
		several = count.Min.Value > 1
		out.Autoscaler = r.podAutoscaler(count)
	}
	if several {
		api := platform.DisruptionBudgetAPI(r.plan.Versions.Kubernetes)
		out.BudgetAPI = &api
	}
	return out
}

func (r *resolver) podAutoscaler(count *GatewayReplicas) *ModelPodAutoscaler {
	out := &ModelPodAutoscaler{API: platform.AutoscalerAPI(r.plan.Versions.Kubernetes), Min: count.Min.Value, Max: count.Max.Value}
	if count.CPU.IsSet() {
		out.Metrics = cpuMetrics(count.CPU)
	}
	return out
}

// chartResources are those that Istio's chart `gateway` gives its pods
// (istio/istio, manifests/charts/gateway/values.yaml), in the form in which they are stored. An autoscaler has nothing
// to go by without them.
func chartResources() map[string]any {
	return map[string]any{
		"requests": map[string]any{"cpu": "100m", "memory": "128Mi"},
		"limits":   map[string]any{"cpu": "2", "memory": "1Gi"},
	}
}
