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

func (r *resolver) resolveSail() *ModelSail {
	if r.plan.Versions.Install != "sail" {
		return nil
	}
	i := &r.plan.Document.Istio
	given, _ := i.Values.Value.(map[string]any)
	values := maps.Clone(given)
	if values == nil {
		values = map[string]any{}
	}
	delete(values, "cni")
	r.sailImages(values)
	if i.MeshConfig.Value != nil {
		values["meshConfig"] = i.MeshConfig.Value
	}
	out := &ModelSail{
		Name:           r.plan.sail.name,
		Version:        platform.SailVersion(r.plan.Versions.Istio),
		UpdateStrategy: r.plan.sail.strategy,
		Values:         orNull(values),
	}
	if r.plan.asksForCNI() {
		out.CNI = r.resolveSailCNI(given)
	}
	return out
}

// sailImages puts where images come from into values: the Sail operator has no
// fields for it.
func (r *resolver) sailImages(values map[string]any) {
	i := &r.plan.Document.Istio
	global, _ := values["global"].(map[string]any)
	global = maps.Clone(global)
	if global == nil {
		global = map[string]any{}
	}
	for key, t := range map[string]Text{"hub": i.Hub, "tag": i.Tag} {
		if t.IsSet() {
			global[key] = t.Value
		}
	}
	if len(global) > 0 {
		values["global"] = global
	}
}

func (r *resolver) resolveSailCNI(given map[string]any) *ModelSailCNI {
	cni := map[string]any{}
	if platformName, _ := valueAt(given, "global", "platform"); r.plan.Document.MicroK8s.IsSet() || platformName == "microk8s" {
		cni["cniConfDir"], cni["cniBinDir"] = platform.MicroK8sCNIPaths()
	}
	own, _ := given["cni"].(map[string]any)
	maps.Copy(cni, own)
	values := map[string]any{}
	if len(cni) > 0 {
		values["cni"] = cni
	}
	r.sailImages(values)
	return &ModelSailCNI{Name: sailCNI, Namespace: sailCNINamespace, Values: orNull(values)}
}

func orNull(values map[string]any) any {
	if len(values) == 0 {
		return nil
	}
	return values
}
