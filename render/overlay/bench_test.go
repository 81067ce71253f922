package overlay

import (
	"fmt"
	"testing"

	"render/overlays"
	"render/render/manifest"
)

func deployments(b testing.TB, n int) []manifest.Manifest {
	one := decode(b, sample)
	var list []manifest.Manifest
	for i := range n {
		m := one[4]
		m.Object = m.Object.With(fmt.Sprintf("app-%d", i), "metadata", "name")
		list = append(list, m)
	}
	return list
}

func BenchmarkHardened1000(b *testing.B) {
	list := deployments(b, 1000)
	files, _ := overlays.FS("hardened")
	for b.Loop() {
		apply(b, list, Overlay{Name: "hardened", Files: files, Builtin: true})
	}
}

// three selects three Deployments of many.
func three() Overlay {
	return single(`
patches:
- target: {kind: Deployment, name: "app-[123]"}
  patch: |-
    {kind: Deployment, metadata: {name: a}, spec: {template: {spec: {priorityClassName: high}}}}
- patch: |-
    {apiVersion: apps/v1, kind: Deployment, metadata: {name: app-2, namespace: default}, spec: {template: {spec: {containers: [{name: helloworld, tty: true}]}}}}
- target: {kind: Deployment, name: app-3}
  patch: |-
    [{op: add, path: /spec/paused, value: true}]
`)
}

// TestCostsBySelected: what an overlay copies and makes depends on how many objects
// it selects, and not on how many there are.
func TestCostsBySelected(t *testing.T) {
	few, many := deployments(t, 300), deployments(t, 3000)
	o := three()
	apply(t, few, o) // what is made once
	of := func(list []manifest.Manifest) float64 {
		return testing.AllocsPerRun(3, func() { apply(t, list, o) })
	}
	small, large := of(few), of(many)
	t.Logf("%.0f allocations for 3 of 300, %.0f for 3 of 3000", small, large)
	if large > small*1.05 {
		t.Errorf("%.0f allocations for 3 of 300 objects, and %.0f for 3 of 3000", small, large)
	}
	out := apply(t, many, o)
	changed := 0
	for i := range out {
		if &out[i].Object[0] != &many[i].Object[0] {
			changed++
		}
	}
	if changed != 3 {
		t.Errorf("%d objects are not the very ones they were, want 3", changed)
	}
}

func BenchmarkThreeOf300(b *testing.B)  { benchmark(b, 300, three()) }
func BenchmarkThreeOf3000(b *testing.B) { benchmark(b, 3000, three()) }

func BenchmarkRename300(b *testing.B) {
	benchmark(b, 300, single("namePrefix: p-\nnamespace: other\n"))
}
func BenchmarkRename3000(b *testing.B) {
	benchmark(b, 3000, single("namePrefix: p-\nnamespace: other\n"))
}

func BenchmarkLabels300(b *testing.B) {
	benchmark(b, 300, single("labels: [{pairs: {a: b}, includeTemplates: true}]\n"))
}
func BenchmarkLabels3000(b *testing.B) {
	benchmark(b, 3000, single("labels: [{pairs: {a: b}, includeTemplates: true}]\n"))
}

func BenchmarkMerge300(b *testing.B)  { benchmark(b, 300, mergeAll()) }
func BenchmarkMerge3000(b *testing.B) { benchmark(b, 3000, mergeAll()) }

func mergeAll() Overlay {
	return single("patches:\n- target: {kind: Deployment}\n  patch: |-\n    {kind: Deployment, metadata: {name: a}, spec: {template: {spec: {priorityClassName: high}}}}\n")
}

func benchmark(b *testing.B, n int, o Overlay) {
	list := deployments(b, n)
	for b.Loop() {
		apply(b, list, o)
	}
}
