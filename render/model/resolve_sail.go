package model

import (
	"maps"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

const (
	// sailCNI is the one name that an IstioCNI may have (istio-ecosystem/
	// sail-operator, api/v1/istiocni_types.go), sailCNINamespace its default.
	sailCNI          = "default"
	sailCNINamespace = "istio-cni"
)

func (r *resolver) resolveSail(values map[string]any) *Sail {
	p := r.plan
	if p.Versions.Install != format.InstallSail {
		return nil
	}
	own := maps.Clone(values)
	delete(own, "cni")
	if own == nil {
		own = map[string]any{}
	}
	out := &Sail{
		Name:           p.Sail.Name,
		Version:        platform.SailVersion(p.Versions.Istio),
		UpdateStrategy: p.Sail.Strategy,
		Values:         own,
	}
	if !p.AsksForCNI() {
		return out
	}
	out.CNI = &SailCNI{Name: sailCNI, Namespace: sailCNINamespace, Values: objectIn(values, "cni")}
	if platformName, _ := plan.ValueAt(values, "global", "platform"); p.Document.MicroK8s.IsSet() || platformName == "microk8s" {
		conf, bin := platform.MicroK8sCNIPaths()
		out.CNI.ConfDir, out.CNI.BinDir = &conf, &bin
	}
	return out
}
