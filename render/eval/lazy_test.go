package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"render/render/manifest"
)

// mixins are ways to change the library. What is said of each is the number of
// the library's components that come back through jsonnet from a topology that
// has all of them; the rest is never handed to it.
var mixins = []struct {
	text string
	back int
}{
	{"{}", 0},
	{"function(t) {}", 0},
	{"function(t, more={}) more", 0},
	// own fields
	{"{ apps+: { _pullPolicy:: 'Always' } }", 1},
	{"{ apps+: { _pullPolicy: 'Always' } }", 1},
	{"{ apps+: { _pullPolicy::: 'shown' } }", 1},
	{"{ apps+: { _pullPolicy:: [null, { a: 1, b: ['x'] }] } }", 1},
	{"{ apps+: { _pullPolicy:: super._pullPolicy + '!' } }", 1},
	{"{ apps+: { _pullPolicy:: self._stage + self._tiers } }", 1},
	{"{ apps+: { _stage:: 'gateways', _tiers:: false }, routes+: { _reader:: 'istioctl' } }", 2},
	{"{ istio+: { _reader:: super._reader + 'x' }, extra: { _reader:: $.istio._reader, _stage:: $.bgp._stage } }", 1},
	{"{ apps+: { _policy:: 'Never', _pullPolicy:: self._policy } } + { apps+: { _policy:: 'Always' } }", 1},
	{"{ apps: super.apps { _pullPolicy:: 'Never' }, copy: super.apps { _pullPolicy:: 'Always', _stage:: 'istio' }, is: { same: { kind: 'x', same: $.apps == $.copy } } }", 1},
	{"{ one: super.apps { _pullPolicy:: 'A' }, two: super.apps { _pullPolicy:: 'B' }, both: { list: [[$.one[k], $.two[k], $.apps[k]] for k in std.objectFields($.one)] } }", 0},
	{"local more = { apps+: { x: { kind: 'x' } } }; { apps+: { _pullPolicy:: 'Always' } } + more", 1},
	// manifests
	{"function(t) { apps+: { [tier.name]+: { [a.key]+: { deployment+: { spec+: { minReadySeconds: std.length(super.template.spec.containers) } } } for a in tier.apps.deployed } for tier in t.tiers } }", 1},
	{"function(t) { apps+: { [tier.name]+: { [a.key]+: { service+: { metadata+: { labels+: { n: super.app + '/' + std.length(super.labels0) }, labels0:: {} } } } for a in tier.apps.deployed if false } for tier in t.tiers } }", 1},
	{"function(t) { apps+: { [tier.name]+: { [a.key]+: { service+: { metadata+: { annotations+: { all: std.join(',', std.objectFields($.apps[tier.name])), kind: $.apps[tier.name][a.key].service.kind } } } } for a in tier.apps.deployed + tier.apps.versioned } for tier in t.tiers } }", 1},
	{"function(t) { apps+: { [tier.name]+: { [a.key]+: { service:: super.service } for a in tier.apps.deployed + tier.apps.versioned } for tier in t.tiers } }", 1},
	{"function(t) { [c]+: { [if std.length(t.tiers) > 0 then t.tiers[0].name]:: {} } for c in ['apps', 'routes', 'gateways'] }", 3},
	{"{ local all = super.namespaces, namespaces: { [n]: all[n] { metadata+: { labels+: { of: n } } } for n in std.objectFields(all) } }", 1},
	{"{ apps: std.mapWithKey(function(name, tier) tier, super.apps), namespaces: std.mergePatch(super.namespaces, { x: { kind: 'Namespace', apiVersion: 'v1' } }) }", 2},
	{"{ namespaces: std.prune(super.namespaces), metallb+: std.foldl(function(a, n) a { [n]+: {} }, std.objectFields(super.metallb), {}) }", 2},
	// components that go, and that come
	{"{ gateways: {}, routes:: {}, secrets:: super.secrets }", 1},
	{"{ apps:: error 'nobody looks', secrets+:: {} }", 0},
	{"{ extra: { map: { apiVersion: 'v1', kind: 'ConfigMap', data: { all: std.toString(std.objectFieldsAll($.apps)), n: std.toString([std.length($[c]) for c in std.objectFields($)]), is: std.toString('_stage' in $.apps) } } } }", 0},
	{"{ extra: $.apps, more: { x: $.namespaces } }", 0},
	{"{ assert std.length(self.apps) >= 0 : 'no', apps+: { assert self._stage == 'apps' } }", 1},
	{"{ ['n' + n]: {} for n in std.range(1, 20) } + { apps+: {} }", 1},
	{"{ apps+: if std.length($.namespaces) > 1000 then { _pullPolicy:: 'Never' } else { extra: { apiVersion: 'v1', kind: 'X' } } }", 1},
	{"{ apps+: { _pullPolicy:: std.repeat('x', 20000) }, routes+: { _pullPolicy:: 5 } }", 2},
	{"{ apps+: { primary:: null, secondary: {} } } + { apps+: { primary::: super.primary }, routes+:: {} }", 1},
	{"local change(o) = { apps+: o }; change({ primary: {} }) + change({ _pullPolicy:: 'Never' })", 1},
	{"{ apps+: { primary+: { 'a\"\\u00e9'+: {} } }, namespaces+: { \"a'b\": {}, 'é': { x: 1 } } }", 2},
	{"function(t) local more = { assert true, }; (if t.name == 'x' then {} else { routes+: { _stage:: 'istio' } }) + { apps+: more }", 2},
	// what is read
	{"function(t) { extra: { map: { apiVersion: 'v1', kind: 'ConfigMap', data: { t: std.manifestJsonEx(t, ' '), fields: std.toString(std.objectFieldsAll(t)), name: t.name } } } }", 0},
	{"function(t) import 'more.libsonnet'", 1},
	{"(import 'more.libsonnet') + { extra: { text: importstr 'more.libsonnet', v: std.extVar('colour') } }", 1},
}

