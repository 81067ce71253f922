package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/served"
)

// late are those that an outcome sends to which come in the same change, where the
// applier does not wait for their pods before it applies the route.
func (c *change) late(now, old served.Outcome) []served.Part {
	var out []served.Part
	for _, p := range now.To {
		p.Port = ""
		if c.hands(c.new.PodsOfPart(p)) {
			continue
		}
		whole := []served.Service{p.Service}
		switch {
		case c.isVersion(p):
			if !c.versionLate(p, now, old) {
				continue
			}
		case !c.startsAnew(whole) || c.waits(whole, now.From, old.From):
			continue
		default:
			p.Subset = ""
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// versionLate reports whether all pods of a version come with the change, and are not
// waited for. Argo CD waits; but what it deletes of the old pods goes with the wave of
// the new ones, and the old route still leads there (see pruneWave).
func (c *change) versionLate(p served.Part, now, old served.Outcome) bool {
	pods := c.new.PodsOfPart(p)
	if len(pods) == 0 || slices.ContainsFunc(pods, func(o *objects.Object) bool { return !c.comes(o) || c.tellsOf("pods-replaced", o) }) {
		return false
	}
	if c.by != ArgoCD || slices.ContainsFunc(pods, func(o *objects.Object) bool { return waveOf(o) >= waveOf(now.From) }) {
		return true
	}
	return slices.ContainsFunc(old.To, func(p served.Part) bool {
		return slices.ContainsFunc(c.old.PodsOfPart(p), func(o *objects.Object) bool { return c.goes(o) && c.deletes(o) })
	})
}

// isVersion reports whether pods are those of one version of an app that was there already: of a
// subset, or of a Service of its own.
func (c *change) isVersion(p served.Part) bool {
	own := c.new.VersionIn(p)
	return own.Subset != "" && !c.startsAnew([]served.Service{own.Service})
}
