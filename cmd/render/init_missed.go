package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"render/render"
	"render/render/align"
	"render/render/certs"
	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// readObjects are the objects that an import read.
type readObjects struct {
	list    []manifest.Manifest
	sources []*places.Source
	told    map[manifest.ID][]importing.Told // what became of policies, and of parts of others
	notes   []string                         // what was decided that no object says
	live    bool                             // they are a cluster's
	ofRoles bool                             // variables of roles stand beside them, and say all that the topology has
}

// refusal reports whether an error is that of a topology with something wrong in it, which
// was told.
func refusal(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.code == exitInput && f.text == ""
}

// tellLeft tells what was read and is not even in what is left of a topology with something
// wrong in it.
func (r *readObjects) tellLeft(s *shell, in render.Input, quiet bool) error {
	if len(r.list) == 0 {
		return nil
	}
	var missed []string
	var files []certs.File
	rendered := false
	err := s.limits.bound(func(ctx context.Context) error {
		left, named, err := render.Left(ctx, in)
		files = named
		if err != nil {
			return context.Cause(ctx) // without one there is nothing to compare with
		}
		rendered = true
		left = withoutValues(left)
		missed = r.leaveCharts(left)
		old, new, aside := align.Sides(r.list, left)
		more, _ := r.missedBy(left, compare.Compare(objects.New(old), objects.New(new)), aside.Left)
		missed = append(missed, more...)
		return nil
	})
	if err != nil {
		return ended(in.Name, err)
	}
	for _, line := range missed {
		fmt.Fprintln(s.stderr, line)
	}
	if !quiet {
		tellFiles(s, r.list, r.ofRoles, in.Files, files)
	}
	switch {
	case quiet:
	case !rendered:
		fmt.Fprintln(s.stderr, "note: which objects and fields are not taken up is told once the topology renders")
	case len(missed) > 0:
		fmt.Fprintln(s.stderr, "note: what is not taken up is told as far as the topology renders: what the problems are about may be among it")
	}
	return nil
}

// withoutValues are objects alone.
func withoutValues(list []manifest.Manifest) []manifest.Manifest {
	return slices.DeleteFunc(slices.Clone(list), func(m manifest.Manifest) bool { return m.Reader == manifest.Helm })
}

// missedBy are what of old objects is missed by new ones, and a line about those of a
// cluster that are passed over.
func (r *readObjects) missedBy(new []manifest.Manifest, d *compare.Difference, stays []compare.Left) (missed []string, others string) {
	ingresses, where := importing.ReadIngresses(r.list), r.placesOf()
	missed = slices.Concat(r.missedOf(d, ingresses, where), r.missedByHand(new, d, stays, where))
	if r.live {
		var more []string
		more, others = r.missedLive(new, d, ingresses, where)
		missed = append(missed, more...)
	}
	return missed, others
}

// placesOf gives what a line about an object that was read begins with, or about a field of
// it: where that stands.
func (r *readObjects) placesOf() func(id manifest.ID, path compare.Path) string {
	world, _ := objects.ReadAll(r.sources) // what is wrong with them was told
	at := map[manifest.ID]*objects.Object{}
	for o := range world.All() {
		at[o.ID()] = o
	}
	return func(id manifest.ID, path compare.Path) string {
		o, ok := at[id]
		if !ok {
			o = at[manifest.ID{Group: id.Group, Kind: id.Kind, Name: id.Name}] // it says no namespace
		}
		if o == nil {
			return ""
		}
		place := fieldAt(o, path).Place()
		return fmt.Sprintf("%s:%d:%d: ", diag.Name(place.Source.Name()), place.Line, place.Column)
	}
}

