package check

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// checkBGP checks what MetalLB's sessions and advertisements name. Secrets with
// passwords exist already and are not among the objects.
func checkBGP(c *checker) {
	aliases := map[string][]string{} // by namespace
	for community := range c.world.Communities() {
		c.fits(community.Spec())
		for _, alias := range community.Aliases().Fitting(c.failKind) {
			if name := c.text(alias.Name()); name != "" {
				aliases[community.ID().Namespace] = append(aliases[community.ID().Namespace], name)
			}
		}
	}
	for peer := range c.world.BGPPeers() {
		c.fits(peer.Spec())
		if name := c.text(peer.BFDProfile()); name != "" {
			c.metallbObject(peer.BFDProfile(), "BFDProfile")
		}
	}
	for a := range c.world.BGPAdvertisements() { // checkAdvertisements told of a spec that is no object
		for _, name := range a.Peers().Fitting(c.failKind) {
			c.metallbObject(name, "BGPPeer")
		}
		for _, name := range a.Communities().Fitting(c.failKind) {
			c.community(name, aliases[a.ID().Namespace])
		}
	}
}

// metallbObject checks that an object of MetalLB names one in its namespace.
func (c *checker) metallbObject(named objects.Text, kind string) {
	name := named.Value()
	id := manifest.ID{Group: objects.MetalLB, Kind: kind, Namespace: named.Object().ID().Namespace, Name: name}
	if c.world.Find(id) == nil {
		c.fail("object-reference", named.Field, named.Path()+": "+kind+" "+wording.Quote(name)+" is not among the objects",
			c.nearest(name, "add a "+kind+" "+wording.Quote(name), inside(id.Namespace, objects.MetalLB, kind)))
	}
}

// community checks a community that is no value for its name.
func (c *checker) community(named objects.Text, aliases []string) {
	name := named.Value()
	if strings.Contains(name, ":") || slices.Contains(aliases, name) {
		return
	}
	c.fail("object-reference", named.Field, named.Path()+": community "+wording.Quote(name)+" is no value and has no name in a Community",
		c.nearestOf(name, "write its value, or add it to a Community", aliases))
}
