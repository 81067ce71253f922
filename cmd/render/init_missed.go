package main

import (
	"fmt"

	"render/render/compare"
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// missedOf are the objects and fields that were read and are not rendered, each with its
// place.
func missedOf(d *compare.Difference, sources []*places.Source) []string {
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
