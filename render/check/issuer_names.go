package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
		other := "Issuer"
		if kind == other {
			other = "ClusterIssuer"
		}
		meant, wanted := c.idleIssuer(kind, o, used, names), ref.Text("name")
		if meant == nil {
			meant = c.idleIssuer(other, o, used, map[string]bool{})
		}
		if meant == nil {
			c.warnOfIssuerElsewhere(o, used)
			continue
		}
		is := meant.ID().Name
		var cures, write []string
		if is != wanted {
			write, cures = append(write, "issuer: "+is), append(cures, "call it "+wanted)
		}
		if meant.ID().Kind != kind {
			of := "make it a ClusterIssuer"
			if kind == "Issuer" {
				of = "make it an Issuer of namespace " + o.ID().Namespace
			}
			write, cures = append(write, "kind: "+other), append(cures, of)
		}
		c.warn("issuer", meant.Root(), fmt.Sprintf("nothing is issued by it, and Certificates are by %s %s, which is not among the objects", kind, wording.Quote(wanted)),
			fmt.Sprintf("write %s where it is named, or %s; where the cluster has %s %s already, remove this one", strings.Join(write, " and "), strings.Join(cures, " and "), kind, wanted), c.related(o))
	}
}

// idleIssuer is the issuer of a kind by which nothing is issued and that could issue a Certificate; nil for
// none, and for several: of those nobody knows which is meant.
func (c *checker) idleIssuer(kind string, certificate *objects.Object, used map[*objects.Object]bool, names map[string]bool) *objects.Object {
	var idle []*objects.Object
	for _, issuer := range c.world.OfKind(objects.CertManager, kind) {
		if used[issuer] || names[issuer.ID().Name] || c.isAnnotated(issuer) || kind == "Issuer" && issuer.ID().Namespace != certificate.ID().Namespace {
			continue
		}
		if issuer.ID().Name == issuerRef(certificate).Text("name") {
			return issuer
		}
		idle = append(idle, issuer)
	}
	if len(idle) != 1 {
		return nil
	}
	return idle[0]
}

// warnOfIssuerElsewhere warns of an Issuer by which nothing is issued, of the name that a Certificate of another
// namespace says: an Issuer serves its own alone (https://cert-manager.io/docs/configuration).
func (c *checker) warnOfIssuerElsewhere(certificate *objects.Object, used map[*objects.Object]bool) {
	ref, namespace := issuerRef(certificate), certificate.ID().Namespace
	if cmp.Or(ref.Text("kind"), "Issuer") != "Issuer" {
		return
	}
	for _, issuer := range c.world.OfKind(objects.CertManager, "Issuer") {
		if id := issuer.ID(); id.Name == ref.Text("name") && !used[issuer] && !c.isAnnotated(issuer) {
			c.warn("issuer", issuer.Root(), fmt.Sprintf("nothing is issued by it: an Issuer serves its own namespace, %s, and Certificates by Issuer %s are in %s", id.Namespace, wording.Quote(id.Name), namespace),
				fmt.Sprintf("write namespace: %s in it; where that has an Issuer %s already, remove this one", namespace, id.Name), c.related(certificate))
			return
		}
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
