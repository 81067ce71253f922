package check

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// checkIssuerNames warns of an issuer by which nothing is issued, beside Certificates of one of another name that is
// not among the objects. Somebody may have that in the cluster, and brings no other one then.
func checkIssuerNames(c *checker) {
	var unfound []*objects.Object // the first Certificate of each such issuer
	used, names := map[*objects.Object]bool{}, map[string]bool{}
	for _, o := range c.world.OfKind(objects.CertManager, "Certificate") {
		ref := issuerRef(o)
		if issuer := c.world.IssuerOf(o); issuer != nil {
			used[issuer] = true
		} else if cmp.Or(ref.Text("group"), objects.CertManager) == objects.CertManager && ref.Text("name") != "" {
			names[ref.Text("name")] = true
			if !slices.ContainsFunc(unfound, func(other *objects.Object) bool { return sameIssuer(issuerRef(other), ref) }) {
				unfound = append(unfound, o)
			}
		}
	}
	for _, o := range unfound {
		ref := issuerRef(o)
		kind := cmp.Or(ref.Text("kind"), "Issuer")
		var idle []*objects.Object
		for _, issuer := range c.world.OfKind(objects.CertManager, kind) {
			if !used[issuer] && !names[issuer.ID().Name] && !c.isAnnotated(issuer) && (kind != "Issuer" || issuer.ID().Namespace == o.ID().Namespace) {
				idle = append(idle, issuer)
			}
		}
		if len(idle) != 1 {
			continue // of several nobody knows which is meant
		}
		is, wanted := idle[0].ID().Name, ref.Text("name")
		c.warn("issuer", idle[0].Root(), fmt.Sprintf("nothing is issued by it, and Certificates are by %s %s, which is not among the objects", kind, wording.Quote(wanted)),
			fmt.Sprintf("write issuer: %s where it is named, or call it %s; where the cluster has %s already, remove this one", is, wanted, wanted), c.related(o))
	}
}

func issuerRef(certificate *objects.Object) manifest.Object {
	return certificate.Members().Object("spec").Object("issuerRef")
}

func sameIssuer(a, b manifest.Object) bool {
	return a.Text("name") == b.Text("name") && cmp.Or(a.Text("kind"), "Issuer") == cmp.Or(b.Text("kind"), "Issuer")
}

// isAnnotated reports whether an Ingress or a Gateway asks an issuer for certificates by its annotation.
func (c *checker) isAnnotated(issuer *objects.Object) bool {
	for o := range c.world.All() {
		of := o.Resource().Metadata().Annotations()
		for _, key := range [...]string{"cert-manager.io/cluster-issuer", "cert-manager.io/issuer"} {
			if of.Text(key).Value() == issuer.ID().Name {
				return true
			}
		}
	}
	return false
}
