package main

import (
	"fmt"

	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// missedOf are the objects and fields that were read and are not rendered, each with its
// place.
func missedOf(d *compare.Difference, sources []*places.Source, ingresses bool) []string {
	if d == nil {
		return nil
	}
	world, _ := objects.ReadAll(sources) // what is wrong with them was told
	at := map[manifest.ID]places.Place{}
	for o := range world.All() {
		at[o.ID()] = o.Root().Place()
	}
	var out []string
	for _, c := range d.Changes {
		if c.Old == nil {
			continue
		}
		id := c.Old.ID()
		place, ok := at[id]
		if !ok {
			place = at[manifest.ID{Group: id.Group, Kind: id.Kind, Name: id.Name}] // it says no namespace
		}
		line := func(what string) {
			where := ""
			if place.Source != nil {
				where = fmt.Sprintf("%s:%d:%d: ", diag.Name(place.Source.Name()), place.Line, place.Column)
			}
			out = append(out, where+diag.Shorten(id.String()+": "+what))
		}
		switch c.Kind {
		case compare.Removed:
			if missed, is := importing.MissedOfIngress(c.Old.Members()); is && ingresses {
				for _, what := range missed {
					line(what + " is not taken up")
				}
				continue
			}
			line("is not taken up")
		case compare.Renamed:
			line("becomes " + c.New.ID().String())
		}
		for _, f := range c.Fields {
			switch {
			case f.Old != nil && f.New == nil:
				line(f.Path.String() + " is not taken up")
			case f.Old != nil:
				line(f.Path.String() + " becomes another")
			}
		}
	}
	return out
}

// missedLive are the objects of a cluster that are not rendered, of groups that a topology
// has objects of; all others are counted, in one line.
func missedLive(old, new []manifest.Manifest, d *compare.Difference, ingresses bool) (missed []string, others string) {
	known := map[manifest.ID]bool{}
	for i := range new {
		known[new[i].ID()] = true
	}
	if d != nil {
		for _, c := range d.Changes {
			if c.Old != nil {
				known[c.Old.ID()] = true // told of
			}
		}
	}
	passed := 0
	for i := range old {
		id := old[i].ID()
		switch {
		case known[id]:
		case !importing.Routes(id) || importing.OfSystem(id.Namespace) || len(old[i].Object.Object("metadata").List("ownerReferences")) > 0:
			passed++
		case ingresses && id.Kind == "Ingress":
			of, _ := importing.MissedOfIngress(old[i].Object)
			for _, what := range of {
				missed = append(missed, diag.Shorten(id.String()+": "+what+" is not taken up"))
			}
		default:
			missed = append(missed, diag.Shorten(id.String()+": is not taken up"))
		}
	}
	if passed == 1 {
		return missed, "1 object of the cluster that no topology has anything of is passed over"
	} else if passed > 1 {
		others = fmt.Sprintf("%d objects of the cluster that no topology has anything of are passed over", passed)
	}
	return missed, others
}
