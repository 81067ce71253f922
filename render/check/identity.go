package check

import (
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// identity checks what an object is told apart by, and notes it.
func (c *checker) identity(i int) {
	object, id := c.list[i].Object, c.ids[i]
	metadata, _ := object.Get("metadata").(manifest.Object)
	if id.Group != "" && id.Kind != "" && id.Name != "" && id.Namespace != "" && scopeOf(id.Group, id.Kind) != cluster {
		c.note(i, id)
		return
	}
	c.required(i, object, "apiVersion", "apiVersion")
	c.required(i, object, "kind", "kind")
	if metadata == nil && object.Get("metadata") != nil {
		c.wrong(i, "metadata", "an object")
		return
	}
	c.required(i, metadata, "name", "metadata.name")
	c.scope(i, metadata)
	if id.Kind != "" && id.Name != "" {
		c.note(i, id)
	}
}

// note keeps an object's identity, or tells that another has it.
func (c *checker) note(i int, id manifest.ID) {
	if id.Group == core && id.Kind == "Namespace" {
		c.namespaces[id.Name] = true
	}
	if first, ok := c.index[id]; ok {
		c.fail(i, "is there twice", "write: another name, or change the first instead of adding a second", c.also(first))
		return
	}
	c.index[id] = i
}

func (c *checker) required(i int, parent manifest.Object, key, path string) {
	switch v := parent.Get(key).(type) {
	case string:
		if v == "" {
			c.fail(i, path+" is empty", "write: "+path)
		}
	case nil:
		c.fail(i, path+" is missing", "write: "+path)
	default:
		c.wrong(i, path, "text")
	}
}

func (c *checker) scope(i int, metadata manifest.Object) {
	v, written := metadata.Get("namespace"), metadata.Find("namespace") != nil
	if _, ok := v.(string); !ok && v != nil {
		c.wrong(i, "metadata.namespace", "text")
		return
	}
	id := c.ids[i]
	switch scopeOf(id.Group, id.Kind) {
	case namespaced:
		if id.Namespace == "" {
			c.fail(i, "metadata.namespace is missing, and the object would go wherever kubectl happens to point", "write: metadata.namespace")
		}
	case cluster:
		if written {
			c.fail(i, "has a metadata.namespace, and "+article(id.Kind)+id.Kind+" is in none", "remove metadata.namespace")
		}
	}
}

func article(kind string) string {
	if strings.HasPrefix(kind, "I") || strings.HasPrefix(kind, "A") {
		return "an "
	}
	return "a "
}

// everywhere are the namespaces that every cluster has.
var everywhere = [...]string{"default", "kube-node-lease", "kube-public", "kube-system"}

// namespace checks that a namespace exists. where is "" for the object's own.
func (c *checker) namespace(i int, name, where string) {
	if name == "" || name == c.exists {
		return
	}
	if c.hasNamespace(name) {
		c.exists = name
		return
	}
	message := "namespace " + diag.Quote(name) + " is not among the objects"
	if where != "" {
		message = where + ": " + message
	}
	names := slices.Clone(everywhere[:])
	for known, ok := range c.known.Namespaces {
		if ok {
			names = append(names, known)
		}
	}
	for rendered := range c.namespaces {
		names = append(names, rendered)
	}
	c.fail(i, message, c.nearestOf(name, "add a Namespace "+diag.Quote(name), names))
}

func (c *checker) hasNamespace(name string) bool {
	return c.namespaces[name] || c.known.Namespaces[name] || slices.Contains(everywhere[:], name)
}
