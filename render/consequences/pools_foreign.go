package consequences

import (
	"fmt"

	"render/render/manifest"
	"render/render/served"
	"render/render/wording"
)

// isForeign reports whether the pool that is in the way is of no topology, or of another one, and stays.
func (c *change) isForeign(d served.Denial) bool {
	topology := func(p *served.Pool) string { return manifest.TopologyOf(p.Object.Members()) }
	return c.changes[d.Other.Object] == nil && topology(d.Pool) != "" && topology(d.Pool) != topology(d.Other)
}

// tellForeign tells of a pool of somebody else's that is in the way: no step is to change it.
func (c *change) tellForeign(d served.Denial) {
	c.tell("pools-overlap", Danger, fmt.Sprintf("pool %s: is refused, since pool %s, which is somebody else's, has %s", wording.Quote(d.Pool.Name), wording.Quote(d.Other.Name), spelled(d.Common)),
		"take other addresses, or have its owner take these out before; where it may be taken over, write it under metallb.pools by its own name, with all its addresses", d.Pool.Object, d.Other.Object)
}
