package render_test

import (
	"context"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/compare"
	"render/render/objects"
)

// TestLeft: of most topologies with something wrong in them objects are left, of none does
// the work panic, and what is nowhere wrong is left whole.
func TestLeft(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, _, err := render.Left(context.Background(), caseInput(t, archive))
		if err == nil && len(list) > 0 {
			left++
		}
		if len(list) > 0 && err != nil {
			t.Errorf("%s: objects, and %v", name, err)
		}
	}
	if left < len(names)*4/5 {
		t.Errorf("objects are left of %d cases of %d", left, len(names))
	}
}

// TestLeftWhole: where nothing is wrong, what is left is what is rendered; where a tier has
// no address of its own, the other's objects are as they were.
func TestLeftWhole(t *testing.T) {
	const sound = `name: home
microk8s: "1.36"
istio: "1.31"
tiers:
- {name: primary, ip: 192.168.1.141, hosts: [home.example.org], apps: [{name: shop, image: "shop:1.0", port: 8080, routes: [/*]}]}
`
	const broken = sound + `- {name: second, ip: 192.168.1.141, hosts: [two.example.org], apps: [{name: site, image: "site:1.0", port: 8080, routes: [/*]}]}
`
	in := func(text string) render.Input {
		return render.Input{Name: "topology.yaml", Text: []byte(text), WithoutKeys: true, Revision: true}
	}
	out, err := render.Render(context.Background(), in(sound))
	if err != nil || out.Diagnostics.Failed() {
		t.Fatal(err, out.Diagnostics)
	}
	for _, c := range []struct {
		text  string
		added bool
	}{{sound, false}, {broken, true}} {
		list, _, err := render.Left(context.Background(), in(c.text))
		if err != nil {
			t.Fatal(err)
		}
		d := compare.Compare(objects.New(out.Manifests), objects.New(list))
		added := 0
		for _, change := range d.Changes {
			if change.Kind == compare.Removed {
				t.Errorf("%s is not left of\n%s", change.ID(), c.text)
			}
			if change.Kind == compare.Added {
				added++
			}
		}
		if (added > 0) != c.added {
			t.Errorf("%d objects are added by\n%s", added, c.text)
		}
	}
}