// wrongMixins are refused.
var wrongMixins = []string{
	"{ apps+: { _pullPolicy:: error 'no policy' } }",
	"{ apps+: { _pullPolicy:: function(x) x } }",
	"{ apps+: { _stage:: 5 } }",
	"{ apps+: { primary: super.nothing } }",
	"{ apps: null }",
	"{ apps: super.missing }",
	"{ apps+: { x: self.y.z } }",
	"{\n  apps+: { assert false : 'never' },\n}",
	"function(t) { extra: { a: t.missing } }",
	"function(x, y) {}",
	"'text'",
	"5",
	"[]",
	"null",
	"function(t) [t]",
	"{ apps+: { primary+: nothing } }",
	"import 'missing.libsonnet'",
	"{ a: std.native('render/object')('none', {}, 'x') }",
	"{ apps+: { primary: error 'no' } }",
	"{ apps+: { primary+: 5 } }",
	"{ apps+: function(x) x }",
	"{ apps+: if true then 5 else {} }",
	"{ apps+: {} + { _stage:: error 'no stage' } }",
	"{ apps+: import 'missing.libsonnet' }",
	"import 'site.jsonnet'",
}

const more = "{ local stage = 'gateways', namespaces+: { _stage:: stage } }"

// TestLazyIsInterpreted: under every mixin, over every example, the library as it
// was compiled gives what interpreting all of it gives, and without doing so.
func TestLazyIsInterpreted(t *testing.T) {
	all := slices.Clone(mixins)
	found, err := filepath.Glob("../../examples/*/site.jsonnet")
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	for _, name := range found {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, mixins[0])
		all[len(all)-1].text, all[len(all)-1].back = string(text), 1
	}
	open := func(_, name string) Opened {
		var i int
		if _, err := fmt.Sscanf(name, "%d.jsonnet", &i); err != nil {
			return Opened{Text: []byte(more), Found: name}
		}
		return Opened{Text: []byte(all[i].text), Found: name}
	}
	variables := []Variable{{"colour", "blue"}}
	lazy, interpreted := newEvaluation(open, variables), newEvaluation(open, variables)
	for name, text := range examples(t) {
		value := resolved(t, text).Value()
		u := &unchanged{t: given{manifest.NewObject(value)}, usual: map[string]description{}}
		for i, mixin := range all {
			path := fmt.Sprintf("%d.jsonnet", i)
			want, err := interpreted.interpreted(value, path)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, mixin.text, err)
			}
			got, err := lazy.lazily(func() (manifest.Object, error) { return manifest.NewObject(value), nil }, u.describe, path)
			if err != nil {
				t.Errorf("%s, %s: %v, where interpreting gives components", name, mixin.text, err)
			}
			if back := sameListing(t, name+", "+mixin.text, got, want, u); back != mixin.back {
				t.Errorf("%s, %s: %d of the library's components came through jsonnet, want %d", name, mixin.text, back, mixin.back)
			}
		}
	}
}

// sameListing compares the listing of a lazy library with one of an interpreted
// one, and counts the library's components that are not merely named.
func sameListing(t *testing.T, name string, got, want []Component, u *unchanged) int {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d components, want %d", name, len(got), len(want))
		return 0
	}
	back := 0
	for i := range got {
		component := got[i]
		if _, library := byName(component.Name); library && !component.Unchanged {
			back++
		}
		if !u.complete(&component) {
			t.Errorf("%s: component %q gave up", name, component.Name)
		}
		component.Unchanged = false
		a, b := encoded(t, component), encoded(t, want[i])
		if a != b {
			t.Errorf("%s: component %q:\n%s\nwant\n%s", name, component.Name, a, b)
		}
	}
	return back
}

