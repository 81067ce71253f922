package consequences_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/compare"
	"render/render/consequences"
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

var update = flag.Bool("update", false, "write what is told now into the pairs' want sections")

// fewestPairs keeps pairs from getting lost.
const fewestPairs = 34

var appliers = [...]consequences.Applier{consequences.Kubectl, consequences.ArgoCD, consequences.Flux}

// layouts are how a folder is laid out for an applier.
var layouts = [...]string{"plain", "argocd", "flux"}

// pair is a file of testdata: an old side, a new side that does something to the
// cluster, and one that is near it and does not.
type pair struct {
	name    string
	archive *txtar.Archive
}

func pairs(t testing.TB) []pair {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < fewestPairs {
		t.Fatalf("%d pairs, %v; there should be %d or more", len(names), err, fewestPairs)
	}
	var out []pair
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, pair{name, archive})
	}
	return out
}

func (p pair) section(name string) (text string, ok bool) {
	at := slices.IndexFunc(p.archive.Files, func(f txtar.File) bool { return f.Name == name })
	if at < 0 {
		return "", false
	}
	return string(p.archive.Files[at].Data), true
}

// world are the objects of one side, "old", "new" or "near": of a topology in
// "SIDE.yaml", of objects in "SIDE-objects.yaml", or of the "topology.yaml" of all
// sides, changed by lines of --set in a section SIDE.
func (p pair) world(t testing.TB, side string, by consequences.Applier) *objects.World {
	t.Helper()
	if text, ok := p.section(side + "-objects.yaml"); ok {
		return readObjects(t, p.name, text)
	}
	in := render.Input{Name: side + ".yaml", Files: fstest.MapFS{}, Secrets: "omit"}
	text, ok := p.section(side + ".yaml")
	if !ok {
		if text, ok = p.section("topology.yaml"); !ok {
			t.Fatalf("%s: no side %s", p.name, side)
		}
		set, _ := p.section(side)
		for line := range strings.Lines(set) {
			in.Set = append(in.Set, strings.TrimSuffix(line, "\n"))
		}
	}
	in.Text = []byte(text)
	if strings.Contains(text, "secrets:") {
		in.Secrets = ""
	}
	return renderWorld(t, p.name+": "+side, in, by)
}

func renderWorld(t testing.TB, what string, in render.Input, by consequences.Applier) *objects.World {
	t.Helper()
	in.Folder, in.Layout = true, layouts[by]
	if by != consequences.Kubectl && !strings.Contains(string(in.Text), "gitops:") {
		in.Set = append(slices.Clone(in.Set), "gitops.repo=https://git.example.org/cluster", "gitops.path=deploy")
	}
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if out.Diagnostics.Failed() {
		var b strings.Builder
		_ = diag.Text(&b, out.Diagnostics)
		t.Fatalf("%s is refused:\n%s", what, b.String())
	}
	var list []manifest.Manifest
	for _, m := range out.Manifests {
		if m.Reader != manifest.Helm {
			list = append(list, m)
		}
	}
	for _, f := range out.Layout {
		list = append(list, f.Manifest)
	}
	return objects.New(list)
}

func readObjects(t testing.TB, name, text string) *objects.World {
	t.Helper()
	w, diagnostics := objects.Read(places.NewSource(name, []byte(text)))
	if diagnostics.Failed() {
		t.Fatalf("%s: %v", name, diagnostics.Err())
	}
	return w
}

// told is what a change does, for each applier, as text.
func (p pair) told(t testing.TB, side string) (text string, codes map[string]bool) {
	t.Helper()
	var b strings.Builder
	codes = map[string]bool{}
	last := ""
	for _, by := range appliers {
		list := consequences.Of(compare.Compare(p.world(t, "old", by), p.world(t, side, by)), by)
		var one strings.Builder
		for _, c := range list.Consequences {
			codes[c.Code] = true
			fmt.Fprintf(&one, "%s %s: %s\n", c.Severity, c.Code, c.Message)
			if c.Help != "" {
				fmt.Fprintf(&one, "  = %s\n", c.Help)
			}
			for _, change := range c.Changes {
				fmt.Fprintf(&one, "  %s %s\n", change.Kind, change.ID())
			}
		}
		for i, step := range list.Steps {
			fmt.Fprintf(&one, "step %d: %s\n", i+1, step)
		}
		if one.String() == last && by > 0 {
			fmt.Fprintf(&b, "== %s: the same\n", by)
			continue
		}
		last = one.String()
		fmt.Fprintf(&b, "== %s\n%s", by, last)
	}
	return b.String(), codes
}

// TestPairs holds, byte for byte, what is told of each pair, and of the one that is
// near it: the codes in the section "silent" are told of the first and not of the
// second.
func TestPairs(t *testing.T) {
	for _, p := range pairs(t) {
		t.Run(strings.TrimSuffix(filepath.Base(p.name), ".txtar"), func(t *testing.T) {
			if strings.TrimSpace(string(p.archive.Comment)) == "" {
				t.Error("no comment says what the pair is about")
			}
			got, codes := p.told(t, "new")
			near, nearCodes := p.told(t, "near")
			if *update {
				p.write(t, "want", got)
				p.write(t, "want-near", near)
			}
			for section, text := range map[string]string{"want": got, "want-near": near} {
				if want, _ := p.section(section); want != text {
					t.Errorf("%s: told\n%s\nwanted\n%s", section, text, want)
				}
			}
			silent, _ := p.section("silent")
			if len(strings.Fields(silent)) == 0 {
				t.Error("no code is silent of what is near")
			}
			for _, code := range strings.Fields(silent) {
				if !codes[code] || nearCodes[code] {
					t.Errorf("%s is told of the pair: %v, and of the one near it: %v", code, codes[code], nearCodes[code])
				}
			}
		})
	}
}

func (p pair) write(t *testing.T, name, text string) {
	t.Helper()
	at := slices.IndexFunc(p.archive.Files, func(f txtar.File) bool { return f.Name == name })
	if at < 0 {
		p.archive.Files = append(p.archive.Files, txtar.File{Name: name})
		at = len(p.archive.Files) - 1
	}
	p.archive.Files[at].Data = []byte(text)
	if err := os.WriteFile(p.name, txtar.Format(p.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestCodes: each code is told of a pair and silent of the one near it; what is told
// is a code.
func TestCodes(t *testing.T) {
	silent := map[string]bool{}
	for _, p := range pairs(t) {
		text, _ := p.section("silent")
		for _, code := range strings.Fields(text) {
			silent[code] = true
		}
		_, codes := p.told(t, "new")
		for code := range codes {
			if _, ok := consequences.Explain(code); !ok {
				t.Errorf("%s: %s is not listed in codes.txt", p.name, code)
			}
		}
	}
	for i, e := range consequences.Codes() {
		if !silent[string(e.Code)] {
			t.Errorf("%s: no pair tells of it beside a near one that does not", e.Code)
		}
		if i > 0 && consequences.Codes()[i-1].Code >= e.Code || len(e.Code) > 24 {
			t.Errorf("%s is out of order, or long", e.Code)
		}
		if e.Meaning == "" || strings.HasSuffix(e.Meaning, ".") || len(e.Meaning) > 90 || !strings.HasSuffix(e.Explanation, ".") {
			t.Errorf("%s: its meaning is a line without a full stop, its explanation sentences: %q, %q", e.Code, e.Meaning, e.Explanation)
		}
		if _, ok := diag.LookUp(e.Code); ok {
			t.Errorf("%s is a diagnostic's code too", e.Code)
		}
	}
}
