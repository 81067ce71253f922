package drawing

import (
	"net/netip"

	"render/render/endpoints"
	"render/render/plan"
)

// Of is the picture of a plan.
func Of(p *plan.Plan, with Conditions) *Picture {
	d := &draft{Picture: &Picture{Name: p.Document.Name.Value}, plan: p, with: with, sets: newSets(),
		addresses: map[netip.Addr]int{}, apps: map[*plan.App]int{}, pairs: pairsOf(p)}
	found := endpoints.Of(p)
	for i := range p.Tiers {
		d.Tiers = append(d.Tiers, found.Tiers[i].Name)
		newTierDraft(d, i, &found.Tiers[i]).draw()
	}
	for _, l := range d.copies {
		if to, ok := d.apps[d.mirrored[l.To]]; ok {
			d.Lines = append(d.Lines, Line{l.From, to, true})
		}
	}
	d.Picture.sets = d.sets.list
	return d.Picture
}
