package render_test

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/features"
)

// unasked are fields that an existing app has for its routes alone, which the
// examples do not have beside them.
var unasked = []string{"tiers[].apps[].port", "tiers[].apps[].port[].name"}

// TestEveryKindOfApp: of each field of an app some example makes a difference to an
// app of every kind, in both routings: to what is rendered or to what is told.
// None is passed over in silence, unless all of the app is refused.
func TestEveryKindOfApp(t *testing.T) {
	all, err := features.All()
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{}
	for _, s := range features.Settings() {
		if s.Install != "istioctl" || s.Secrets != "redacted" {
			continue
		}
		silent := map[string]bool{}
		for _, f := range all {
			if !f.OfFirstApp() {
				continue
			}
			fields[f.Field] = true
			with, rendered := outcome(t, s, f)
			without, _ := outcome(t, s, f.Beside())
			if !rendered || !bytes.Equal(with, without) {
				silent[f.Field] = false
			} else if _, known := silent[f.Field]; !known {
				silent[f.Field] = true
			}
		}
		for _, field := range slices.Sorted(maps.Keys(silent)) {
			if silent[field] && !(s.App == "existing" && slices.Contains(unasked, field)) {
				t.Errorf("%s makes no difference, and nothing is said of it: %s", field, s)
			}
		}
	}
	if len(fields) < 25 {
		t.Errorf("only %d fields", len(fields))
	}
}

// outcome is all that is rendered and told of a topology, and whether it is
// rendered.
func outcome(t *testing.T, s features.Setting, f features.Feature) (text []byte, rendered bool) {
	t.Helper()
	written, ok := features.Topology{Setting: s, Features: []features.Feature{f}}.Text()
	if !ok {
		t.Fatalf("%s, %s cannot be written", f.Line, s)
	}
	out, fault := faultOf(fixed(render.Input{Name: "topology.yaml", Text: written, Files: features.Files()}))
	if fault != "" {
		t.Fatalf("%s, %s: %s", f.Line, s, fault)
	}
	var b bytes.Buffer
	for _, p := range out.Diagnostics {
		p.Place, p.Related = diag.Diagnostic{}.Place, nil // lines move
		if err := diag.Text(&b, diag.List{p}); err != nil {
			t.Fatal(err)
		}
	}
	if !out.Diagnostics.Failed() {
		for i := range out.Manifests {
			fmt.Fprintln(&b, out.Manifests[i].Object)
		}
	}
	return b.Bytes(), !out.Diagnostics.Failed()
}

// TestMisnamed: an app that misspells what it names by `service` or `outside` is told of that, and beside
// it of nothing but what is told with the right name too: it is not taken for one that is deployed.
func TestMisnamed(t *testing.T) {
	all, err := features.All()
	if err != nil {
		t.Fatal(err)
	}
	slip := strings.NewReplacer("stock.warehouse", "stock.warehouse:8080", "shop.example.com", "shop.example.com:443")
	misnamed := 0
	for one := range every(5, concat(features.Singles(all), every(*share, features.Pairs(all)))) {
		written, ok := one.Text()
		refused := slices.ContainsFunc(one.Features, func(f features.Feature) bool { return f.Refusable })
		if !ok || refused || one.App != "existing" && one.App != "outside" {
			continue
		}
		said := map[string]bool{}
		for _, d := range told(t, one, string(written)) {
			said[key(d)] = true
		}
		misnamed++
		for _, d := range told(t, one, slip.Replace(string(written))) {
			if !said[key(d)] && strings.Contains(d.Path, ".apps[") && !strings.HasSuffix(d.Message, " has a port") {
				t.Errorf("%s: told of the slip too: %s, %s", one.Name(), d.Path, d.Message)
			}
		}
	}
	if misnamed < 500 {
		t.Errorf("only %d", misnamed)
	}
}

// key is what is told and of which field, whatever the words.
func key(d diag.Diagnostic) string { return string(d.Code) + " " + d.Path }

// told is all that is told of a topology.
func told(t *testing.T, one features.Topology, text string) diag.List {
	t.Helper()
	out, fault := faultOf(fixed(render.Input{Name: "topology.yaml", Text: []byte(text), Files: features.Files()}))
	if fault != "" {
		t.Fatalf("%s: %s", one.Name(), fault)
	}
	return out.Diagnostics
}

func concat[T any](lists ...iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, list := range lists {
			for one := range list {
				if !yield(one) {
					return
				}
			}
		}
	}
}
