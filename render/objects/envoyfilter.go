package objects

import "iter"

// EnvoyFilter is Istio's: what of Envoy's own configuration is another than Istio has it
// (https://istio.io/latest/docs/reference/config/networking/envoy-filter/).
type EnvoyFilter struct{ Resource }

// EnvoyFilters are all of them.
func (w *World) EnvoyFilters() iter.Seq[EnvoyFilter] {
	return viewed(w, IstioNetworking, "EnvoyFilter", func(o *Object) EnvoyFilter { return EnvoyFilter{o.Resource()} })
}

// WorkloadSelector chooses pods in its namespace, in Istio's own those of the mesh;
// absent it is for all of them, unless there are TargetRefs.
func (f EnvoyFilter) WorkloadSelector() LabelMap {
	return labelMap(f.Spec().member("workloadSelector", Mapping), "labels")
}

// TargetRefs are Gateways and Services that it is for.
func (f EnvoyFilter) TargetRefs() Field { return f.Spec().member("targetRefs", Sequence) }

// ConfigPatches are the changes, in Envoy's words.
func (f EnvoyFilter) ConfigPatches() Field { return f.Spec().member("configPatches", Sequence) }

// ShapesRequests reports whether an object is of a kind that has proxies do with requests what cannot
// be told from it.
func (o *Object) ShapesRequests() bool {
	id := o.ID()
	return id.Group == IstioNetworking && id.Kind == "EnvoyFilter" || id.Group == "extensions.istio.io" && id.Kind == "WasmPlugin"
}
