package needs

import (
	"cmp"
	"iter"

	"render/render/manifest"
	"render/render/objects"
)

// Abroad is an object that names another one of another namespace.
type Abroad struct {
	From *objects.Object
	To   manifest.ID
}

// NamedAbroad are what routes and Gateways name in other namespaces.
func NamedAbroad(w *objects.World) iter.Seq[Abroad] {
	return func(yield func(Abroad) bool) {
		give := func(o *objects.Object, group, kind string, ref objects.Field) bool {
			to := manifest.ID{Group: cmp.Or(textAt(ref, "group"), group), Kind: cmp.Or(textAt(ref, "kind"), kind), Namespace: textAt(ref, "namespace"), Name: textAt(ref, "name")}
			return to.Namespace == "" || to.Namespace == o.ID().Namespace || yield(Abroad{o, to})
		}
		for o := range w.All() {
			if o.ID().Group != objects.GatewayAPI {
				continue
			}
			for _, rule := range o.Resource().Spec().At("rules").Items().All() {
				for _, ref := range rule.At("backendRefs").Items().All() {
					if !give(o, "", "Service", ref) {
						return
					}
				}
			}
			for _, l := range o.Resource().Spec().At("listeners").Items().All() {
				for _, ref := range l.At("tls", "certificateRefs").Items().All() {
					if !give(o, "", "Secret", ref) {
						return
					}
				}
			}
		}
	}
}

// GrantOf is what lets an object name another of another namespace; nil for nothing.
func GrantOf(w *objects.World, from, to manifest.ID) *objects.Object {
	for g := range w.ReferenceGrants() {
		if g.ID().Namespace == to.Namespace && g.Lets(from, to) {
			return g.Object()
		}
	}
	return nil
}
