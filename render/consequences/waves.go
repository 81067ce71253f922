package consequences

import (
	"slices"
	"strconv"

	"render/render/objects"
)

func waveOf(o *objects.Object) int {
	n, _ := strconv.Atoi(o.Resource().Metadata().Annotations().Text(argoWave).Value())
	return n
}

// pruneWave is the wave in which Argo CD deletes an object that fell out, before it
// applies what is of that wave: what fell out of the last goes in the first, and so on
// (gitops-engine, pkg/sync/sync_context.go, getSyncTasks). With several Applications,
// whose objects nobody can tell apart here, it is the object's own.
func (c *change) pruneWave(o *objects.Object) int {
	own := waveOf(o)
	if len(c.new.World.OfKind(argoGroup, "Application")) > 1 {
		return own
	}
	if c.swapped == nil {
		c.swapped = c.swapWaves()
	}
	if at, ok := c.swapped[own]; ok {
		return at
	}
	return own
}

// swapWaves are the waves in which is deleted what fell out of each.
func (c *change) swapWaves() map[int]int {
	var all []int
	for _, gone := range c.gone {
		if c.deletes(gone) && !c.repeated(gone) {
			all = append(all, waveOf(gone))
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	out := map[int]int{}
	for i, own := range all {
		out[own] = all[len(all)-1-i]
	}
	return out
}