// missedOf are the objects and fields that were read and are not rendered, each with its
// place.
func (r *readObjects) missedOf(d *compare.Difference, ingresses *importing.Ingresses, where func(manifest.ID, compare.Path) string) []string {
	if d == nil {
		return nil
	}
	var out []string
	var definitions []manifest.ID
	appliers := map[string][]manifest.ID{}
	for _, c := range d.Changes {
		if c.Old == nil {
			continue
		}
		id := c.Old.ID()
		if c.Kind == compare.Removed && definesKind(id) {
			definitions = append(definitions, id)
			continue
		}
		if c.Kind == compare.Removed && importing.Applies(id) {
			appliers[id.Kind] = append(appliers[id.Kind], id)
			continue
		}
		line := func(what string, path compare.Path) {
			out = append(out, where(id, path)+diag.Shorten(id.String()+": "+what))
		}
		switch c.Kind {
		case compare.Removed:
			r.tellRemoved(line, c.Old, d, ingresses)
			continue
		case compare.Renamed:
			line("becomes "+c.New.ID().String(), nil)
		}
		old, fields := withoutPatches(&c)
		about := &readObject{of: id, old: old.Members(), new: c.New.Members(), world: d.New, read: d.Old}
		for _, one := range r.told[id] {
			about.told = append(about.told, one.Path)
		}
		tellFields(line, fields, about)
		tellParts(line, c.Old, r.told[id])
	}
	return slices.Concat(out, missedAppliers(appliers, d.Old, where), missedDefinitions(definitions, where))
}

// tellRemoved tells what became of an object that is not rendered by its name.
func (r *readObjects) tellRemoved(line func(what string, path compare.Path), old *objects.Object, d *compare.Difference, ingresses *importing.Ingresses) {
	id := old.ID()
	if told, is := r.becameOf(old, ingresses); is {
		tellParts(line, old, told)
		return
	}
	if id.Group == objects.IstioNetworking && id.Kind == "DestinationRule" {
		tellRule(line, old, d)
		return
	}
	if tellPools(line, old, d.New) || tellAdvertised(line, old, d) || tellFolded(line, old, d) {
		return
	}
	routes := routesFor(d, old)
	if len(routes) == 0 {
		what := "is not taken up"
		if help := importing.Elsewhere(old.Members(), func(id manifest.ID) bool { return d.Old.Find(id) != nil }); help != "" {
			what += ": " + help
		}
		line(what, nil)
		return
	}
	line("becomes "+namesOf(routes), nil)
	if len(routes) == 1 {
		tellFields(line, fieldsAs(old, routes[0].Members()), &readObject{of: id, old: old.Members(), new: routes[0].Members(), world: d.New})
		return
	}
	for _, path := range inNone(old, routes) {
		line(path.String()+" is not taken up", path)
	}
	tellPrefixes(line, old, routes)
}

// tellParts tells what became of parts of an object that no topology has by itself.
func tellParts(line func(what string, path compare.Path), o *objects.Object, told []importing.Told) {
	for _, one := range told {
		path, _ := compare.Lookup(o.Members(), one.Path) // none is the object's place
		line(strings.TrimPrefix(one.Path+" "+one.Text, " "), path)
	}
}

// becameOf is what became of the parts of an object that no topology has by itself; false where
// it is none.
func (r *readObjects) becameOf(o *objects.Object, ingresses *importing.Ingresses) (out []importing.Told, is bool) {
	missed, is := ingresses.Missed(o.Members())
	told := r.told[o.ID()]
	return slices.Concat(missed, told), is || len(told) > 0
}

// fieldAt is the field at the end of a path, or the last on the way that is written.
func fieldAt(o *objects.Object, path compare.Path) objects.Field {
	field := o.Root()
	var value any = o.Members()
	for _, step := range path {
		var next objects.Field
		switch at := value.(type) {
		case manifest.Object:
			next, value = field.At(step.Member), at.Get(step.Member)
		case []any:
			i := compare.Position(at, step)
			if i < 0 {
				return field
			}
			next, value = field.Items().Item(i), at[i]
		default:
			return field
		}
		if !next.Present() {
			return field
		}
		field = next
	}
	return field
}
