package consequences

import (
	"cmp"
	"fmt"
	"iter"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// named is what an object names in another namespace, and what it is to it.
type named struct {
	from *objects.Object
	to   manifest.ID
}

// checkGrants tells of what an object names in another namespace, and that no ReferenceGrant lets
// it name any more: routes answer with 500, listeners without their certificate are none
// (https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant).
func checkGrants(c *change) {
	for one := range c.new.namedAbroad() {
		was := c.formerly(one.from)
		if was == nil || c.new.grantOf(one.from.ID(), one.to) != nil {
			continue
		}
		grant, fails := c.old.grantOf(was.ID(), one.to), "requests that it sends there get 500"
		if grant == nil || c.left(grant) {
			continue
		}
		if one.to.Kind == "Secret" {
			fails = "TLS of the listeners with it ends"
		}
		c.tell("reference-refused", Danger, fmt.Sprintf("%s: no ReferenceGrant in namespace %s lets it name %s %s any more: %s", titled(one.from), wording.Quote(one.to.Namespace), one.to.Kind, wording.Quote(one.to.Name), fails),
			"keep the ReferenceGrant as long as it is named", one.from, grant)
	}
}

// namedAbroad are what routes and Gateways of a side name in other namespaces.
func (s *side) namedAbroad() iter.Seq[named] {
	return func(yield func(named) bool) {
		give := func(o *objects.Object, group, kind string, ref objects.Field) bool {
			to := manifest.ID{Group: cmp.Or(textAt(ref, "group"), group), Kind: cmp.Or(textAt(ref, "kind"), kind), Namespace: textAt(ref, "namespace"), Name: textAt(ref, "name")}
			return to.Namespace == "" || to.Namespace == o.ID().Namespace || yield(named{o, to})
		}
		for o := range s.World.All() {
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

// grantOf is what lets an object name another of another namespace; nil for nothing.
func (s *side) grantOf(from, to manifest.ID) *objects.Object {
	for g := range s.World.ReferenceGrants() {
		if g.ID().Namespace == to.Namespace && g.Lets(from, to) {
			return g.Object()
		}
	}
	return nil
}
