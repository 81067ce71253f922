package render_test

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/features"
	"render/render/importing"
	"render/render/objects"
)

// notReadBack is testdata/not-read-back.txt: features that an import does not give back whole, each behind the
// reason.
func notReadBack(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile("testdata/not-read-back.txt")
	if err != nil {
		t.Fatal(err)
	}
	out, why := map[string]string{}, ""
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if reason, is := strings.CutPrefix(line, "# "); is {
			why = reason
		} else if line != "" {
			out[line] = why
		}
	}
	return out
}

// TestImportedFeatures: what init --from makes of the objects of each feature of the format renders to them
// again, but for those that testdata/not-read-back.txt lists.
func TestImportedFeatures(t *testing.T) {
	all, err := features.All()
	if err != nil {
		t.Fatal(err)
	}
	not := notReadBack(t)
	s := features.Setting{App: "deployed", Routing: "istio", Install: "none", Secrets: "omit"}
	same := 0
	for _, f := range all {
		text, ok := features.Topology{Setting: s, Features: []features.Feature{f}}.Text()
		if !ok {
			continue
		}
		old := outputOf(t, text, features.Files())
		if old.Diagnostics.Failed() {
			continue
		}
		differs := readBack(t, text, old)
		_, listed := not[f.Line]
		switch delete(not, f.Line); {
		case differs == "":
			if same++; listed {
				t.Errorf("%s is read back whole: take it off the list", f.Line)
			}
		case !listed:
			t.Errorf("%s is not read back whole: %s", f.Line, differs)
		}
	}
	for line := range not {
		t.Errorf("%s is listed, and no feature that is rendered", line)
	}
	if same < 500 {
		t.Errorf("only %d features are read back whole", same)
	}
}

// readBack is what the objects of a topology differ in from those of what an import makes of them; "" for
// nothing.
func readBack(t *testing.T, text []byte, old *render.Output) string {
	t.Helper()
	made, err := importing.Import(old.Manifests, knownIn(t, text))
	if err != nil {
		return err.Error()
	}
	out := outputOf(t, []byte(made.Text), besideKeys{features.Files(), made.Keys})
	if out.Diagnostics.Failed() {
		return "refused: " + out.Diagnostics.Err().Error()
	}
	one, other, _ := align.Sides(old.Manifests, out.Manifests)
	changes := compare.Compare(objects.New(one), objects.New(other)).Changes
	if len(changes) == 0 {
		return ""
	}
	var ids []string
	for _, c := range changes {
		ids = append(ids, c.ID().String())
	}
	return strings.Join(slices.Compact(ids), ", ") + "\n" + made.Text
}

func outputOf(t *testing.T, text []byte, files fs.FS) *render.Output {
	t.Helper()
	out, err := render.Render(context.Background(), fixed(render.Input{Name: "topology.yaml", Text: text, Files: files, WithoutKeys: true, Revision: true}))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// besideKeys are files, and keys of issuers that an import puts beside them.
type besideKeys struct {
	fs.FS
	keys map[string]string
}

func (b besideKeys) Open(name string) (fs.File, error) {
	if text, is := b.keys[name]; is {
		return fstest.MapFS{name: {Data: []byte(text)}}.Open(name)
	}
	return b.FS.Open(name)
}
