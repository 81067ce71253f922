package model

import (
	"cmp"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

func (r *resolver) resolveIstio() Istio {
	i, versions := &r.plan.Document.Istio, &r.plan.Versions
	values, _ := i.Values.Value.(map[string]any)
	out := Istio{
		Version:          versions.Istio.String(),
		Install:          string(versions.Install),
		Namespace:        i.Namespace.Value,
		Name:             cmp.Or(r.plan.Sail.Name, i.Name.Value, "istio-control-plane"),
		Profile:          i.Profile.Value,
		Revision:         textOrNull(r.plan.Revision),
		Hub:              optional(i.Hub),
		Tag:              optional(i.Tag),
		MTLS:             optionalWord(i.MTLS),
		MeshConfig:       i.MeshConfig.Value,
		Values:           i.Values.Value,
		Global:           objectIn(values, "global"),
		Networking:       platform.NetworkingAPI(versions.Istio),
		Security:         platform.SecurityAPI(versions.Istio),
		Operated:         r.plan.Operated(),
		Injects:          r.plan.Injects(),
		Sail:             r.resolveSail(values),
		OldMetrics:       !platform.IstioHPAMetricsV2.In(versions.Istio),
		DisabledGateways: r.strayGateways(),
	}
	if versions.Install == format.InstallOperator {
		hub := cmp.Or(i.Hub.Value, platform.OperatorImageHub(versions.Istio))
		tag := cmp.Or(i.Tag.Value, out.Version)
		out.Operator = &Operator{
			Namespace: plan.OperatorNamespace,
			Name:      r.plan.OperatorName(),
			Revision:  r.plan.Revision,
			Image:     hub + "/operator:" + tag,
			Watch:     out.Namespace,
		}
		for _, rule := range platform.OperatorRules(versions.Istio) {
			out.Operator.Rights = append(out.Operator.Rights, OperatorRight(rule))
		}
	}
	return out
}

// objectIn is a member of what the topology hands on; an empty object where it is
// not there, or none.
func objectIn(values map[string]any, key string) map[string]any {
	if inner, ok := values[key].(map[string]any); ok {
		return inner
	}
	return map[string]any{}
}
