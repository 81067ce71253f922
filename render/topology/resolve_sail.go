package topology

import (
	"maps"

	"render/render/platform"
)

const (
	// sailCNI is the one name that an IstioCNI may have (istio-ecosystem/
	// sail-operator, api/v1/istiocni_types.go), sailCNINamespace its default.
	sailCNI          = "default"
	sailCNINamespace = "istio-cni"
)

func (r *resolver) resolveSail(values map[string]any) *ModelSail {
	p := r.plan
	if p.Versions.Install != InstallSail {
		return nil
	}
	own := maps.Clone(values)
	delete(own, "cni")
	if own == nil {
		own = map[string]any{}
	}
	out := &ModelSail{
		Name:           p.sail.name,
		Version:        platform.SailVersion(p.Versions.Istio),
		UpdateStrategy: p.sail.strategy,
		Values:         own,
	}
	if !p.asksForCNI() {
		return out
	}
	out.CNI = &ModelSailCNI{Name: sailCNI, Namespace: sailCNINamespace, Values: objectIn(values, "cni")}
	if platformName, _ := valueAt(values, "global", "platform"); p.Document.MicroK8s.IsSet() || platformName == "microk8s" {
		conf, bin := platform.MicroK8sCNIPaths()
		out.CNI.ConfDir, out.CNI.BinDir = &conf, &bin
	}
	return out
}

func orNull(values map[string]any) any {
	if len(values) == 0 {
		return nil
	}
	return values
}
