package main

import (
	"fmt"
	"maps"

	"render/render/objects"
	"render/render/review"
	"render/render/trace"
)

// untriedFrom tells of requests that are not tried from all addresses.
const untriedFrom = "%d requests are not tried from each address by which policies and sourceRanges tell clients apart, since those are very many"

// requests are what becomes otherwise of requests, by the objects of both sides that are
// compared. What is in the cluster beside them is known of a topology, and is there
// on the other side too; of a side that holds no Secret nothing says that there are none.
func (d *diffRun) requests(old, new *objects.World) *review.Requests {
	known := trace.Known{Services: map[string]bool{}, Secrets: map[string]bool{}}
	for _, side := range [...]*side{d.old, d.new} {
		if side.out == nil {
			continue
		}
		one := side.out.Known()
		maps.Copy(known.Services, one.Services)
		maps.Copy(known.Secrets, one.Secrets)
		known.AnySecret = known.AnySecret || one.AnySecret
	}
	if in, now := old.HoldsSecrets(), new.HoldsSecrets(); !known.AnySecret && !(in && now) {
		known.AnySecret = true
		if in || now {
			d.notes = append(d.notes, "only one side holds Secrets: the certificates that gateways name are taken to be in the cluster on the other")
		}
	}
	out := &review.Requests{}
	meshOf := func(world *objects.World, of *side) *trace.Mesh {
		own := known
		own.Topology = of.out != nil
		return trace.New(world, own)
	}
	c := trace.ChangesByClients(meshOf(old, d.old), meshOf(new, d.new))
	if c.Unasked > 0 {
		d.notes = append(d.notes, fmt.Sprintf(untriedFrom, c.Unasked))
	}
	if c.Less > 0 {
		d.notes = append(d.notes, fmt.Sprintf("%d hosts that one side alone names are tried by one request each, since the other side's wildcard has very many routes for them", c.Less))
	}
	out.Changes, out.Tried, out.Unjudged = trace.Fold(c.Changes), c.Tried, c.Unjudged
	return out
}
