package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// What Istio's charts give a gateway's pods, whatever the topology says of the rest: it is merged
// into theirs (istio, manifests/charts/gateways/istio-ingress/values.yaml and StrategicMergePatch
// in operator of 1.9.7, 1.16.7, 1.22.8 and 1.31; global.proxy.resources of istio-discovery and
// pilot/pkg/config/kube/gateway of 1.26 to 1.31).
func chartRequests() map[string]string { return map[string]string{"cpu": "100m", "memory": "128Mi"} }

func chartLimits() map[string]string { return map[string]string{"cpu": "2", "memory": "1Gi"} }

// checkMergedResources finds an amount that the charts' own other one makes impossible. With
// values of the topology's that are not the charts', or another profile, render does not know it.
func (v *verdict) checkMergedResources(r *format.Resources) {
	if !v.plan.Operated() && !v.plan.GatewayAPI() || v.doc.Istio.Profile.IsSet() && v.doc.Istio.Profile.Value != "default" {
		return
	}
	values, _ := v.doc.Istio.Values.Value.(map[string]any)
	_, ofGateways := plan.ValueAt(values, "gateways")
	if _, ofProxies := plan.ValueAt(values, "global", "proxy", "resources"); ofGateways || ofProxies {
		return
	}
	requests, limits := format.Pairs(r.Requests), format.Pairs(r.Limits)
	for _, p := range r.Requests {
		if _, written := limits[p.Key.Value]; !written && above(p.Value.Value, chartLimits()[p.Key.Value]) {
			v.fail("limit-below-request", p.Value.Origin, fmt.Sprintf("the limit %s, which Istio's charts give gateways, is below the request %s", wording.Quote(chartLimits()[p.Key.Value]), wording.Quote(p.Value.Value)),
				fmt.Sprintf("write %s: %s in limits, or more", p.Key.Value, format.YAMLWord(p.Value.Value)))
		}
	}
	for _, p := range r.Limits {
		if _, written := requests[p.Key.Value]; !written && above(chartRequests()[p.Key.Value], p.Value.Value) {
			v.fail("limit-below-request", p.Value.Origin, fmt.Sprintf("the limit %s is below the request %s, which Istio's charts give gateways", wording.Quote(p.Value.Value), wording.Quote(chartRequests()[p.Key.Value])),
				fmt.Sprintf("write %s: %s in requests, or less", p.Key.Value, format.YAMLWord(p.Value.Value)))
		}
	}
}
