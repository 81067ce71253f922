package main

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// isPools reports whether an object is the ConfigMap that MetalLB read before it had kinds of its own.
func isPools(id manifest.ID) bool {
	return id == manifest.ID{Kind: "ConfigMap", Namespace: "metallb-system", Name: "config"}
}

// configured is what such a ConfigMap says; not ok where it cannot be read.
func configured(config any) (said manifest.Object, ok bool) {
	text, _ := config.(string)
	list, err := manifest.Decode([]byte(text))
	if err != nil || len(list) != 1 {
		return nil, false
	}
	return list[0], true
}

// sameText reports whether MetalLB's configuration says the same in another spelling.
func sameText(f *compare.Field, of manifest.ID) bool {
	old, read := configured(f.Old)
	new, also := configured(f.New)
	return isPools(of) && read && also && compare.Equal(old, new)
}

// tellPools tells of MetalLB's configuration as a ConfigMap, which objects of its own are rendered in
// place of: which those are, and each value that none of them says. False where it is none, or
// nothing is rendered of it.
func tellPools(line func(what string, path compare.Path), old *objects.Object, new *objects.World) bool {
	said, ok := configured(old.Members().Object("data").Get("config"))
	if !isPools(old.ID()) || !ok {
		return false
	}
	var becomes []*objects.Object
	values := map[string]bool{}
	for o := range new.All() {
		if o.ID().Group != objects.MetalLB {
			continue
		}
		becomes = append(becomes, o)
		values[valueOf("name", o.ID().Name)] = true
		values[valueOf("protocol", map[string]string{"L2Advertisement": "layer2", "BGPAdvertisement": "bgp"}[o.ID().Kind])] = true
		spec := o.Members().Object("spec")
		for _, leaf := range compare.Leaves(spec) {
			value, _ := compare.Find(spec, leaf)
			values[valueOf(lastOf(leaf), value)] = true
		}
	}
	if len(becomes) == 0 {
		return false
	}
	config := compare.Path{{Member: "data"}, {Member: "config"}}
	line("becomes "+namesOf(becomes), config)
	for _, leaf := range compare.Leaves(said) {
		value, _ := compare.Find(said, leaf)
		if !values[valueOf(lastOf(leaf), value)] {
			line("data.config: "+leaf.String()+" is not taken up", config)
		}
	}
	return true
}

// lastOf is the member of an object in which a path ends, or whose list it ends in.
func lastOf(leaf compare.Path) string {
	for i := len(leaf) - 1; i >= 0; i-- {
		if !leaf[i].Item {
			return leaf[i].Member
		}
	}
	return ""
}

// valueOf is a value by its member, in whichever of MetalLB's two spellings.
func valueOf(member string, value any) string {
	return strings.ToLower(strings.ReplaceAll(member, "-", "")) + "=" + fmt.Sprint(value)
}
