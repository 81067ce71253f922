package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
)

// definesKind reports whether an object defines a kind for the API server.
func definesKind(id manifest.ID) bool {
	return id.Group == "apiextensions.k8s.io" && id.Kind == "CustomResourceDefinition"
}

// missedDefinitions are lines about definitions of kinds that were read, which no topology has: one
// where they are many, since what serves a kind brings its definition, and what is of a person's own
// is lost among them.
func missedDefinitions(list []manifest.ID, where func(manifest.ID, compare.Path) string) (out []string) {
	if len(list) < 4 {
		for _, id := range list {
			out = append(out, where(id, nil)+diag.Shorten(id.String()+": is not taken up"))
		}
		return out
	}
	var names []string
	for _, id := range list {
		names = append(names, id.Name)
	}
	return []string{fmt.Sprintf("%s%d CustomResourceDefinitions, which come with what serves their kinds, are not taken up: %s", where(list[0], nil), len(list), strings.Join(names, ", "))}
}

// missedAppliers are lines about what applies objects that were not read: one of each kind, where they are many.
func missedAppliers(kinds map[string][]manifest.ID, read *objects.World, where func(manifest.ID, compare.Path) string) (out []string) {
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		list := kinds[kind]
		help := importing.Elsewhere(read.Find(list[0]).Members(), func(manifest.ID) bool { return false })
		if len(list) < 4 {
			for _, id := range list {
				out = append(out, where(id, nil)+diag.Shorten(id.String()+": is not taken up: "+help))
			}
			continue
		}
		var names []string
		for _, id := range list {
			names = append(names, id.Namespace+"/"+id.Name)
		}
		out = append(out, fmt.Sprintf("%s%d objects of kind %s are not taken up: %s; they are %s", where(list[0], nil), len(list), kind, help, strings.Join(names, ", ")))
	}
	return out
}
