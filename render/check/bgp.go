package check

import (
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// bgp checks what MetalLB's sessions and advertisements name. Secrets with
// passwords exist already and are not among the objects.
func (c *checker) bgp() {
	aliases := map[string][]string{} // by namespace
	c.each(metallb, "Community", func(i int) {
		spec := c.object(i, c.list[i].Object, "spec", spot{})
		for n, item := range c.listOf(i, spec, "communities", at("spec")) {
			where := spot{"spec.communities[#]", [2]int{n}}
			alias, ok := c.objectItem(i, item, where)
			if name := c.text(i, alias, "name", where); ok && name != "" {
				aliases[c.ids[i].Namespace] = append(aliases[c.ids[i].Namespace], name)
			}
		}
	})
	c.each(metallb, "BGPPeer", func(i int) {
		spec := c.object(i, c.list[i].Object, "spec", spot{})
		if name := c.text(i, spec, "bfdProfile", at("spec")); name != "" {
			c.metallbObject(i, "spec.bfdProfile", "BFDProfile", name)
		}
	})
	c.each(metallb, "BGPAdvertisement", func(i int) {
		spec := under(c.list[i].Object, "spec") // advertised told of one that is no object
		for n, item := range c.listOf(i, spec, "peers", at("spec")) {
			where := spot{"spec.peers[#]", [2]int{n}}
			if name, ok := c.textItem(i, item, where); ok {
				c.metallbObject(i, where.String(), "BGPPeer", name)
			}
		}
		for n, item := range c.listOf(i, spec, "communities", at("spec")) {
			where := spot{"spec.communities[#]", [2]int{n}}
			if name, ok := c.textItem(i, item, where); ok {
				c.community(i, where, name, aliases[c.ids[i].Namespace])
			}
		}
	})
}

// metallbObject checks that an object of MetalLB names one in its namespace.
func (c *checker) metallbObject(i int, where, kind, name string) {
	id := manifest.ID{Group: metallb, Kind: kind, Namespace: c.ids[i].Namespace, Name: name}
	if _, ok := c.index[id]; !ok {
		c.fail(i, where+": "+kind+" "+diag.Quote(name)+" is not among the objects",
			c.nearest(name, "add a "+kind+" "+diag.Quote(name), inside(id.Namespace, metallb, kind)))
	}
}

// community checks a community that is no value for its name.
func (c *checker) community(i int, where spot, name string, aliases []string) {
	if strings.Contains(name, ":") || slices.Contains(aliases, name) {
		return
	}
	c.fail(i, where.String()+": community "+diag.Quote(name)+" is no value and has no name in a Community",
		c.nearestOf(name, "write its value, or add it to a Community", aliases))
}
