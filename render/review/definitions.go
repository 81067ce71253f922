package review

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
)

// definitionsApart is up to how many definitions of kinds that come or go each has a line of its own:
// what serves some kinds brings all of theirs, and other objects are lost among them.
const definitionsApart = 3

// definitionsOf are the definitions of kinds with which a list of changes begins, all of which come
// or all go; none where they are few.
func definitionsOf(list []compare.Change) (ids []manifest.ID) {
	for i := range list {
		c := &list[i]
		if c.Kind != list[0].Kind || c.Kind != compare.Added && c.Kind != compare.Removed {
			break
		}
		o := c.Old
		if c.Kind == compare.Added {
			o = c.New
		}
		if o.ID().Group != "apiextensions.k8s.io" || o.ID().Kind != "CustomResourceDefinition" {
			break
		}
		ids = append(ids, o.ID())
	}
	if len(ids) <= definitionsApart {
		return nil
	}
	return ids
}

// definitions tell of definitions of kinds together: how many they are, and which of each group.
func (t *printer) definitions(kind compare.Kind, ids []manifest.ID) {
	of := map[string][]string{}
	var groups []string
	for _, id := range ids {
		plural, group, _ := strings.Cut(id.Name, ".")
		if of[group] == nil {
			groups = append(groups, group)
		}
		of[group] = append(of[group], plural)
	}
	slices.Sort(groups)
	t.line(ofKind(kind), fmt.Sprintf("%-8s %d CustomResourceDefinitions", kind, len(ids)))
	for _, group := range groups {
		sign := map[compare.Kind]byte{compare.Added: '+', compare.Removed: '-'}[kind]
		t.field(line{sign, safe(group + ": " + strings.Join(of[group], ", "))})
	}
}
