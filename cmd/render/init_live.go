package main

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
)

// missedLive are the objects of a cluster that are not rendered, of groups that a topology
// has objects of; all others are counted, in one line.
func (r *readObjects) missedLive(new []manifest.Manifest, d *compare.Difference, ingresses *importing.Ingresses, where func(manifest.ID, compare.Path) string) (missed []string, others string) {
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
	for i := range r.list {
		id := r.list[i].ID()
		switch {
		case known[id]:
		case !importing.Routes(id) && len(r.told[id]) > 0:
			for _, one := range r.told[id] {
				missed = append(missed, where(id, nil)+diag.Shorten(id.String()+": "+strings.TrimPrefix(one.Path+" "+one.Text, " ")))
			}
		case ingresses != nil && id.Kind == "IngressRoute":
			of, _ := ingresses.Missed(r.list[i].Object)
			for _, what := range of {
				missed = append(missed, where(id, nil)+diag.Shorten(id.String()+": "+what.Path+" "+what.Text))
			}
		case importing.OfSystem(id.Namespace) || len(r.list[i].Object.Object("metadata").List("ownerReferences")) > 0, !importing.Routes(id) && !(r.ofRoles && importing.Runs(r.list[i])):
			passed++
		case ingresses != nil && id.Kind == "Ingress":
			of, _ := ingresses.Missed(r.list[i].Object)
			for _, what := range of {
				missed = append(missed, where(id, nil)+diag.Shorten(id.String()+": "+what.Path+" "+what.Text))
			}
		default:
			missed = append(missed, where(id, nil)+diag.Shorten(id.String()+": is not taken up"))
		}
	}
	if passed == 1 {
		return missed, "1 object of the cluster that no topology has anything of is passed over"
	} else if passed > 1 {
		others = fmt.Sprintf("%d objects of the cluster that no topology has anything of are passed over", passed)
	}
	return missed, others
}

// missedByHand are the fields that somebody wrote on the cluster beyond what was applied, and that are not rendered.
func (r *readObjects) missedByHand(new []manifest.Manifest, d *compare.Difference, stays []compare.Left, where func(manifest.ID, compare.Path) string) (out []string) {
	if len(stays) == 0 {
		return nil
	}
	read, rendered := objects.New(r.list), objects.New(new)
	if d != nil {
		read, rendered = d.Old, d.New
	}
	for _, one := range stays {
		old, becomes := read.Find(one.ID), rendered.Find(one.ID)
		if old == nil || becomes == nil {
			continue
		}
		about := &readObject{of: one.ID, old: old.Members(), new: becomes.Members(), world: rendered, read: read}
		for _, told := range r.told[one.ID] {
			about.told = append(about.told, told.Path)
		}
		tellFields(func(what string, path compare.Path) {
			out = append(out, where(one.ID, path)+diag.Shorten(one.ID.String()+": "+what))
		}, one.Fields, about)
	}
	return out
}
