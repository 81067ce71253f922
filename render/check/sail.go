package check

// sail checks that the namespace an object has the Sail operator install into
// is there: the operator waits for it and makes none.
func (c *checker) sail(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	c.namespace(i, c.text(i, spec, "namespace", at("spec")), "spec.namespace")
}
