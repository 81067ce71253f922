package model

import (
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// sailCNI is the one name that an IstioCNI may have (istio-ecosystem/
// sail-operator, api/v1/istiocni_types.go).
const sailCNI = "default"

func (r *resolver) resolveSail(values map[string]any) *Sail {
	p := r.plan
	if p.Versions.Install != format.InstallSail {
		return nil
	}
	return &Sail{
		Name:           p.Sail.Name,
		Version:        platform.SailVersion(p.Versions.Istio),
		UpdateStrategy: p.Sail.Strategy,
		Values:         withoutCNI(values),
		CNI:            r.resolveCNI(values, sailCNI, plan.SailCNINamespace),
	}
}
