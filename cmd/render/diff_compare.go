package main

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"

	"render/render/align"
	"render/render/compare"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/objects"
	"render/render/review"
)

// readBoth reads both sides and finds their objects. What is wrong with either is told.
// What was encrypted is kept of the other side.
func (d *diffRun) readBoth(names []string) error {
	var one, other error
	names = ofMembers(names)
	d.beside = names[1]
	d.old, one = d.read(names[0])
	d.beside = names[0]
	d.new, other = d.read(names[1])
	d.beside = ""
	if err := usageOf(one, other); err != nil {
		return err
	}
	if one == nil && d.old.form != aTopology {
		if given := d.only("old-set", "old-overlay"); given != "" {
			return usage("--%s is for a topology, and OLD is none", given)
		}
		if given := d.only("set", "overlay"); given != "" && other == nil && d.new.form != aTopology {
			return usage("--%s is for a topology, and neither side is one", given)
		}
	}
	set, over := d.set, d.overlays
	if other != nil || d.new.form == aTopology {
		set, over = nil, nil // are for the new side
	}
	found := false
	findOld := func() {
		if one == nil && !found {
			found = true
			one = d.with(slices.Concat(set, d.oldSet), slices.Concat(over, d.oldOverlays)).find(d.old, orNothing(d.new, other))
		}
	}
	if d.new == nil || d.new.form == aTopology || d.new.indexed() { // else it may be a cluster's, which decides how a topology is rendered
		findOld()
	}
	if other == nil {
		other = d.find(d.new, orNothing(d.old, one))
	}
	findOld()
	return d.both(one, other)
}

// with is the same run with other changes and overlays.
func (d *diffRun) with(set, overlays []string) *diffRun {
	flags, out := *d.diffFlags, *d
	flags.set, flags.overlays = set, overlays
	out.diffFlags = &flags
	return &out
}

// usageOf is the first of two errors that is one of the command line.
func usageOf(list ...error) error {
	for _, err := range list {
		if failed := (*failure)(nil); errors.As(err, &failed) && failed.code == exitUsage {
			return err
		}
	}
	return nil
}

// orNothing stands for a side that cannot be read, so that what is wrong with the other
// one is told too.
func orNothing(of *side, err error) *side {
	if err != nil {
		return &side{form: aText}
	}
	return of
}

// only is the first of some flags that is given; "" for none.
func (d *diffRun) only(names ...string) string {
	at := slices.IndexFunc(names, d.given.Changed)
	if at < 0 {
		return ""
	}
	return names[at]
}

// find finds the objects of a side, beside the other one.
func (d *diffRun) find(side, other *side) (err error) {
	switch side.form {
	case aText:
		var without int
		err = d.bounded(side.name, func() (err error) {
			if side.found == nil {
				side.found, err = d.parse(side.name, side.text)
			}
			if side.list, without = manifestsOf(side.found, manifest.Manifest{}); err != nil || without > 0 && !d.passes {
				return err
			}
			side.list = d.lastOfEach(d.placed(side.name, side.list), side.sources)
			return nil
		})
		if err == nil && without > 0 && !d.passes {
			return d.refuseNameless(side, without)
		}
		if err == nil {
			d.passOver(side.name, without, side.sources)
		}
	case aFolder: // beside a topology its objects are read once it is known that it differs
		if other.form != aTopology || !side.indexed() {
			err = d.bounded(side.name, func() (err error) {
				side.list, err = side.held.objects(d.sideReader, side.name, func(string) bool { return true })
				return err
			})
		}
	default:
		err = d.render(side, other)
	}
	return err
}

// bounded does some work on a side within the limits.
func (d *diffRun) bounded(name string, work func() error) error {
	if err := d.s.limits.bound(func(context.Context) error { return work() }); err != nil {
		return ended(name, err)
	}
	return nil
}

