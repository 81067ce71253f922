package model

import (
	"cmp"
	"maps"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// helmCNI is the name of the release of the CNI plugin (istio/istio,
// manifests/charts/istio-cni/README.md).
const helmCNI = "istio-cni"

func (r *resolver) resolveHelm(values map[string]any) *Helm {
	p := r.plan
	if p.Versions.Install != format.InstallHelm {
		return nil
	}
	out := &Helm{
		Version:         p.Versions.Istio.String(),
		DefaultRevision: cmp.Or(p.Revision, platform.HelmDefaultRevision),
		Values:          withoutCNI(values),
		KeepsCRDs:       !platform.IstioChartCRDs.In(p.Versions.Istio),
		CNI:             r.resolveCNI(values, helmCNI, p.Document.Istio.Namespace.Value),
	}
	if profile := p.Document.Istio.Profile.Value; profile != platform.HelmNoProfile {
		out.Profile = &profile
	}
	return out
}

// withoutCNI are values without those of the CNI plugin.
func withoutCNI(values map[string]any) any {
	own := maps.Clone(values)
	delete(own, "cni")
	if own == nil {
		own = map[string]any{}
	}
	return own
}

// resolveCNI is the CNI plugin, nil where it is not asked for.
func (r *resolver) resolveCNI(values map[string]any, name, namespace string) *CNI {
	p := r.plan
	if !p.AsksForCNI() {
		return nil
	}
	out := &CNI{Name: name, Namespace: namespace, Values: objectIn(values, "cni")}
	if platformName, _ := plan.ValueAt(values, "global", "platform"); p.Document.MicroK8s.IsSet() || platformName == "microk8s" {
		conf, bin := platform.MicroK8sCNIPaths()
		out.ConfDir, out.BinDir = &conf, &bin
	}
	return out
}
