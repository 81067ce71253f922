package render_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/diag"
	"render/render/fleet"
)

// TestFleet holds, byte for byte, what is told of topologies that share what only one may
// have. A case in testdata/fleet is a txtar archive of a comment, topologies and `want`; one
// that explains a code says what is right, and then the code is told no more.
func TestFleet(t *testing.T) {
	names, err := filepath.Glob("testdata/fleet/*.txtar")
	if err != nil || len(names) < 8 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	explained := map[diag.Code]bool{}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			told := toldOfFleet(t, archive, nil)
			section := sectionNamed(archive, "want")
			if *update {
				section.Data = []byte(told)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(section.Data); told != want {
				t.Errorf("got:\n%s\nwant:\n%s", told, want)
			}
			if explains := sectionNamed(archive, "explains"); explains != nil {
				code := strings.TrimSpace(string(explains.Data))
				explained[diag.Code(code)] = true
				if right := toldOfFleet(t, archive, rightLinesOf(archive)); right != "" {
					t.Errorf("%s is told where it is right: %s", code, right)
				}
			}
		})
	}
	for _, e := range diag.Codes() {
		if ofFleets(e.Code) && !explained[e.Code] {
			t.Errorf("no case explains %s", e.Code)
		}
	}
}

// ofFleets reports whether a code is one of what several topologies share.
func ofFleets(code diag.Code) bool { return strings.HasPrefix(string(code), "fleet-") }

func sectionNamed(archive *txtar.Archive, name string) *txtar.File {
	for i := range archive.Files {
		if archive.Files[i].Name == name {
			return &archive.Files[i]
		}
	}
	return nil
}

// rightLinesOf are the lines that put topologies right, by their names and numbers.
func rightLinesOf(archive *txtar.Archive) map[string]map[int]string {
	out := map[string]map[int]string{}
	for _, f := range archive.Files {
		name, ok := strings.CutPrefix(f.Name, "right ")
		if !ok {
			continue
		}
		out[name] = map[int]string{}
		for line := range strings.Lines(string(f.Data)) {
			number, text, _ := strings.Cut(line, " | ")
			n, _ := strconv.Atoi(strings.TrimSpace(number))
			out[name][n] = text
		}
	}
	return out
}

func toldOfFleet(t *testing.T, archive *txtar.Archive, right map[string]map[int]string) string {
	t.Helper()
	var members []fleet.Member
	for _, f := range archive.Files {
		if !strings.HasSuffix(f.Name, ".yaml") || strings.Contains(f.Name, " ") {
			continue
		}
		lines := strings.SplitAfter(string(f.Data), "\n")
		for number, text := range right[f.Name] {
			lines[number-1] = text
		}
		in := render.Input{Name: f.Name, Text: []byte(strings.Join(lines, ""))}
		m, diagnostics, err := render.Member(context.Background(), in)
		if sectionNamed(archive, "one-cluster") != nil {
			in.WithMember, in.WithObjects = true, true
			var out *render.Output
			if out, err = render.Render(context.Background(), in); err == nil {
				m, diagnostics = out.Member, out.Diagnostics
			}
		}
		if err != nil || m == nil || diagnostics.Failed() {
			t.Fatalf("%s: %v, %v", f.Name, err, diagnostics)
		}
		members = append(members, *m)
	}
	if len(members) < 2 {
		t.Fatal("too few topologies")
	}
	var b bytes.Buffer
	if err := diag.Text(&b, fleet.Check(members)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
