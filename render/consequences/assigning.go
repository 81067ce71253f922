package consequences

import (
	"fmt"

	"render/render/wording"
)

// tellAssigning tells of pools that only who asks had an address of, and anybody has now.
func (c *change) tellAssigning() {
	for _, p := range c.new.Pools {
		if old := c.old.PoolNamed(p.Name); old != nil && old.Asked && !p.Asked {
			c.tell("pool-assigns", Warning, fmt.Sprintf("pool %s: any Service of type LoadBalancer that asks for no address may get one of it from now on", wording.Quote(p.Name)),
				"write autoAssign: false, if its addresses are for those alone that ask for them", p.Object)
		}
	}
}
