package main

import (
	"cmp"
	"slices"

	"render/render/compare"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
)

// tellFields tells what is not rendered of an object's fields that were read.
func tellFields(line func(what string, path compare.Path), fields []compare.Field, about *readObject) {
	given := addressOf(fields, about.of)
	taken := map[int]bool{}
	for i := range fields {
		f := &fields[i]
		given := cmp.Or(given, about.addressBeside(f))
		as, isRoute := about.becomesRoute(f)
		switch {
		case slices.Contains(about.told, f.Path.String()): // in other words
		case f.Path.Has("spec", "selector") && slices.Contains(about.told, "spec.selector"): // all of it
		case f.Path.Has("apiVersion"): // of one group, which says the same by each of its versions
		case isRoute:
			if as != "" {
				line(as, f.Path.Before())
			}
		case f.Old != nil && f.New == nil:
			if within, is := calledOtherwise(fields, i, taken); is {
				tellFields(line, within, about)
				continue
			}
			if about.alike(f) {
				continue
			}
			if path, annotations := annotationsIn(f); given != "" && len(annotations) > 0 {
				for _, a := range annotations {
					if !saysAddress(a.Key, a.Value, given) {
						path := append(path.Before(), compare.Step{Member: a.Key})
						line(path.String()+" is not taken up", path)
					}
				}
				continue
			}
			if last := f.Path[len(f.Path)-1]; saysAddress(last.Member, f.Old, given) {
				continue
			}
			line(f.Path.Before().String()+" is not taken up", f.Path.Before())
		case f.Old != nil && !about.alike(f):
			line(f.Path.Before().String()+" becomes another", f.Path.Before())
		}
	}
}

// annotationsIn are annotations that a field is, or holds alone, and where they are.
func annotationsIn(f *compare.Field) (compare.Path, manifest.Object) {
	whole, _ := f.Old.(manifest.Object)
	switch {
	case f.Path[len(f.Path)-1].Member == serviceNotes, f.Path.Has("metadata", "annotations") || f.Path.Has("spec", "infrastructure", "annotations"):
		return f.Path, whole
	case f.Path.Has("spec", "infrastructure") && len(whole) == 1:
		return append(slices.Clone(f.Path), compare.Step{Member: "annotations"}), whole.Object("annotations")
	}
	return nil, nil
}

// addressOf is the address that a Service has in a field from now on; "" where it has none there.
func addressOf(fields []compare.Field, of manifest.ID) string {
	for _, f := range fields {
		switch text, _ := f.New.(string); {
		case of.Kind == "Service" && f.Path.String() == "spec.loadBalancerIP":
			return text
		case of.Group == objects.GatewayAPI && f.Path.String() == "spec.addresses":
			list, _ := f.New.([]any)
			if len(list) == 1 {
				one, _ := list[0].(manifest.Object)
				return one.Text("value")
			}
		}
	}
	return ""
}

// serviceNotes are what an IstioOperator calls annotations of a gateway's Service.
const serviceNotes = "serviceAnnotations"

// addressBeside is the address that a gateway of an IstioOperator has from now on, by the settings
// beside those annotations that a field is, or is of; "" where there is none.
func (t *readObject) addressBeside(f *compare.Field) string {
	at := slices.IndexFunc(f.Path, func(s compare.Step) bool { return s.Member == serviceNotes })
	if t.of.Group != objects.IstioInstall || at < 0 {
		return ""
	}
	settings, _ := compare.Find(t.new, f.Path[:at])
	k8s, _ := settings.(manifest.Object)
	return k8s.Object("service").Text("loadBalancerIP")
}

// saysAddress reports whether an annotation asks for the address that a Service has.
func saysAddress(key string, value any, address string) bool {
	return address != "" && importing.AsksAddress(key) && value == address
}

// calledOtherwise are the fields in which an item of a list differs from one that is told apart
// by another name in its place, as a server of a Gateway; false where there is none that is like it.
func calledOtherwise(fields []compare.Field, at int, taken map[int]bool) (within []compare.Field, is bool) {
	old := &fields[at]
	item, isObject := old.Old.(manifest.Object)
	last := len(old.Path) - 1
	if !isObject || !old.Path[last].Item {
		return nil, false
	}
	best := -1
	for i := range fields {
		f := &fields[i]
		other, isObject := f.New.(manifest.Object)
		if f.Old != nil || !isObject || taken[i] || len(f.Path) != last+1 || f.Path[:last].String() != old.Path[:last].String() {
			continue
		}
		if missed := missedIn(item, other); best < 0 || len(missed) < len(within) {
			best, within = i, missed
		}
	}
	if best < 0 || 2*len(within) > len(compare.Leaves(item)) {
		return nil, false
	}
	taken[best] = true
	for i := range within {
		within[i].Path = append(slices.Clone(old.Path), within[i].Path...)
	}
	return within, true
}

// missedIn are the fields of one object that another does not have so.
func missedIn(old, new manifest.Object) (out []compare.Field) {
	world := func(o manifest.Object) *objects.World {
		whole := manifest.Object{{Key: "apiVersion", Value: "v1"}, {Key: "kind", Value: "Item"}, {Key: "metadata", Value: manifest.Object{{Key: "name", Value: "item"}}}, {Key: "item", Value: o}}
		return objects.New([]manifest.Manifest{{Object: whole}})
	}
	for _, c := range compare.Compare(world(old), world(new)).Changes {
		for _, f := range c.Fields {
			if f.Old != nil {
				f.Path = f.Path[1:]
				out = append(out, f)
			}
		}
	}
	return out
}
