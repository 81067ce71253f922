package objects_test

import (
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// strange are values of every kind, one of which does not belong anywhere.
var strange = []any{nil, "text", true, int64(-1), 1.5, []any{nil, int64(1), "a", []any{}}, manifest.Object{{Key: "a", Value: nil}}, []any{manifest.Object{}}}

// eachChange calls f with the members of an object in which one value after the other
// is a strange one, each in its turn.
func eachChange(v any, turn *int, f func(any)) {
	*turn++
	f(strange[*turn%len(strange)])
	switch v := v.(type) {
	case manifest.Object:
		for i := range v {
			eachChange(v[i].Value, turn, func(inner any) {
				out := append(manifest.Object(nil), v...)
				out[i].Value = inner
				f(out)
			})
		}
	case []any:
		for i := range v {
			eachChange(v[i], turn, func(inner any) {
				out := append([]any(nil), v...)
				out[i] = inner
				f(out)
			})
		}
	}
}

// TestStrangeValues: a value of another kind than belongs somewhere reads as nothing
// and does not fit, and no view of its object fails over it.
func TestStrangeValues(t *testing.T) {
	w := read(t, worldText(t))
	changes, unfit := 0, 0
	for o := range w.All() {
		eachChange(o.Members(), &changes, func(v any) {
			object, ok := v.(manifest.Object)
			if !ok {
				return
			}
			visit(objects.New([]manifest.Manifest{{Object: object}}), changes%16 == 0, func(method string, field objects.Field) {
				if field.Fits() {
					return
				}
				unfit++
				if !field.Present() || len(field.Members()) > 0 && field.Wants() == objects.Mapping {
					t.Fatalf("%s: %s does not fit, and is %v", method, field.Path(), field.Raw())
				}
			})
		})
	}
	if changes < 500 || unfit < 300 {
		t.Errorf("only %d changes and %d values that do not fit", changes, unfit)
	}
}

// FuzzRead: no text makes reading fail otherwise than by diagnostics, or a view panic;
// every place is inside the text.
func FuzzRead(f *testing.F) {
	for document := range strings.SplitSeq(worldText(f), "---\n") {
		f.Add([]byte(document))
	}
	f.Add([]byte("kind: List\nitems: [{kind: List, items: 3}, {kind: PodList, items: [{spec: {containers: [1]}}]}]"))
	f.Add([]byte("a: &a {kind: Gateway, apiVersion: networking.istio.io/v1, spec: {servers: [*x]}}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		src := places.NewSource("fuzz.yaml", text)
		w, diagnostics := objects.Read(src)
		if diagnostics.Failed() {
			return
		}
		visit(w, true, func(method string, field objects.Field) {
			if place := field.Place(); place.Line < 1 || place.Line > src.Lines() {
				t.Fatalf("%s: %s is at line %d of %d", method, field.Path(), place.Line, src.Lines())
			}
		})
	})
}

// TestDeepLists: a path has the numbers of all items, however deep lists are nested.
func TestDeepLists(t *testing.T) {
	w := read(t, "kind: A\na: [0, [0, 1, [0, [0, 1, 2, [0, {b: [0, [9]]}]]]]]\n")
	for o := range w.All() {
		var deepest objects.Field
		var down func(f objects.Field)
		down = func(f objects.Field) {
			deepest = f
			if f.At("b").Present() {
				f = f.At("b")
			}
			items := f.Items()
			if n := items.Len(); n > 0 {
				down(items.Item(n - 1))
			}
		}
		down(o.Root().At("a"))
		if want := "a[1][2][1][3][1].b[1][0]"; deepest.Path() != want || deepest.Raw() != int64(9) {
			t.Errorf("%s holds %v, want %s", deepest.Path(), deepest.Raw(), want)
		}
		if place := deepest.Place(); place.Line != 2 || place.Source.Line(2)[place.Column-1] != '9' {
			t.Errorf("it is said to be at line %d, column %d", place.Line, place.Column)
		}
	}
}

// TestManyKeys: an object with very many keys is read in a time that grows with it.
func TestManyKeys(t *testing.T) {
	const n = 100_000
	labels := make(objects.Labels, n)
	for i := range labels {
		labels[i] = manifest.Member{Key: "key-" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + itoa(i), Value: itoa(i)}
	}
	if !labels.Match(labels) || len(labels.Missing(labels)) > 0 {
		t.Error("labels do not match themselves")
	}
	var x objects.LabelIndex
	x.Add("web", labels)
	x.Add("web", labels[:n-1])
	found := 0
	for i := range 1000 { // each asks for another key
		for range x.Match("web", labels[n-1-i:n-i]) {
			found++
		}
	}
	if found != 2*1000-1 {
		t.Errorf("found %d", found)
	}
	w := objects.New([]manifest.Manifest{{Object: manifest.Object{{Key: "kind", Value: "A"}, {Key: "metadata", Value: manifest.Object{{Key: "labels", Value: manifest.Object(labels)}}}}}})
	for o := range w.All() {
		seen := 0
		for range o.Resource().Metadata().Labels().All() {
			seen++
		}
		if seen != n {
			t.Errorf("saw %d of %d", seen, n)
		}
	}
}

// TestPlaceInsideAList: what would be a member stands where the list does that is
// there in the object's place, also outside of any other list.
func TestPlaceInsideAList(t *testing.T) {
	w := read(t, "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: a}\nspec:\n- servers\n")
	for g := range w.Gateways() {
		servers := g.Servers()
		if place := servers.Place(); place.Line != 4 || servers.Path() != "spec.servers" || servers.Present() {
			t.Errorf("%s is at line %d", servers.Path(), place.Line)
		}
		if one := g.Spec().At("a"); one.Place().Line != 4 { // a key too short to be an item's number in brackets
			t.Errorf("%s is at line %d", one.Path(), one.Place().Line)
		}
	}
}
