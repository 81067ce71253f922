package main

import (
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// routesFor are the routes that are rendered in place of one that was read, where the topology
// keeps its name and adds a host to it: one for each set of hosts.
func routesFor(d *compare.Difference, id manifest.ID) (out []*objects.Object) {
	if id.Kind != "VirtualService" && !strings.HasSuffix(id.Kind, "Route") {
		return nil
	}
	for _, c := range d.Changes {
		if c.Kind != compare.Added {
			continue
		}
		if to := c.New.ID(); to.Kind == id.Kind && to.Namespace == id.Namespace && strings.HasPrefix(to.Name, id.Name+"-") {
			out = append(out, c.New)
		}
	}
	return out
}

// fieldsAs are the fields in which an object differs from one of another name.
func fieldsAs(old, new *objects.Object) []compare.Field {
	as := new.Members().With(old.ID().Name, "metadata", "name")
	d := compare.Compare(objects.New([]manifest.Manifest{{Object: old.Members()}}), objects.New([]manifest.Manifest{{Object: as}}))
	if len(d.Changes) == 0 {
		return nil
	}
	return d.Changes[0].Fields
}

// inNone are the fields of an object that none of several has, in whatever item of a list;
// where all below one is missed, that one.
func inNone(old *objects.Object, several []*objects.Object) (out []compare.Path) {
	has := map[string]bool{}
	for _, one := range several {
		for _, leaf := range compare.Leaves(one.Members()) {
			for i := range leaf {
				has[strings.Join(leaf[:i+1].Members(), ".")] = true
			}
		}
	}
	told := map[string]bool{}
	for _, leaf := range compare.Leaves(old.Members()) {
		for i := range leaf {
			at := strings.Join(leaf[:i+1].Members(), ".")
			if has[at] {
				continue
			}
			if !told[at] {
				told[at], out = true, append(out, leaf[:i+1])
			}
			break
		}
	}
	return out
}
