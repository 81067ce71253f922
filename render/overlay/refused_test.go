package overlay

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"render/render/diag"
)

var update = flag.Bool("update", false, "write the problems that are found into testdata/refused")

// Each file of testdata/refused holds overlays that are refused, one a section:
// "case/kustomization.yaml" and other files of the case, and in "case/want" the
// diagnostics, word for word.
func TestRefused(t *testing.T) {
	eachCase(t, "refused", func(string) func(t *testing.T, files map[string]string) string { return refuse })
}

// eachCase calls what of gives for a file of a folder of testdata with the files of each of
// its cases. It gives the case's want, which the case ought to have.
func eachCase(t *testing.T, folder string, of func(path string) func(t *testing.T, files map[string]string) string) {
	paths, err := filepath.Glob("testdata/" + folder + "/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cases, order := map[string]map[string]string{}, []string{}
		for _, f := range archive.Files {
			name, file, _ := strings.Cut(f.Name, "/")
			if cases[name] == nil {
				cases[name] = map[string]string{}
				order = append(order, name)
			}
			cases[name][file] = string(f.Data)
		}
		wants, run := map[string]string{}, of(path)
		for _, name := range order {
			t.Run(filepath.Base(path)+"/"+name, func(t *testing.T) {
				want := cases[name]["want"]
				delete(cases[name], "want")
				got := run(t, cases[name])
				wants[name+"/want"] = got
				if !*update && got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
		if *update {
			rewrite(t, path, archive, order, wants)
		}
	}
}

func refuse(t *testing.T, files map[string]string) string {
	o := folder("site", files)
	list := decode(t, sample)
	out, diagnostics := applyAll(t, list, []Overlay{o})
	if !diagnostics.Failed() {
		t.Error("is not refused")
	}
	if len(out) != len(list) || &out[0] != &list[0] {
		t.Error("a refused overlay leaves the list alone")
	}
	var b strings.Builder
	if err := diag.Text(&b, diagnostics); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func rewrite(t *testing.T, path string, archive *txtar.Archive, order []string, wants map[string]string) {
	var out txtar.Archive
	out.Comment = archive.Comment
	for _, name := range order {
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, name+"/") && f.Name != name+"/want" {
				out.Files = append(out.Files, f)
			}
		}
		out.Files = append(out.Files, txtar.File{Name: name + "/want", Data: []byte(wants[name+"/want"])})
	}
	if err := os.WriteFile(path, txtar.Format(&out), 0o644); err != nil {
		t.Fatal(err)
	}
}
