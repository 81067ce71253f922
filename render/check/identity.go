package check

import (
	"strings"

	"render/render/objects"
)

// checkIdentity checks what an object is told apart by.
func checkIdentity(c *checker, o *objects.Object) {
	id := o.ID()
	r := o.Resource()
	if id.Kind != "" && id.Name != "" && id.Namespace != "" && (id.Group != "" || r.APIVersion().Value() != "") && objects.ScopeOf(id.Group, id.Kind) != objects.Clustered {
		c.once(o)
		return
	}
	c.required(r.APIVersion())
	c.required(r.Kind())
	metadata := r.Metadata()
	if !c.fits(metadata.Field) {
		return
	}
	c.required(metadata.Name())
	c.scope(metadata)
	if id.Kind != "" && id.Name != "" {
		c.once(o)
	}
}

// once checks that no object before has the same identity.
func (c *checker) once(o *objects.Object) {
	if first := o.First(); first != o {
		c.fail("object-twice", o.Root(), "is there twice", "write: another name, or change the first instead of adding a second", c.related(first))
	}
}

func (c *checker) required(t objects.Text) {
	switch {
	case !c.fits(t.Field):
	case !t.Present():
		c.fail("object-incomplete", t.Field, t.Path()+" is missing", "write: "+t.Path())
	case t.Value() == "":
		c.fail("object-incomplete", t.Field, t.Path()+" is empty", "write: "+t.Path())
	}
}

func (c *checker) scope(metadata objects.Metadata) {
	namespace := metadata.Namespace()
	if !c.fits(namespace.Field) {
		return
	}
	id := metadata.Object().ID()
	switch objects.ScopeOf(id.Group, id.Kind) {
	case objects.Namespaced:
		if id.Namespace == "" {
			c.fail("object-namespace", namespace.Field, "metadata.namespace is missing, and the object would go wherever kubectl happens to point", "write: metadata.namespace")
		}
	case objects.Clustered:
		if metadata.Members().Find("namespace") != nil {
			c.fail("object-namespace", namespace.Field, "has a metadata.namespace, and "+article(id.Kind)+id.Kind+" is in none", "remove metadata.namespace")
		}
	}
}

func article(kind string) string {
	if strings.HasPrefix(kind, "I") || strings.HasPrefix(kind, "A") {
		return "an "
	}
	return "a "
}
