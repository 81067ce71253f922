package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/volumes"
	"render/render/wording"
)

// tellUnmounted tells of paths at which pods wrote to what outlives them, and write to it no more: what they find
// there from now on is empty, or another claim's, and nothing of the old one is lost.
func (c *change) tellUnmounted(one *compare.Change) {
	before, now := volumes.Mounts(one.Old.Workload()), volumes.Mounts(one.New.Workload())
	told := map[volumes.Written]bool{}
	for _, was := range before {
		stays := slices.ContainsFunc(now, func(m volumes.Mount) bool { return m.To == was.To })
		if !was.Written || was.To == (volumes.Written{}) || stays || told[was.To] || !runsStill(one, was.Container) {
			continue
		}
		told[was.To] = true
		at := slices.IndexFunc(now, func(m volumes.Mount) bool { return m.Has(was.Path) })
		if at < 0 {
			c.tell("volume-lost", Warning, fmt.Sprintf("%s: does not mount %s at %s any more: what it writes there is gone with its pod from now on, and what it wrote it does not find",
				titled(one.New), was.What(), wording.Quote(was.Path)),
				fmt.Sprintf("mount %s there, or leave it so where nobody needs what it has", was.What()), one.New)
			continue
		}
		c.tell("volume-lost", Warning, fmt.Sprintf("%s: finds %s at %s, in place of %s with what it wrote there", titled(one.New), now[at].What(), wording.Quote(was.Path), was.What()),
			fmt.Sprintf("scale it to 0 and copy what %s has first, where somebody needs it", was.What()), one.New)
	}
}

// runsStill reports whether a container is there on the new side too, by its name or as the only one.
func runsStill(one *compare.Change, name string) bool {
	namesOf := func(o *objects.Object) (out []any) {
		for _, container := range o.Workload().Template().Spec().Containers().All() {
			out = append(out, container.At("name").Raw())
		}
		return out
	}
	now := namesOf(one.New)
	return len(now) == 1 && len(namesOf(one.Old)) == 1 || slices.Contains(now, any(name))
}
