package consequences_test

import (
	"maps"
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// TestFromText: of objects that were read from a text, as a folder or a cluster gives
// them, the same is told as of those that a topology is rendered to, but for what a text
// alone does not say: what a tier is called, and of which stage an object is. Then more
// may go along with what applies a stage.
func TestFromText(t *testing.T) {
	for _, p := range table(t) {
		for _, side := range []string{"new", "near"} {
			for _, by := range appliers {
				old, now := world(t, &p, "old", by), world(t, &p, side, by)
				want := codesOf(consequences.Of(compare.Compare(old, now), by))
				got := codesOf(consequences.Of(compare.Compare(fromText(t, p.Name, old), now), by))
				if got["pruned-with-more"] > want["pruned-with-more"] {
					for _, code := range [...]string{"pruned-with-more", "pruned"} {
						delete(got, code)
						delete(want, code)
					}
				}
				if !maps.Equal(got, want) {
					t.Errorf("%s, %s, by %s: %v of a text, %v of a topology", p.Name, side, by, got, want)
				}
			}
		}
	}
}

// codesOf counts how often each code is told.
func codesOf(list consequences.List) map[string]int {
	out := map[string]int{}
	for _, c := range list.Consequences {
		out[c.Code]++
	}
	return out
}

// fromText reads the objects of a world from their text.
func fromText(t *testing.T, name string, w *objects.World) *objects.World {
	t.Helper()
	text := func(values bool) []*places.Source {
		var list []manifest.Manifest
		for o := range w.All() {
			if o.IsValues() == values {
				list = append(list, manifest.Manifest{Object: o.Members()})
			}
		}
		texts, wrong := manifest.Documents(list)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		if len(texts) == 0 {
			return nil
		}
		return []*places.Source{places.NewSource(name, manifest.Join(texts))}
	}
	out, diagnostics := objects.ReadWithValues(text(false), text(true))
	if diagnostics.Failed() {
		t.Fatal(diagnostics.Err())
	}
	out.Cluster = w.Cluster // which no object says
	return out
}
