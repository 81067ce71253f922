package model

import (
	"render/render/plan"
	"render/render/platform"
)

// Monitoring is what Prometheus is to read, and what gateways are to log.
type Monitoring struct {
	Labels       map[string]string `model:"labels"`       // by which the cluster's Prometheus knows what is for it
	Telemetry    *string           `model:"telemetry"`    // apiVersion of a Telemetry; null where none switches access logs on
	TargetRefs   bool              `model:"targetRefs"`   // a Telemetry names Gateways of the Gateway API
	GatewayLabel string            `model:"gatewayLabel"` // of the pods of a Gateway of the Gateway API
}

func (r *resolver) resolveMonitoring() *Monitoring {
	if !r.plan.Options.Chosen[plan.Monitoring].IsSet() {
		return nil
	}
	istio := r.plan.Versions.Istio
	out := &Monitoring{
		Labels:       map[string]string{},
		Telemetry:    textOrNull(platform.TelemetryAPI(istio)),
		TargetRefs:   platform.IstioTelemetryTargets.In(istio),
		GatewayLabel: platform.GatewayNameLabel(istio),
	}
	if r.plan.Document.MicroK8s.IsSet() {
		key, value := platform.MicroK8sPrometheusLabel()
		out.Labels[key] = value
	}
	return out
}
