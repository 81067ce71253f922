package inputs

import (
	"testing"

	"render/render/format"
	"render/render/places"
	"render/render/plan"
)

// TestInside: one rule says of a name whether it is inside the topology's folder, and what
// may be looked for is inside, unless all may be.
func TestInside(t *testing.T) {
	source := places.NewSource("topology.yaml", nil)
	for name, want := range map[string]bool{"certs/x.crt": true, "./x": true, "a/../x": true, "..x": true, "/etc/x.crt": false, "//x": false, "..": false, "../x": false, "a/../../x": false, "/a/../..": false} {
		text := format.Text{Value: name, Origin: format.Top(places.File(source))}
		if LocalPath(name) != want || inside(&plan.Plan{}, name) != want || Readable(&plan.Plan{}, text) != want {
			t.Errorf("%s: local %v, inside %v, readable %v; want %v", name, LocalPath(name), inside(&plan.Plan{}, name), Readable(&plan.Plan{}, text), want)
		}
		if anywhere := (&plan.Plan{Options: plan.Options{AllowOutside: true}}); !inside(anywhere, name) || !Readable(anywhere, text) {
			t.Errorf("%s is not to be looked for where all may be", name)
		}
	}
}
