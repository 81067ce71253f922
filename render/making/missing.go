package making

import (
	"slices"

	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// Missing is what objects name and cannot do without, and what none of them is or makes.
type Missing struct {
	ID      manifest.ID
	By      manifest.ID // an object that names it
	Or      string      // by which other name it will do, if any
	Without string      // what is as long as it is not there
}

// MissingOf is what objects of a side name and others make, in the order of those that name it.
func MissingOf(world *objects.World) (out []Missing) {
	seen := map[manifest.ID]bool{}
	add := func(m Missing) {
		_, made := world.Secret(m.ID.Namespace, m.ID.Name)
		if seen[m.ID] || world.Find(m.ID) != nil || made && m.ID.Kind == "Secret" {
			return
		}
		seen[m.ID] = true
		out = append(out, m)
	}
	side := served.Read(world, served.Entries(world))
	for _, c := range side.Credentials(world) {
		if len(c.From) > 0 {
			add(Missing{c.ID, c.From[0].ID(), "", "gateways end no TLS without it for " + wording.Few(c.Hosts)})
		}
	}
	for _, a := range side.Authorities() {
		own, or := a.Secrets(), ""
		if slices.ContainsFunc(own[:], func(id manifest.ID) bool { _, made := world.Secret(id.Namespace, id.Name); return made }) {
			continue
		}
		for _, id := range own {
			if id != a.ID {
				or = id.Name
			}
		}
		add(Missing{a.ID, a.From[0].ID(), or, "requests to " + wording.Listed(a.Hosts) + ", which gateways check by it, fail with 503 without it"})
	}
	for o := range world.All() {
		needs.Each(o, func(to manifest.ID, _ string) {
			add(Missing{to, o.ID(), "", o.ID().Kind + " " + o.ID().Name + " cannot do without it"})
		})
	}
	return out
}
