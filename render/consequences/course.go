package consequences

import (
	"render/render/objects"
	"render/render/served"
)

// denial is a pool that MetalLB's webhook refuses, since another has some of its
// addresses (metallb, internal/config, poolsFor).
type denial struct {
	pool, other *served.Pool
	common      objects.AddressRange
}

// course is how pools come into the cluster.
type course struct {
	sets   [][]*served.Pool // that there are one after the other, the last in the end
	first  []denial         // that the first run meets
	denied []denial         // that every run meets
}

// end are the pools that there are when all is done.
func (c *course) end() []*served.Pool { return c.sets[len(c.sets)-1] }
