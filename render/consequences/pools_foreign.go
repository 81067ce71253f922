package consequences

import (
	"fmt"

	"render/render/manifest"
	"render/render/served"
	"render/render/wording"
)

// isForeign reports whether the pool that is in the way is of no topology, or of another one, and stays.
func (c *change) isForeign(d denial) bool {
	topology := func(p *served.Pool) string { return manifest.TopologyOf(p.Object.Members()) }
	return c.changes[d.other.Object] == nil && topology(d.pool) != "" && topology(d.pool) != topology(d.other)
}

// tellForeign tells of a pool of somebody else's that is in the way: no step is to change it.
func (c *change) tellForeign(d denial) {
	c.tell("pools-overlap", Danger, fmt.Sprintf("pool %s: is refused, since pool %s, which is somebody else's, has %s", wording.Quote(d.pool.Name), wording.Quote(d.other.Name), spelled(d.common)),
		"take other addresses, or have its owner take these out before; where it may be taken over, write it under metallb.pools by its own name, with all its addresses", d.pool.Object, d.other.Object)
}
