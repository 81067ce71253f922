package check

import (
	"slices"

	"render/render/objects"
	"render/render/wording"
)

// everywhere are the namespaces that every cluster has.
var everywhere = [...]string{"default", "kube-node-lease", "kube-public", "kube-system"}

// checkNamespace checks that an object's namespace exists.
func checkNamespace(c *checker, o *objects.Object) {
	if name := o.ID().Namespace; !c.knowsNamespace(name) {
		c.noNamespace(o.Resource().Metadata().Namespace().Field, name, "")
	}
}

// namedNamespace checks that a namespace exists that a field names.
func (c *checker) namedNamespace(f objects.Field, name string) {
	if !c.knowsNamespace(name) {
		c.noNamespace(f, name, f.Path()+": ")
	}
}

// knowsNamespace reports whether a namespace is none, or exists. Most objects are in
// that of the one before.
func (c *checker) knowsNamespace(name string) bool {
	if name == "" || name == c.exists {
		return true
	}
	if !c.hasNamespace(name) {
		return false
	}
	c.exists = name
	return true
}

func (c *checker) hasNamespace(name string) bool {
	return c.namespaces[name] || c.known.Namespaces[name] || slices.Contains(everywhere[:], name)
}

func (c *checker) noNamespace(f objects.Field, name, where string) {
	names := slices.Clone(everywhere[:])
	for known, ok := range c.known.Namespaces {
		if ok {
			names = append(names, known)
		}
	}
	for rendered := range c.namespaces {
		names = append(names, rendered)
	}
	c.fail("object-reference", f, where+"namespace "+wording.Quote(name)+" is not among the objects", c.nearestOf(name, "add a Namespace "+wording.Quote(name), names))
}
