package access

import (
	"render/render/objects"
	"render/render/served"
)

// RegistryOnly has pods call only what istiod knows, which AllowAny does not.
const (
	RegistryOnly = "REGISTRY_ONLY"
	AllowAny     = "ALLOW_ANY"
)

// Outbound is what pods with a sidecar may call outside the cluster on a side: Sidecars say it, each for its
// scope, and of all else the mesh
// (https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy).
type Outbound struct {
	Order []Scope
	by    map[Scope]*objects.Object
	mesh  objects.MeshConfig
}

// OutboundOf is that of a side, with what stays beside it: of several Sidecars for the same the oldest holds.
func OutboundOf(w *objects.World, beside []*objects.Object) *Outbound {
	out := &Outbound{by: map[Scope]*objects.Object{}, mesh: w.MeshConfig()}
	for _, o := range append(served.OfKind(beside, objects.IstioNetworking, "Sidecar"), w.OfKind(objects.IstioNetworking, "Sidecar")...) {
		at := Scope{Namespace: o.ID().Namespace}
		if selector, _ := o.PodSelector(); len(selector.Labels()) > 0 {
			at.Labels = selector.Labels().String()
		}
		if at.Labels == "" && at.Namespace == w.RootNamespace() {
			at.Namespace = ""
		}
		if out.by[at] == nil {
			out.Order, out.by[at] = append(out.Order, at), o
		}
	}
	return out
}

// Mode is what holds for a scope, and what says it: its Sidecar, or else that of its namespace or of all; where
// that leaves it out, or none is there, the mesh. It is "" where no object tells.
func (b *Outbound) Mode(at Scope) (mode string, by *objects.Object) {
	for _, from := range [...]Scope{at, {Namespace: at.Namespace}, {}} {
		if o := b.by[from]; o != nil {
			if policy := o.Resource().Spec().At("outboundTrafficPolicy"); policy.Present() {
				if policy.At("mode").Raw() == AllowAny {
					return AllowAny, o
				}
				return RegistryOnly, o
			}
			break
		}
	}
	if !b.mesh.Known() {
		return "", nil
	}
	said, where := b.mesh.Setting("outboundTrafficPolicy", "mode")
	if said.Raw() == RegistryOnly {
		return RegistryOnly, where.Object()
	}
	return AllowAny, where.Object()
}

// OfSidecar reports whether a Sidecar, and not the mesh, says what holds for a scope.
func (b *Outbound) OfSidecar(at Scope) bool {
	_, by := b.Mode(at)
	return by != nil && by.ID().Kind == "Sidecar"
}
