package render_test

import (
	"bytes"
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"render/overlays"
	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/secret/age"
	"render/render/worktree"
)

var update = flag.Bool("update", false, "write what is printed now into the cases' want sections")

// fewestRefused keeps cases from getting lost.
const fewestRefused = 600

// TestRefused holds, byte for byte, what is said about wrong input. A case in
// testdata/refused is a txtar archive: a comment that names the rule, the
// topology (topology.yaml or topology.jsonnet), files beside it, `flags`, and
// either `want` (the input is refused) or `want-accepted` (it is rendered, with
// these warnings or none). `contains` are lines that the output then has.
// testdata/certs is there in every case as certs/.
func TestRefused(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil || len(names) < fewestRefused {
		t.Fatalf("%d cases, %v; there should be %d or more", len(names), err, fewestRefused)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			runCase(t, name)
		})
	}
}

func runCase(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(archive.Comment)) == "" {
		t.Error("no comment says what the case is about")
	}
	in := caseInput(t, archive)
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatalf("told as a fault of render itself: %v", err)
	}
	var printed bytes.Buffer
	if err := diag.Text(&printed, out.Diagnostics); err != nil {
		t.Fatal(err)
	}
	wanted := "want-accepted"
	if out.Diagnostics.Failed() {
		wanted = "want"
	}
	if *update {
		writeWant(t, name, archive, wanted, printed.Bytes())
	}
	at, other := section(archive, wanted), section(archive, map[string]string{"want": "want-accepted", "want-accepted": "want"}[wanted])
	switch {
	case other >= 0:
		t.Errorf("section %q is there, but the case belongs into %q; printed:\n%s", archive.Files[other].Name, wanted, printed.String())
	case at < 0:
		t.Fatalf("there is no section %q; printed:\n%s", wanted, printed.String())
	case len(archive.Files[at].Data) == 0 && section(archive, "contains") < 0:
		t.Errorf("section %q is empty", wanted)
	case string(archive.Files[at].Data) != printed.String():
		t.Errorf("printed:\n%s\nwanted:\n%s", printed.String(), archive.Files[at].Data)
	}
	checkPlaces(t, out.Diagnostics)
	checkContains(t, archive, out)
}

