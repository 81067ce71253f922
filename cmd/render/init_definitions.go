package main

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/diag"
	"render/render/manifest"
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
