package model

import (
	"cmp"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

func (r *resolver) resolveIstio() Istio {
	i, versions := &r.plan.Document.Istio, &r.plan.Versions
	values, _ := i.Values.Value.(map[string]any)
	mesh, _ := i.MeshConfig.Value.(map[string]any)
	pilot, defaults := objectIn(values, "pilot"), objectIn(mesh, "defaultConfig")
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
		Pilot:            pilot,
		PilotEnv:         objectIn(pilot, "env"),
		HTTP3:            r.plan.HTTP3().IsSet(),
		DualStack:        r.plan.DualStack(),
		DefaultConfig:    defaults,
		ProxyMetadata:    objectIn(defaults, "proxyMetadata"),
		Networking:       platform.NetworkingAPI(versions.Istio),
		Security:         platform.SecurityAPI(versions.Istio),
		Operated:         r.plan.Operated(),
		Injects:          r.plan.Injects(),
		Sail:             r.resolveSail(values),
		Helm:             r.resolveHelm(values),
		OldMetrics:       !platform.IstioHPAMetricsV2.In(versions.Istio),
		DisabledGateways: r.strayGateways(),
	}
	if out.Operated {
		out.CNI = r.resolveCNI(values, operatedCNI, out.Namespace)
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

// operatedCNI is the name of the IstioOperator's component.
const operatedCNI = "cni"

// profileGateway is the ingress gateway of Istio's profiles. Some have none of
// it (minimal, empty), and to disable it there as well changes nothing.
const profileGateway = "istio-ingressgateway"

// strayGateways are the profile's gateways that would be there beside the tiers':
// a LoadBalancer Service of its own accord, on any address that is free. With
// the Gateway API no tier is among an IstioOperator's gateways. The egress
// gateway of the profile demo is no tier's, and stays, as it does from 1.24 on.
func (r *resolver) strayGateways() []string {
	switch {
	case !r.plan.Operated():
		return nil
	case r.plan.GatewayAPI():
		return []string{profileGateway}
	case platform.IstioOperatorOwnGateways.In(r.plan.Versions.Istio),
		slices.ContainsFunc(r.plan.Tiers, func(t plan.Tier) bool { return t.Names.Workload == profileGateway }):
		return nil
	}
	return []string{profileGateway}
}