func encoded(t *testing.T, c Component) string {
	t.Helper()
	c.Objects = manifest.Arrange(c.Objects)
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestFaultsAreInterpreted: of a mixin that is wrong the same is told as without
// the compiled library, and each of its files is asked for once.
func TestFaultsAreInterpreted(t *testing.T) {
	value := resolved(t, examples(t)["../../examples/small/topology.yaml"]).Value()
	u := &unchanged{t: given{manifest.NewObject(value)}, usual: map[string]description{}}
	for _, text := range wrongMixins {
		var faults [2]*Fault
		for i := range faults {
			opened := 0
			outcome, err := Do(Job{Path: "site.jsonnet", Mixin: true, Interpreted: i == 1}, Supply{
				Describe: u.describe,
				Model:    func() ([]byte, error) { return encodeJSON(value) },
				Open: func(_, name string) Opened {
					if name != "site.jsonnet" {
						return Opened{Refused: fmt.Sprintf("%q is not there", name)}
					}
					opened++
					return Opened{Text: []byte(text), Found: name}
				},
			})
			if faults[i] = outcome.Fault; err != nil || outcome.Fault == nil || opened != 1 {
				t.Fatalf("%s: %v, %s; asked for %d times", text, err, outcome.Text, opened)
			}
		}
		if !reflect.DeepEqual(faults[0], faults[1]) {
			t.Errorf("%s: %+v, want %+v", text, faults[0], faults[1])
		}
	}
}

// TestModelIsAskedForLate: a mixin that needs nothing of the model is evaluated
// without it.
func TestModelIsAskedForLate(t *testing.T) {
	for text, want := range map[string]int{
		"{}": 0, "function(t) { x: {} }": 0, "{ apps: {} }": 0, "{ apps:: super.apps }": 0,
		"{ apps+: {} }": 0, "{ apps+: { _pullPolicy:: super._pullPolicy } }": 0, "{ apps+: { x: {} }, y: { z: std.length($.apps) } }": 0, "function(t) { local kind = 'x', apps+: { x: kind } }": 0,
		"function(t) { x: { [t.name]: {} } }": 1, "function(t) { apps+: { x: t.name } }": 1, "{ apps+: { [k]: super[k] for k in ['primary'] } }": 1, "{ apps+: { primary+: {} } }": 1, "{ x: $.apps }": 1,
	} {
		asked := 0
		model := resolved(t, examples(t)["../../examples/small/topology.yaml"])
		u := &unchanged{t: model.Record(), usual: map[string]description{}}
		outcome, err := Do(Job{Path: "site.jsonnet", Mixin: true}, Supply{
			Describe: u.describe,
			Open:     func(_, name string) Opened { return Opened{Text: []byte(text), Found: name} },
			Model: func() ([]byte, error) {
				asked++
				return encodeJSON(model.Value())
			},
		})
		if err != nil || outcome.Fault != nil || asked != want {
			t.Errorf("%s: asked for %d times; %v, %+v", text, asked, err, outcome.Fault)
		}
	}
}

// given is an object in the place of a model.
type given struct{ object manifest.Object }

func (g given) Object() manifest.Object { return g.object }

func (g given) Field(name string) (any, bool) {
	m := g.object.Find(name)
	return g.object.Get(name), m != nil
}

// TestInterpretedWhereCompiledGivesUp: a value that compiled code does not know is
// no fault, whether a mixin names its component or not.
func TestInterpretedWhereCompiledGivesUp(t *testing.T) {
	value := resolved(t, examples(t)["../../examples/bgp-old/topology.yaml"]).Value()
	value["metallb"].(map[string]any)["pools"].([]any)[0].(map[string]any)["name"] = "häßlich"
	given := given{manifest.NewObject(value)}
	if _, ok := runCompiled(given, ""); ok {
		t.Fatal("the compiled library knows every letter")
	}
	plain, err := alone(given, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"{}", "{ metallb+: {} }", "{ apps+: {} }", "{ x: $.metallb }"} {
		jobs := 0
		f := newFiles(Config{Evaluator: func(_ context.Context, job Job, supply Supply) (Outcome, error) { jobs++; return Do(job, supply) }})
		f.add("site.jsonnet", []byte(text))
		got, diagnostics, err := f.components(t.Context(), Job{Path: "site.jsonnet", Mixin: true}, given)
		if err != nil || diagnostics.Failed() || jobs > 2 {
			t.Fatalf("%s: %v %v after %d jobs", text, err, diagnostics, jobs)
		}
		got = slices.DeleteFunc(got, func(c Component) bool { return c.Name == "x" })
		same(t, text, got, plain)
	}
}
