package overlay

import (
	"fmt"
	"testing"

	"render/overlays"
	"render/render/manifest"
)

func deployments(b *testing.B, n int) []manifest.Manifest {
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

func BenchmarkMerge1000(b *testing.B) {
	list := deployments(b, 1000)
	o := single("patches:\n- target: {kind: Deployment}\n  patch: |-\n    {kind: Deployment, metadata: {name: a}, spec: {template: {spec: {priorityClassName: high}}}}\n")
	for b.Loop() {
		apply(b, list, o)
	}
}
