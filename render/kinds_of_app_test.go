package render_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
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
