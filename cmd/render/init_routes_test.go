package main

import (
	"testing"

	"render/render/manifest"
	"render/render/objects"
)

// Of a route that becomes several only what none of them has is missed, and of that no more
// than the highest field.
func TestInNone(t *testing.T) {
	route := func(name string, http ...map[string]any) *objects.Object {
		items := make([]any, len(http))
		for i := range http {
			items[i] = http[i]
		}
		world := objects.New([]manifest.Manifest{{Object: manifest.NewObject(map[string]any{
			"apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": map[string]any{"name": name}, "spec": map[string]any{"http": items}})}})
		for o := range world.All() {
			return o
		}
		return nil
	}
	fault := map[string]any{"delay": map[string]any{"fixedDelay": "5s", "percentage": map[string]any{"value": 100}}}
	old := route("a", map[string]any{"timeout": "7s", "fault": fault}, map[string]any{"rewrite": map[string]any{"uri": "/x", "authority": "b"}})
	one, two := route("a-one", map[string]any{"timeout": "7s"}), route("a-two", map[string]any{"rewrite": map[string]any{"uri": "/x"}})
	var got []string
	for _, path := range inNone(old, []*objects.Object{one, two}) {
		got = append(got, path.String())
	}
	if len(got) != 2 || got[0] != "spec.http[0].fault" || got[1] != "spec.http[1].rewrite.authority" {
		t.Errorf("missed: %q", got)
	}
	if got := inNone(old, []*objects.Object{old}); len(got) > 0 {
		t.Errorf("missed of itself: %v", got)
	}
}
