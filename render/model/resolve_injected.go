package model

import (
	"maps"

	"render/render/format"
	"render/render/plan"
)

func (r *resolver) resolveInjected(t *plan.Tier) *Injected {
	if !r.plan.Injects() {
		return nil
	}
	selector := map[string]string{"app": plan.ChartApp, "istio": t.Names.Label}
	out := &Injected{
		Labels:         maps.Clone(selector),
		SelectorLabels: selector,
		PodLabels:      maps.Clone(selector),
		LowPorts:       r.plan.OpensLowPorts(),
		Seccomp:        r.plan.Restricted(t.GatewayNamespace).IsSet(),
	}
	out.Labels["app.kubernetes.io/name"] = t.Names.Workload
	out.PodLabels["app.kubernetes.io/name"] = t.Names.Workload
	if r.plan.Revision != "" {
		out.PodLabels["istio.io/rev"] = r.plan.Revision
	} else {
		out.PodLabels["sidecar.istio.io/inject"] = "true"
	}
	maps.Copy(out.PodLabels, format.Pairs(t.Written.Pod.Labels))
	if out.DaemonSet = t.Written.Pod.Kind.Value == format.KindDaemonSet; out.DaemonSet {
		return out
	}
	count := resolveReplicas(&t.Written.Replicas)
	out.Several = count.Min > 1
	if !autoscaled(&t.Written.Replicas) {
		out.Replicas = &count.Min
	}
	return out
}

// chartResources are those that Istio's chart `gateway` gives its pods
// (istio/istio, manifests/charts/gateway/values.yaml), in the form in which they are stored. An autoscaler has nothing
// to go by without them.
func chartResources() *Resources {
	return &Resources{
		Requests: map[string]string{"cpu": "100m", "memory": "128Mi"},
		Limits:   map[string]string{"cpu": "2", "memory": "1Gi"},
	}
}
