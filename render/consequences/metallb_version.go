package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/served"
)

// checkMetalLB tells of pools that come in another form: MetalLB reads a ConfigMap up
// to 0.12, and objects from 0.13 on, and neither what the other reads.
func checkMetalLB(c *change) {
	configured := func(p *served.Pool) bool { return p.Configured() }
	objectsOf := func(list []*served.Pool) (out []*objects.Object) {
		for _, p := range list {
			if !slices.Contains(out, p.Object) {
				out = append(out, p.Object)
			}
		}
		return out
	}
	was, is := c.old.Pools, c.new.Pools
	if len(was) == 0 || len(is) == 0 || slices.ContainsFunc(was, configured) == slices.ContainsFunc(is, configured) {
		return
	}
	of := append(objectsOf(is), objectsOf(was)...)
	if slices.ContainsFunc(is, configured) {
		c.tell("metallb-form", Danger, "MetalLB reads the ConfigMap of pools up to 0.12 alone: 0.13 and newer ignore it and go on with the objects", "see that MetalLB is older than 0.13", of...)
		return
	}
	c.tell("metallb-form", Danger, "MetalLB reads pools as objects from 0.13 on, which ignores the ConfigMap: from its upgrade until the objects are there it knows no pool, announces nothing, and gives no address",
		"keep the time between short: upgrade MetalLB, wait for its webhook, and apply the objects at once; "+addonRenewed, of...)
	c.steps.Need(beforehand, "upgrade MetalLB to 0.13 or newer ("+addonRenewed+"), and wait until its controller is ready")
}

// addonRenewed is how microk8s comes to the MetalLB of another track: its addon is applied as it is enabled, and a range
// that tiers have would be in a pool of the addon's, which MetalLB refuses beside theirs.
const addonRenewed = "on microk8s a snap refresh leaves the addon as it is, so microk8s disable metallb, and then enable it with a range that no tier has"
