package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// tellUndivided tells of the pods of a version that stay while the routes which divided requests by versions send them
// to all pods of the Service from now on; not of others. Once nobody sends anything to them they go first.
func (c *change) tellUndivided(one objects.Service, o *objects.Object) bool {
	var to, from []served.Part // where requests go on, and the version that goes
	var routes []*objects.Object
	for r := range c.old.World.Routings() {
		is := c.nowadays(r)
		if is == nil || !slices.ContainsFunc(served.PartsIn(is), func(p served.Part) bool { return p.Service == served.NameOf(one) && p.Subset == "" }) {
			continue
		}
		for _, p := range served.PartsIn(r) {
			own := c.old.VersionIn(p)
			if own.Service != served.NameOf(one) || own.Subset == "" {
				continue
			}
			list := &to
			if pods := c.old.PodsOfPart(p); slices.Contains(pods, o) {
				list = &from
			} else if slices.ContainsFunc(pods, func(o *objects.Object) bool { return c.New.Find(o.ID()) == nil }) {
				return false
			}
			if *list = append(*list, p); !slices.Contains(routes, r) {
				routes = append(routes, r)
			}
		}
	}
	if len(to) == 0 {
		return false
	}
	help, gone := "before, ", deletion(o)
	if len(from) > 0 {
		help += "have no requests go there, weight: 0, and "
		deed := scripts.Narrow{While: o.ID()}
		for _, r := range routes {
			if patch := served.Narrowing(r, from[0], to[0]); patch != "" {
				deed.Routes = append(deed.Routes, scripts.Patch{Object: r.ID(), JSON: patch})
			}
		}
		c.steps.Does(beforehand, "have requests for "+partTitle(from[0])+" go to "+partTitle(to[0])+", by weight: 0", deed)
	}
	told := c.tell("old-pods-serve", Danger, fmt.Sprintf("%s: nobody deletes it, and %s sends requests to its pods from now on by their share of all, whatever their weight was", titled(o), titled(one.Object())), help+"run: "+gone, o)
	told.done = true
	c.steps.Add(beforehand, 1, scripts.Doing{Text: gone, Deed: run(scripts.AtOnce, gone)})
	c.dismissed[o] = true
	return true
}
