package render_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/causes"
	"render/render/compare"
	"render/render/manifest"
)

// nested is a topology in which the VirtualService of one app has the routes of all others:
// each app's from line 9 on, and in the last line that of "/shop/*".
func nested(apps int) render.Input {
	var b strings.Builder
	b.WriteString("name: home\nkubernetes: \"1.36\"\nmetallb: none\nistio: {version: \"1.31\", install: none}\nsecrets: omit\ntiers:\n- {name: primary, ip: 192.0.2.1, hosts: [shop.example.org],\n   apps: [\n")
	for i := range apps {
		fmt.Fprintf(&b, "   {name: app%d, image: \"app:%d\", port: %d, routes: [/shop/a%d]},\n", i, i, 8000+i, i)
	}
	b.WriteString("   {name: all, image: \"all:1\", port: 80, routes: [/shop/*]}]}\n")
	return render.Input{Name: "topology.yaml", Text: []byte(b.String())}
}

var nestedObject = manifest.ID{Group: "networking.istio.io", Kind: "VirtualService", Namespace: "default", Name: "all-on-gateway-ingressgateway"}

// toldLines are the lines that a field of the nested object is told to depend on.
// Where it begins with "app3: " it is below that app's item of spec.http. What is known
// already is asked for no more.
func toldLines(t *testing.T, reasons *render.Reasons, field string, known *causes.Influence) (lines []int, unasked int) {
	t.Helper()
	if app, below, ok := strings.Cut(field, ": "); ok {
		routes, _ := compare.Find(reasons.Whole()[nestedObject], compare.Path{{Member: "spec"}, {Member: "http"}})
		at := slices.IndexFunc(routes.([]any), func(item any) bool { return strings.Contains(fmt.Sprint(item), "{host "+app+"}") })
		field = fmt.Sprintf("spec.http[%d].%s", at, below)
	}
	path, fault := compare.Lookup(reasons.Whole()[nestedObject], field)
	if fault.Found() {
		t.Fatal(fault.Message)
	}
	found := known
	if found == nil {
		var err error
		if found, err = reasons.Why(context.Background(), nestedObject, path); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range causes.Sorted(found.On(nestedObject, path)) {
		if e.Kind == causes.Written || e.Kind == causes.Default {
			lines = append(lines, e.Place.Line)
		}
	}
	return slices.Compact(lines), found.Unasked()
}

// TestWhyPartly: a field of an object that names very many apps is told of its own app and of
// the app behind it, as when everything is tried in the whole, and that quickly of a thousand.
func TestWhyPartly(t *testing.T) {
	ask := func(in render.Input, whole bool) *render.Reasons {
		reasons, diagnostics, err := render.ReasonsOf(context.Background(), in)
		if err != nil || reasons == nil {
			t.Fatal(err, diagnostics.Err())
		}
		if whole {
			reasons.AskWhole()
		}
		return reasons
	}
	const few, many, first = 14, 1000, 9
	some, all, large := ask(nested(few), false), ask(nested(few), true), ask(nested(many), false)
	known, err := all.Why(context.Background(), nestedObject, nil)
	if err != nil || !known.All() {
		t.Fatal("not all was tried", err)
	}
	for _, c := range []struct {
		field  string
		behind int // the app
	}{
		{"app3: route[0].destination.host", 3},
		{"app3: route[0].destination.port.number", 3},
		{"app7: match[0].uri.exact", 7},
	} {
		// what other apps' lines do is left out: they could have this one's route, or its name
		own := func(lines []int) []int {
			return slices.DeleteFunc(lines, func(n int) bool { return n >= first && n < first+few && n != first+c.behind })
		}
		got, unasked := toldLines(t, some, c.field, nil)
		want, _ := toldLines(t, all, c.field, known)
		if !slices.Equal(got, own(want)) || !slices.Contains(got, first+c.behind) || unasked != 0 {
			t.Errorf("%s: of the lines %d, and %d apps are not told of; want %d", c.field, got, unasked, own(want))
		}
		if got, unasked := toldLines(t, large, c.field, nil); !slices.Contains(got, first+c.behind) || !slices.Contains(got, first+many) || len(got) > len(want)+1 || unasked != 0 {
			t.Errorf("%s: of a thousand apps it is of the lines %d, and %d apps are not told of", c.field, got, unasked)
		}
	}
	for _, field := range []string{"", "spec.http"} {
		if got, unasked := toldLines(t, large, field, nil); !slices.Contains(got, first+many) || slices.Contains(got, first) || unasked != many {
			t.Errorf("%q: of the lines %d, and %d apps are not told of", field, got, unasked)
		}
	}
	if got, unasked := toldLines(t, large, "spec.hosts", nil); !slices.Contains(got, 7) || unasked != 0 {
		t.Errorf("spec.hosts: of the lines %d, and %d apps are not told of", got, unasked)
	}
}

// TestLineAsInWhole: what a line makes is told as where nothing was cut away, of objects of
// other apps too, and only what is another: items behind one that goes are not.
func TestLineAsInWhole(t *testing.T) {
	ask := func(whole bool) *render.Reasons {
		reasons, diagnostics, err := render.ReasonsOf(context.Background(), nested(30))
		if err != nil || reasons == nil {
			t.Fatal(err, diagnostics.Err())
		}
		if whole {
			reasons.AskWhole()
		}
		return reasons
	}
	cut, all := ask(false), ask(true)
	told := func(reasons *render.Reasons, line int) string {
		_, made, err := reasons.Line(context.Background(), line)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, m := range made {
			fmt.Fprintln(&out, m.ID, m.Whole, m.Fields)
		}
		return out.String()
	}
	for _, line := range []int{1, 3, 7, 9, 20, 38, 39} {
		if got, want := told(cut, line), told(all, line); got != want {
			t.Errorf("line %d makes\n%swant\n%s", line, got, want)
		}
	}
	if got := told(cut, 20); !strings.Contains(got, "route[app11].destination.host") || strings.Contains(got, "app12") || !strings.Contains(got, "uri.exact") {
		t.Errorf("line 20 makes\n%s", got)
	}
}
