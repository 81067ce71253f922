package main

import (
	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// tellRule tells of a DestinationRule that was read: which one for the same host is rendered, and
// what that does not say; where there is none, each part that asks for something.
func tellRule(line func(what string, path compare.Path), old *objects.Object, d *compare.Difference) {
	spec := old.Members().Object("spec")
	for rule := range d.New.DestinationRules() {
		if new := rule.Object(); ruled(new) == ruled(old) {
			line("becomes "+new.ID().String()+", which is for gateways alone", nil)
			as := new.Members().With(old.ID().Namespace, "metadata", "namespace").With(spec.Text("host"), "spec", "host")
			tellFields(line, partsOfPolicy(fieldsAs(old, as)), &readObject{of: old.ID(), old: old.Members(), new: as, world: d.New})
			return
		}
	}
	var parts []compare.Field
	for _, m := range spec.Without("host") {
		parts = append(parts, compare.Field{Path: compare.Path{{Member: "spec"}, {Member: m.Key}}, Old: m.Value})
	}
	if len(parts) == 0 {
		line("is not taken up", nil)
	}
	tellFields(line, partsOfPolicy(parts), &readObject{of: old.ID(), world: d.New})
}

// partsOfPolicy are fields with the members of a whole trafficPolicy in place of it: each asks for
// something by itself.
func partsOfPolicy(fields []compare.Field) (out []compare.Field) {
	for _, f := range fields {
		policy, is := f.Old.(manifest.Object)
		if !is || f.New != nil || f.Path.String() != "spec.trafficPolicy" {
			out = append(out, f)
			continue
		}
		for _, m := range policy {
			out = append(out, compare.Field{Path: append(f.Path[:len(f.Path):len(f.Path)], compare.Step{Member: m.Key}), Old: m.Value})
		}
	}
	return out
}

// ruled is the Service that a DestinationRule is for, or the host outside.
func ruled(rule *objects.Object) string {
	host := rule.Members().Object("spec").Text("host")
	if namespace, name := objects.ServiceOfHost(host, rule.ID().Namespace); name != "" {
		return namespace + "/" + name
	}
	return host
}