// compare compares the sides once their objects are found.
func (d *diffRun) compare() (*review.Review, error) {
	out := &review.Review{Version: version, Old: d.old.called(), New: d.new.called()}
	out.OldWith, out.NewWith = flagsOf(d.oldSet, d.oldOverlays), flagsOf(d.set, d.overlays)
	if d.new.form != aTopology { // they are the old side's
		out.OldWith, out.NewWith = flagsOf(slices.Concat(d.set, d.oldSet), slices.Concat(d.overlays, d.oldOverlays)), ""
	}
	if topology := d.topology(); topology != nil {
		out.PlaceOf, out.Topology = topology.out.PlaceOf, topology.name
	}
	if d.asksRequests {
		out.Requests = &review.Requests{Same: true}
	}
	var err error
	if out.Applier, err = d.who(); err != nil || d.same() {
		return out, err
	}
	plan, err := d.plan()
	if err != nil || plan != nil && plan.nothing() {
		return out, err
	}
	if plan == nil && d.force {
		return nil, usage("--force is for a folder that render wrote beside a topology, and neither side is one")
	}
	if plan != nil {
		withOwn := plan.writes
		if d.force { // their kustomization.yaml is written anew, and lists them no more
			withOwn = func(string) bool { return true }
		}
		if plan.folder.list, err = plan.folder.held.objects(d.sideReader, plan.folder.name, withOwn); err != nil {
			return nil, err
		}
	}
	sides := align.Sides
	switch {
	case out.Applier == consequences.Flux:
		sides = align.SidesUndone
	case out.Applier == consequences.Kubectl && (d.new.out == nil || !d.new.out.Install.TwiceByNumber): // which has to be applied server-side
		sides = align.Merged
	}
	old, new, aside := sides(d.old.list, d.new.list)
	out.Aside = aside
	out.Difference = compare.Compare(d.old.world(old), d.new.world(new))
	out.Difference.Live, out.Difference.Left, out.Difference.Beside = align.Live(d.old.list), aside.Left, aside.Beside
	out.Consequences = consequences.After(out.Difference, d.before(out.Difference.Old, out.Applier), out.Applier)
	if d.asksRequests && !out.Difference.Empty() {
		out.Requests = d.requests(out.Difference.Old, out.Difference.New)
	}
	switch {
	case plan != nil:
		out.Files, out.Decisions = plan.files(out.Difference), plan.decisions()
	case d.old.indexed() && d.new.indexed():
		out.Files = besides(d.old.held, d.new.held)
	}
	return out, nil
}

// same reports whether both sides are the same bytes.
func (d *diffRun) same() bool {
	switch {
	case d.old.form != d.new.form:
		return false
	case d.old.form == aText:
		return bytes.Equal(d.old.text, d.new.text)
	case d.old.form == aFolder:
		return d.old.indexed() == d.new.indexed() && maps.EqualFunc(d.old.held.texts, d.new.held.texts, bytes.Equal)
	}
	return false
}

// before is who brought the old side onto the cluster: as the flag says; --applier is of
// both sides, where both are render's.
func (d *diffRun) before(old *objects.World, by consequences.Applier) consequences.Applier {
	name := d.oldApplier
	switch {
	case name != "":
	case d.applier != "" && (d.old.indexed() || d.old.out != nil):
		return by
	case d.old.indexed() && len(d.old.held.index.Decisions["layout"]) > 0:
		name = layoutIn(d.old.held.index.Decisions["layout"][0])
	case d.old.out != nil:
		name = layoutOf(d.old.out)
	default:
		return consequences.Before(old, align.Live(d.old.list), by)
	}
	was, _ := consequences.ParseApplier(name) // kubectl for a plain layout
	return was
}

// who applies the change: as the flag says, the index of a folder, or a topology.
func (d *diffRun) who() (consequences.Applier, error) {
	name := d.applier
	for _, side := range []*side{d.old, d.new} {
		if name == "" && side.indexed() {
			if values := side.held.index.Decisions["layout"]; len(values) > 0 {
				name = layoutIn(values[0])
			}
		}
	}
	for _, side := range []*side{d.new, d.old} {
		if name == "" && side.out != nil {
			name = layoutOf(side.out)
		}
	}
	if name == "" || name == plainLayout {
		return consequences.Kubectl, nil
	}
	who, ok := consequences.ParseApplier(name)
	if !ok {
		return who, &failure{exitBug, "no applier " + name}
	}
	return who, nil
}
