package renaming

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"render/render/manifest"
)

var update = flag.Bool("update", false, "write what comes out into testdata")

// Each file of testdata holds objects, and what becomes of them: the lines that
// change, with the object that they are of, and what is told. The comment's last line is
// the scheme.
func TestCarry(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) < 8 {
		t.Fatal(len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := carried(t, string(archive.Files[0].Data), schemeOf(t, string(archive.Comment)))
			if *update {
				archive.Files = []txtar.File{archive.Files[0], {Name: "want", Data: []byte(got)}}
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if len(archive.Files) < 2 || got != string(archive.Files[1].Data) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// schemeOf reads "p- -s a=b": a prefix, a suffix and namespaces.
func schemeOf(t *testing.T, comment string) Scheme {
	lines := strings.Split(strings.TrimSpace(comment), "\n")
	out := Scheme{Namespaces: map[string]string{}}
	for _, word := range strings.Fields(lines[len(lines)-1]) {
		from, to, moved := strings.Cut(word, "=")
		switch {
		case moved:
			out.Namespaces[from] = to
		case strings.HasSuffix(word, "-"):
			out.Prefix = word
		case strings.HasPrefix(word, "-"):
			out.Suffix = word
		default:
			t.Fatalf("%q is no part of a scheme", word)
		}
	}
	return out
}

func carried(t *testing.T, text string, scheme Scheme) string {
	list, err := manifest.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var objects []Object
	var before [][]byte
	for _, o := range list {
		m := manifest.Manifest{Object: o}
		old := m.ID()
		now := old
		now.Namespace = scheme.Namespace(old.Namespace)
		if old.Kind == "Namespace" {
			now.Name = scheme.Namespace(old.Name)
		} else {
			now.Name = scheme.Name(old.Name)
		}
		objects, before = append(objects, Object{Old: old, New: now, Fields: o.Map()}), append(before, yaml(t, o))
	}
	var b strings.Builder
	faults := Carry(objects, scheme)
	for i, o := range objects {
		fmt.Fprintf(&b, "%s\n", o.Old)
		was, is := strings.Split(string(before[i]), "\n"), strings.Split(string(yaml(t, manifest.NewObject(o.Fields))), "\n")
		if len(was) != len(is) {
			fmt.Fprintf(&b, "%s\n", strings.Join(is, "\n"))
			continue
		}
		for k := range was {
			if was[k] != is[k] {
				fmt.Fprintf(&b, "  %s -> %s\n", strings.TrimSpace(was[k]), strings.TrimSpace(is[k]))
			}
		}
	}
	for _, f := range faults {
		level := "error"
		if f.Doubtful {
			level = "warning"
		}
		fmt.Fprintf(&b, "%s: %s: %s: %s = %s\n", level, objects[f.Object].Old, f.Path, f.Message, f.Help)
	}
	return b.String()
}

func yaml(t *testing.T, o manifest.Object) []byte {
	out, err := manifest.AppendYAML(nil, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