// caseInput is what a case gives to render.
func caseInput(t *testing.T, archive *txtar.Archive) render.Input {
	files := fstest.MapFS{}
	pairs, err := filepath.Glob("testdata/certs/*")
	if err != nil || len(pairs) == 0 {
		t.Fatalf("no certificates: %v", err)
	}
	for _, pair := range pairs {
		data, err := os.ReadFile(pair)
		if err != nil {
			t.Fatal(err)
		}
		files["certs/"+filepath.Base(pair)] = &fstest.MapFile{Data: data}
	}
	in := render.Input{Files: files, Random: rand.NewChaCha8([32]byte{}), Age: age.Encrypt}
	for _, f := range archive.Files {
		switch f.Name {
		case "topology.yaml", "topology.jsonnet":
			in.Name, in.Text, in.Jsonnet = f.Name, f.Data, strings.HasSuffix(f.Name, ".jsonnet")
		case "flags":
			for line := range strings.Lines(string(f.Data)) {
				caseFlag(t, &in, files, strings.TrimSuffix(line, "\n"))
			}
		case "want", "want-accepted", "contains", "explains":
		default:
			if !strings.HasPrefix(f.Name, "right") {
				files[f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
	}
	if in.Name == "" {
		t.Fatal("no topology")
	}
	return in
}

func caseFlag(t *testing.T, in *render.Input, files fstest.MapFS, line string) {
	name, value, _ := strings.Cut(line, "=")
	switch name {
	case "secrets":
		in.Secrets = value
	case "set":
		in.Set = append(in.Set, value)
	case "allow-outside":
		in.AllowOutside = true
	case "work-tree": // the files are those of one
		in.WorkTree = &worktree.Tree{Files: files, Folder: "."}
	case "overlay":
		files, _ := overlays.FS(value)
		in.Overlays = append(in.Overlays, render.Overlay{Name: value, Files: files})
	case "at":
		at, err := time.Parse(time.RFC3339, value)
		if err != nil {
			t.Fatal(err)
		}
		in.At = at
	case "previous": // an earlier output, one of the case's files
		in.Previous = func(string) ([]render.Previous, error) {
			return []render.Previous{{Name: value, Text: files[value].Data}}, nil
		}
	case "repeat": // a text in the topology stands for so many letters, which a case should not have
		from, count, _ := strings.Cut(value, ":")
		n, err := strconv.Atoi(count)
		if err != nil {
			t.Fatal(err)
		}
		in.Text = bytes.ReplaceAll(in.Text, []byte(from), bytes.Repeat([]byte("x"), n))
	case "raw": // escapes in the topology stand for bytes that a text file should not have
		for _, pair := range strings.Fields(value) {
			from, to, _ := strings.Cut(pair, ":")
			in.Text = bytes.ReplaceAll(in.Text, []byte(from), unescape(t, to))
		}
	default:
		t.Fatalf("unknown flag %q", name)
	}
}

func unescape(t *testing.T, hex string) []byte {
	var out []byte
	for i := 0; i+1 < len(hex); i += 2 {
		high, low := strings.IndexByte("0123456789abcdef", hex[i]), strings.IndexByte("0123456789abcdef", hex[i+1])
		if high < 0 || low < 0 {
			t.Fatalf("%q is not hexadecimal", hex)
		}
		out = append(out, byte(high<<4|low))
	}
	return out
}

func section(archive *txtar.Archive, name string) int {
	for i, f := range archive.Files {
		if f.Name == name {
			return i
		}
	}
	return -1
}

func writeWant(t *testing.T, name string, archive *txtar.Archive, wanted string, data []byte) {
	isWant := func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want") }
	at := slices.IndexFunc(archive.Files, isWant) // sections behind it stay there
	if at < 0 {
		at = len(archive.Files)
	}
	archive.Files = slices.DeleteFunc(archive.Files, isWant)
	archive.Files = slices.Insert(archive.Files, at, txtar.File{Name: wanted, Data: data})
	if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkPlaces tells of a diagnostic that points outside its file, or nowhere.
func checkPlaces(t *testing.T, diagnostics diag.List) {
	for _, p := range diagnostics {
		if _, ok := diag.LookUp(p.Code); !ok {
			t.Errorf("has the code %q, which is not listed: %s", p.Code, p.Header())
		}
		checkPlace(t, p.Place, p.Header())
		for _, also := range p.Related {
			checkPlace(t, also.Place, p.Header())
		}
	}
}

func checkPlace(t *testing.T, p places.Place, header string) {
	t.Helper()
	switch {
	case p.Source == nil:
		t.Errorf("has no place: %s", header)
	case p.Line == p.Source.Lines()+1 && p.Column == 1: // the end of the text
	case p.Line < 0 || p.Line > p.Source.Lines():
		t.Errorf("line %d of %d: %s", p.Line, p.Source.Lines(), header)
	case p.Line > 0 && p.Column > len([]rune(p.Source.Line(p.Line)))+1:
		t.Errorf("column %d of %q: %s", p.Column, p.Source.Line(p.Line), header)
	case p.Line > 0 && p.Column+p.Length > len([]rune(p.Source.Line(p.Line)))+2:
		t.Errorf("%d characters from column %d of %q: %s", p.Length, p.Column, p.Source.Line(p.Line), header)
	}
}

func checkContains(t *testing.T, archive *txtar.Archive, out *render.Output) {
	at := section(archive, "contains")
	if at < 0 {
		return
	}
	text, err := manifest.Stream(out.Manifests, manifest.YAML)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(archive.Files[at].Data)) {
		if !strings.Contains("\n"+string(text), "\n"+line) {
			t.Errorf("no line %q in the output", line)
		}
	}
}
