package topology

import (
	"maps"

	"render/render/platform"
)

// chartApp is the value of the label `app` of the pods of Istio's ingress
// gateways, and part of their selectors (istio/istio, manifests/charts/gateways/
// istio-ingress/values.yaml). That it is the same however Istio is installed
// lets a topology change `install` without another selector.
const chartApp = "istio-ingressgateway"

// saysIPFamilies reports whether a gateway's Service can say of which families it
// is: one that is rendered can, one of an IstioOperator not in every version.
func (p *Plan) saysIPFamilies() bool {
	if p.injects() {
		return platform.KubernetesDualStack.In(p.Versions.Kubernetes)
	}
	return p.ipFamilies().In(p.Versions.Istio)
}

func (p *Plan) resolveInjected(t *tierPlan, m *Model) *ModelInjected {
	if !p.injects() {
		return nil
	}
	selector := map[string]string{"app": chartApp, "istio": t.names.label}
	out := &ModelInjected{
		Labels:         maps.Clone(selector),
		SelectorLabels: selector,
		PodLabels:      maps.Clone(selector),
		LowPorts:       p.opensLowPorts(),
		Seccomp:        p.restricted(p.GatewayNamespace()).IsSet(),
	}
	out.Labels["app.kubernetes.io/name"] = t.names.gateway
	out.PodLabels["app.kubernetes.io/name"] = t.names.gateway
	if p.Revision != "" {
		out.PodLabels["istio.io/rev"] = p.Revision
	} else {
		out.PodLabels["sidecar.istio.io/inject"] = "true"
	}
	several := false
	r := &t.tier.Replicas
	switch {
	case r.Count.IsSet():
		out.Replicas, several = &r.Count.Value, r.Count.Value > 1
	case !r.IsSet():
		one := 1
		out.Replicas = &one
	default:
		several = r.Min.Value > 1
		out.Autoscaler = p.podAutoscaler(r)
	}
	if several {
		api := platform.DisruptionBudgetAPI(p.Versions.Kubernetes)
		out.BudgetAPI = &api
	}
	return out
}

func (p *Plan) podAutoscaler(r *GatewayReplicas) *ModelPodAutoscaler {
	out := &ModelPodAutoscaler{API: platform.AutoscalerAPI(p.Versions.Kubernetes), Min: r.Min.Value, Max: r.Max.Value}
	if r.CPU.IsSet() {
		out.Metrics = cpuMetrics(r.CPU)
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
