package render_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"render/render"
	"render/render/causes"
	"render/render/compare"
	"render/render/features"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// everyExample has TestWhy take every example, which lasts some minutes.
var everyExample = flag.Bool("why", false, "ask every example where its fields come from, and not every ninth, nor every object of large ones")

// score counts the facts that are true, those of them that were not told, those that were told,
// and those of them of which no value was seen that makes them true.
type score struct{ facts, missed, told, wrong int }

// TestWhy: every line of which some other value changes a field is told of the field, and
// nearly all that are told have such a value.
func TestWhy(t *testing.T) {
	all, err := features.All()
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("../examples/*/topology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var total score
	for i, name := range names {
		if i%9 != 7 && !*everyExample {
			continue
		}
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in := render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(filepath.Dir(name)), WithoutKeys: true, Revision: true}
			root, _ := source.Parse(places.NewSource("topology.yaml", text))
			o := &oracle{in: in, root: root, base: objectsIn(t, in), features: all, leaves: map[manifest.ID][]compare.Path{}, set: map[string]variation{}}
			for id, object := range o.base {
				o.leaves[id] = compare.Leaves(object)
			}
			s := o.score(t)
			t.Logf("%d facts, %d missed; %d told, %d of them without a value", s.facts, s.missed, s.told, s.wrong)
			total.facts, total.missed, total.told, total.wrong = total.facts+s.facts, total.missed+s.missed, total.told+s.told, total.wrong+s.wrong
		})
	}
	t.Logf("%d facts, %d missed; %d told, %d of them without a value", total.facts, total.missed, total.told, total.wrong)
	if total.facts < 1000 || total.missed > 0 || total.wrong*20 > total.told {
		t.Error("every fact is to be told, and 95 % of what is told to be one")
	}
}

// score compares what is told of all fields with the facts.
func (o *oracle) score(t *testing.T) score {
	reasons, diagnostics, err := render.ReasonsOf(context.Background(), o.in)
	if err != nil || reasons == nil {
		t.Fatal(err, diagnostics.Err())
	}
	facts := o.facts(t)
	var s score
	told := map[fact]bool{}
	influences := map[manifest.ID]*causes.Influence{}
	var whole *causes.Influence
	asked := map[manifest.ID]bool{}
	for i, id := range o.ids() {
		if whole != nil && !whole.All() && i%8 != 0 && !*everyExample {
			continue // each is asked by itself
		}
		asked[id] = true
		if whole == nil || !whole.All() {
			if whole, err = reasons.Why(context.Background(), id, nil); err != nil {
				t.Fatal(err)
			}
		}
		influences[id] = whole
		for _, leaf := range o.leaves[id] {
			for _, e := range influences[id].On(id, leaf) {
				if e.Kind != causes.Written && e.Kind != causes.Default {
					continue
				}
				f := fact{e.Place.Line, id, leaf.String()}
				told[f] = told[f] || facts[f] != "" || o.confirms(t, e, id, leaf)
				if !told[f] {
					t.Logf("WRONG\t%s\t%s\t%s\t%s\t%v\t%s", e.Path, e.How, e.With, id, leaf, e.Kind)
				}
			}
		}
	}
	for f, value := range facts {
		if !asked[f.id] {
			continue
		}
		s.facts++
		if _, ok := told[f]; !ok {
			s.missed++
			t.Errorf("line %d changes %s of %s, as with %q, and is not told", f.line, f.field, f.id, value)
		}
	}
	for _, right := range told {
		s.told++
		if !right {
			s.wrong++
		}
	}
	return s
}

// TestWhyOfMany: of very many apps those that an object is not of are cut away, and what it
// depends on is told all the same: lines of its app and its tier, and those above all tiers.
func TestWhyOfMany(t *testing.T) {
	reasons, diagnostics, err := render.ReasonsOf(context.Background(), appsInput(400))
	if err != nil || reasons == nil {
		t.Fatal(err, diagnostics.Err())
	}
	for _, c := range []struct {
		id   manifest.ID
		path string
		want string
	}{
		{manifest.ID{Group: "apps", Kind: "Deployment", Namespace: "default", Name: "app-8-v1"}, "spec.template.spec.containers[app-8].image", "1! 18! 18 18! "},
		{manifest.ID{Kind: "Service", Namespace: "default", Name: "app-9"}, "spec.ports[http].port", "1! 422! 422 422 "},
		{manifest.ID{Group: "networking.istio.io", Kind: "Gateway", Namespace: "default", Name: "gateway-ingressgateway-secondary"}, "spec.servers[https-secondary].hosts[secondary.example.org]", "1! 1! 410 410! 412 "},
		{manifest.ID{Group: "install.istio.io", Kind: "IstioOperator", Namespace: "istio-system", Name: "istio-control-plane"}, "spec.components.ingressGateways[istio-ingressgateway-secondary].name", "1 3! 410 "},
	} {
		found, err := reasons.Why(context.Background(), c.id, nil)
		if err != nil {
			t.Fatal(err)
		}
		if found.All() {
			t.Errorf("%s: nothing was cut away", c.id)
		}
		path, fault := compare.Lookup(reasons.Whole()[c.id], c.path)
		if fault.Found() {
			t.Error(c.id, fault.Message)
			continue
		}
		got := ""
		for _, e := range causes.Sorted(found.On(c.id, path)) {
			got += fmt.Sprint(e.Place.Line)
			if e.Whole {
				got += "!"
			}
			got += " "
		}
		if got != c.want {
			t.Errorf("%s %s depends on the lines %s, want %s", c.id, c.path, got, c.want)
		}
	}
}

// TestLineOfMany: what a line makes is found in the whole of a topology of very many apps, by
// few values.
func TestLineOfMany(t *testing.T) {
	reasons, diagnostics, err := render.ReasonsOf(context.Background(), appsInput(400))
	if err != nil || reasons == nil {
		t.Fatal(err, diagnostics.Err())
	}
	for line, want := range map[int]struct {
		objects int
		first   string
	}{
		1:  {len(reasons.Whole()), "Deployment.apps default/app-0-v1"}, // the label part-of
		3:  {2, "IstioOperator.install.istio.io istio-system/istio-control-plane"},
		7:  {4, "IPAddressPool.metallb.io metallb-system/ip-192-168-1-141"},
		18: {3, "Deployment.apps default/app-8-v1"},
	} {
		paths, made, err := reasons.Line(context.Background(), line)
		if err != nil || len(paths) == 0 || len(made) == 0 {
			t.Fatal(line, paths, len(made), err)
		}
		if len(made) != want.objects || made[0].ID.String() != want.first {
			t.Errorf("line %d makes %d objects, the first %s; want %d, %s", line, len(made), made[0].ID, want.objects, want.first)
		}
	}
}
