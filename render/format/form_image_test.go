package format_test

import (
	"testing"

	"render/render/format"
)

// TestIsLatest: the port of a registry is no tag, and who names a digest asks for that.
func TestIsLatest(t *testing.T) {
	for image, want := range map[string]bool{
		"shop": true, "shop:latest": true, "registry.example.org:5000/shop": true, "registry.example.org:5000/shop:latest": true, "a/latest": true,
		"shop:1": false, "registry.example.org:5000/shop:1": false, "shop:latest-2": false, "shop@sha256:01": false, "shop:latest@sha256:01": false,
	} {
		if got := format.IsLatest(image); got != want {
			t.Errorf("%s: %v", image, got)
		}
	}
}
