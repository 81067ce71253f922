package decode

import (
	"fmt"

	"render/internal/later"
	"render/render/format"
	"render/render/source"
)

// owners are what objects of the format are called by who writes them.
func owners() map[string]string { return ownersOnce.Get(makeOwners) }

var ownersOnce later.Value[map[string]string]

func makeOwners() map[string]string {
	return map[string]string{"Tier": "the tier", "App": "the app", "Route": "the route"}
}

// called is the key of a field that an object round this one has for key, under this
// name or that of elsewhere; "" for none.
func (e *enclosing) called(key string) string {
	if e.layout.ByKey(key) != nil {
		return key
	}
	return foreignField(e.of, key)
}

// ofOwner is the help for key number i of an object that is a field of the tier, the
// app or the route itself, of which the object is one field of many; "" where it is
// none, and where a line of it is only indented too far.
func (d *decoder) ofOwner(n *source.Node, i int, m format.Origin) string {
	if len(d.above) < 2 {
		return ""
	}
	outer := &d.above[len(d.above)-2]
	within := outer.layout.ByKey(m.Key())
	if within == nil || within.List || owners()[outer.of] == "" {
		return ""
	}
	key := outer.called(n.Keys[i].Text)
	if key == "namespace" && outer.of == "Tier" {
		key = "gatewayNamespace" // its own namespace is that of its apps
	}
	if key == "" || key == m.Key() || outer.node.Get(key) != nil || !n.Flow && key == n.Keys[i].Text {
		return ""
	}
	if key == "container" && m.Key() == "names" {
		return "remove it: the container is called like its app always"
	}
	return fmt.Sprintf("it is a field of %s: write %s: %s beside %s", owners()[outer.of], key, valueOf(key, n, i), m.Key())
}

// fartherOut is the help for key number i of an object that is a field of what is
// farther out, under a name of elsewhere only of what is next.
func (d *decoder) fartherOut(n *source.Node, i int) string {
	if d.differs(n.Keys[i].Text) {
		return ""
	}
	for j := len(d.above) - 2; j > 0; j-- {
		outer := &d.above[j]
		key := outer.called(n.Keys[i].Text)
		if key == "" || owners()[outer.of] == "" || key != n.Keys[i].Text && j < len(d.above)-2 {
			continue
		}
		if outer.node.Get(key) != nil {
			return fmt.Sprintf("remove it: %s is a field of %s, which has it", key, owners()[outer.of])
		}
		return fmt.Sprintf("it is a field of %s: write %s: %s there", owners()[outer.of], key, valueOf(key, n, i))
	}
	return ""
}

// valueOf is the value of key number i of an object, as it is written as that of a field:
// what is called a Secret elsewhere is one that exists, and no path of a pair.
func valueOf(field string, n *source.Node, i int) string {
	value := abridged(n.Values[i])
	if field == "cert" && namesSecret(n.Keys[i].Text) && n.Values[i].Kind == source.Scalar {
		return "{secret: " + value + "}"
	}
	return value
}

// namesSecret reports whether a key of elsewhere has the name of a Secret with a certificate.
func namesSecret(key string) bool {
	switch folded(key) {
	case "secretname", "credentialname", "tlssecret", "existingsecret":
		return true
	}
	return false
}
