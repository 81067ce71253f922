package check

import (
	"fmt"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// checkAddressPool reads the addresses of a pool, or of MetalLB's configuration
// before 0.13. Text of that which cannot be read leaves no pools.
func checkAddressPool(c *checker, o *objects.Object) {
	switch id := o.ID(); {
	case id.Group == objects.MetalLB && (id.Kind == "IPAddressPool" || id.Kind == "AddressPool"):
		pool := o.AddressPool()
		c.fits(pool.Spec())
		for _, entry := range pool.Addresses().Fitting(c.failKind) {
			c.poolEntry(entry.Field, entry.Value(), "")
		}
	case id.Group == objects.Core && id.Kind == "ConfigMap" && id.Name == "config":
		config, there, ok := o.ConfigMap().PoolConfig()
		if there && !ok {
			c.fail("object-incomplete", config.Text.Field, "data.config cannot be read as YAML, and MetalLB would keep what it had", "write: address-pools as MetalLB takes them")
		}
		for p, pool := range config.Pools {
			for n, entry := range pool.Addresses {
				c.poolEntry(config.Text.Field, entry, fmt.Sprintf("data.config: address-pools[%d].addresses[%d]", p, n))
			}
		}
	}
}

// poolEntry notes a range of addresses; where is its place where that is not the
// field's path.
func (c *checker) poolEntry(f objects.Field, text, where string) {
	r, ok := objects.ParseAddressRange(text)
	if ok {
		c.pools = append(c.pools, r)
		return
	}
	if where == "" {
		where = f.Path()
	}
	c.fail("pool-range", f, fmt.Sprintf("%s: %s is no range of addresses", where, wording.Quote(text)), `write: "192.0.2.10-192.0.2.20" or "192.0.2.0/28"`)
}

// checkAdvertisements checks that advertisements and pools name each other: what is
// in no advertisement gets addresses that nobody answers for, and MetalLB takes an
// advertisement of a pool that does not exist without a word.
func checkAdvertisements(c *checker) {
	named := map[manifest.ID]bool{}
	selecting := map[string][]objects.Advertisement{} // by namespace
	c.ofEach(func(c *checker, o *objects.Object) {
		id := o.ID()
		if id.Group != objects.MetalLB || id.Kind != "L2Advertisement" && id.Kind != "BGPAdvertisement" {
			return
		}
		a := o.Advertisement()
		c.fits(a.Spec())
		pools, selectors := a.IPAddressPools(), a.IPAddressPoolSelectors()
		c.fits(pools.Field)
		if c.fits(selectors.Field); selectors.Len() > 0 || pools.Len() == 0 {
			selecting[id.Namespace] = append(selecting[id.Namespace], a)
		}
		c.advertisedPools(pools, named)
	})
	for pool := range c.world.IPAddressPools() {
		id := pool.ID()
		if named[id] || selectsPool(selecting[id.Namespace], pool) {
			continue
		}
		c.fail("object-reference", pool.Field, "no advertisement names the pool, and nobody would answer for its addresses", "add it to spec.ipAddressPools of an L2Advertisement")
	}
}

func (c *checker) advertisedPools(pools objects.List[objects.Text], named map[manifest.ID]bool) {
	if !pools.Fits() {
		return // which was told of
	}
	for _, name := range pools.Fitting(c.failKind) {
		pool := manifest.ID{Group: objects.MetalLB, Kind: "IPAddressPool", Namespace: pools.Object().ID().Namespace, Name: name.Value()}
		named[pool] = true
		if c.world.Find(pool) == nil {
			c.fail("object-reference", name.Field, "pool "+wording.Quote(pool.Name)+" is not among the objects",
				c.nearest(pool.Name, "add an IPAddressPool "+wording.Quote(pool.Name), inside(pool.Namespace, objects.MetalLB, "IPAddressPool")))
		}
	}
}

// selectsPool reports whether an advertisement may take in a pool by its labels.
// One with expressions is taken at its word.
func selectsPool(advertisements []objects.Advertisement, pool objects.AddressPool) bool {
	for _, a := range advertisements {
		selectors := a.IPAddressPoolSelectors()
		if selectors.Len() == 0 {
			return true
		}
		for _, s := range selectors.All() {
			if s.MatchExpressions().Present() || pool.Metadata().Labels().Labels().Match(s.MatchLabels().Labels()) {
				return true
			}
		}
	}
	return false
}
