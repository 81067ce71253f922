package align

import (
	"slices"

	"render/render/compare"
	"render/render/manifest"
)

// keeping are objects that are wanted, with the containers that a cluster's pods have beside them by other names,
// and nobody applied: those are merged by their names, so that the pods get both (merged_lists.go).
func (a *Aside) keeping(want, live []manifest.Manifest) []manifest.Manifest {
	at := map[manifest.ID]int{}
	for i := range want {
		if id := want[i].ID(); id.Group == deployments.Group {
			at[id] = i
		}
	}
	want = slices.Clone(want)
	for i := range live {
		if j, is := at[live[i].ID()]; is {
			if list, beside := besides(want[j].Object, live[i].Object); len(beside.Come) > 0 && len(beside.Stays) > 0 {
				beside.ID = live[i].ID()
				want[j].Object, a.Beside = want[j].Object.With(list, containers...), append(a.Beside, beside)
			}
		}
	}
	return want
}

var containers = []string{"spec", "template", "spec", "containers"}

// besides are the containers that pods get, and which of them stay and come.
func besides(want, live manifest.Object) (list []any, beside compare.Beside) {
	applied, _ := recordOf(live)
	applied.merges = true
	for _, key := range containers {
		applied, _ = applied.member(key)
	}
	of := func(o manifest.Object) []any {
		return o.Object("spec").Object("template").Object("spec").List("containers")
	}
	name := func(item any) string {
		one, _ := item.(manifest.Object)
		return one.Text("name")
	}
	list = slices.Clone(of(want))
	lives := of(live)
	for _, item := range list {
		if !slices.ContainsFunc(lives, func(l any) bool { return name(l) == name(item) }) {
			beside.Come = append(beside.Come, name(item))
		}
	}
	_, was := applied.items(lives)
	for i, item := range lives {
		if !was[i] && !slices.ContainsFunc(list, func(w any) bool { return name(w) == name(item) }) {
			beside.Stays, list = append(beside.Stays, name(item)), append(list, item)
		}
	}
	return list, beside
}
