package scripts

import (
	"slices"

	"render/render/manifest"
)

// meets has a doing be one with another that was noted before, where both do the same in other
// words: that is done once, when the time for both has come.
func (s *Steps) meets(when Phase, turns int, what Doing) bool {
	for at := range s {
		for turn, list := range s[at] {
			for i := range list {
				earlier := Phase(at) < when || Phase(at) == when && turn <= turns
				kept, there, ok := list[i].with(what, earlier, min(Phase(at), when))
				switch {
				case !ok:
				case there:
					list[i] = kept
					return true
				default:
					s[at][turn] = slices.Delete(list, i, i+1)
					s.put(when, turns, kept)
					return true
				}
			}
		}
	}
	return false
}

// with is what is done in place of two doings that do the same, and whether where this one is;
// not ok where they do not.
func (d Doing) with(other Doing, earlier bool, first Phase) (kept Doing, there, ok bool) {
	switch deed := d.Deed.(type) {
	case Install: // by one file, on which all that is later may rely
		to, is := other.Deed.(Install)
		if kept = d; deed.Version == "" {
			kept = other
		}
		return kept, earlier, is && to.By == deed.By
	case Provide:
		to, is := other.Deed.(Provide)
		return d, true, is && to.Namespace == deed.Namespace && deed.has(to.Things)
	case Commands: // after the change alone: what goes before it may be made anew by it
		to, is := other.Deed.(Commands)
		if is && to.Once > deed.Once {
			return other, false, first >= ByHand && slices.Equal(to.Run, deed.Run)
		}
		return d, true, is && first >= ByHand && slices.Equal(to.Run, deed.Run)
	}
	return d, false, false
}

// has reports whether things are among those of a deed.
func (d Provide) has(things []manifest.ID) bool {
	return !slices.ContainsFunc(things, func(one manifest.ID) bool {
		return !slices.ContainsFunc(d.Things, func(its manifest.ID) bool { return its.Kind == one.Kind && its.Name == one.Name })
	})
}
