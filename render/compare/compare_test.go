package compare_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what comes out into the files of testdata")

// world reads objects from a text.
func world(t testing.TB, name string, text []byte) *objects.World {
	t.Helper()
	w, diagnostics := objects.Read(places.NewSource(name, text))
	if diagnostics.Failed() {
		t.Fatalf("%s: %v", name, diagnostics)
	}
	return w
}

// TestCompare: what differs between old.yaml and new.yaml of each file of testdata is
// what it says under "want": a line an object, then a line a field.
func TestCompare(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) < 8 {
		t.Fatalf("only %d files", len(files))
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]*txtar.File{}
			for i := range archive.Files {
				parts[archive.Files[i].Name] = &archive.Files[i]
			}
			old, new := world(t, "old.yaml", parts["old.yaml"].Data), world(t, "new.yaml", parts["new.yaml"].Data)
			got := told(compare.Compare(old, new))
			if *update {
				parts["want"].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(parts["want"].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			there, back := compare.Compare(old, new), compare.Compare(new, old)
			if a, b := len(there.Changes), len(back.Changes); a != b {
				t.Errorf("%d changes there, %d back", a, b)
			}
			for _, side := range []*objects.World{old, new} {
				if d := compare.Compare(side, side); !d.Empty() {
					t.Errorf("a side differs from itself: %s", told(d))
				}
			}
		})
	}
}

func told(d *compare.Difference) string {
	var out strings.Builder
	for _, c := range d.Changes {
		fmt.Fprintf(&out, "%s %s", c.Kind, c.ID())
		if c.Kind == compare.Renamed {
			fmt.Fprintf(&out, ", was %s", c.Old.ID())
		}
		out.WriteByte('\n')
		for _, f := range c.Fields {
			fmt.Fprintf(&out, "  %s", f.Path)
			switch {
			case f.Hidden != compare.Open:
				fmt.Fprintf(&out, ": hidden %d\n", f.Hidden)
			case f.Moved:
				out.WriteString(": another order\n")
			default:
				fmt.Fprintf(&out, ": %s -> %s\n", value(f.Old), value(f.New))
			}
		}
	}
	return out.String()
}

func value(v any) string {
	if v == nil {
		return "nothing"
	}
	text, err := manifest.AppendJSON(nil, v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// TestCompareGoldens: no golden differs from itself, whatever the order of its
// objects' members, and each differs from every other.
func TestCompareGoldens(t *testing.T) {
	files, _ := filepath.Glob("../../golden/*/stream.yaml")
	if len(files) < 50 {
		t.Fatalf("only %d goldens", len(files))
	}
	var last *objects.World
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		w := world(t, file, text)
		var turned []manifest.Manifest
		for o := range w.All() {
			turned = append(turned, manifest.Manifest{Object: turn(o.Members())})
		}
		if d := compare.Compare(w, objects.New(turned)); !d.Empty() {
			t.Errorf("%s: %s", file, told(d))
		}
		if last != nil && compare.Compare(last, w).Empty() {
			t.Errorf("%s is as the one before it", file)
		}
		last = w
	}
}

// turn puts the members of all mappings into the opposite order.
func turn(o manifest.Object) manifest.Object {
	out := make(manifest.Object, len(o))
	for i, m := range o {
		if inner, ok := m.Value.(manifest.Object); ok {
			m.Value = turn(inner)
		}
		out[len(o)-1-i] = m
	}
	return out
}
