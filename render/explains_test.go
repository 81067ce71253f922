package render_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/diag"
)

// TestExplained: each code is explained by one refusal, which tells it first; and
// with the lines that the case calls right nothing is wrong any more, and nothing
// has that code.
func TestExplained(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil || len(names) < fewestRefused {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	explained := map[diag.Code]string{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := section(archive, "explains")
		if at < 0 {
			continue
		}
		code := diag.Code(strings.TrimSpace(string(archive.Files[at].Data)))
		if explained[code] != "" {
			t.Errorf("%s explains %s, as %s does", name, code, explained[code])
		}
		explained[code] = name
		if diagnostics := diagnosticsOf(t, name, archive); len(diagnostics) == 0 || diagnostics[0].Code != code {
			t.Errorf("%s explains %s, and tells first of something else", name, code)
		}
		put, err := putRight(archive)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, p := range diagnosticsOf(t, name, put) {
			if p.Severity == diag.Error || p.Code == code {
				t.Errorf("%s, put right, tells: %s: %s", name, p.Code, p.Header())
			}
		}
	}
	for _, e := range diag.Codes() {
		if explained[e.Code] == "" && !ofFleets(e.Code) {
			t.Errorf("no refusal explains %s", e.Code)
		}
		if text, _ := diag.Explain(e.Code); !strings.Contains(text, "\nwrong\n  ") || !strings.Contains(text, "\nright\n  ") {
			t.Errorf("%s is explained without an example; run \"make generate\":\n%s", e.Code, text)
		}
	}
}

func diagnosticsOf(t *testing.T, name string, archive *txtar.Archive) diag.List {
	t.Helper()
	out, err := render.Render(context.Background(), caseInput(t, archive))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out.Diagnostics.Sorted()
}

// putRight is a case with the lines of its sections "right FILE" in their files:
// "14 | text" stands for line 14, perhaps several times, "14 + text" comes behind
// it, "14 -" takes it out.
func putRight(archive *txtar.Archive) (*txtar.Archive, error) {
	out := &txtar.Archive{Files: slices.Clone(archive.Files)}
	changed := false
	for _, f := range archive.Files {
		name, ok := strings.CutPrefix(f.Name, "right ")
		if !ok {
			continue
		}
		at := section(out, name)
		if at < 0 {
			return nil, fmt.Errorf("there is no %s to put right", name)
		}
		text, err := withLines(string(out.Files[at].Data), string(f.Data))
		if err != nil {
			return nil, err
		}
		out.Files[at].Data, changed = []byte(text), true
	}
	if !changed {
		return nil, fmt.Errorf("no section \"right FILE\" says what is right")
	}
	return out, nil
}

func withLines(text, right string) (string, error) {
	lines := strings.SplitAfter(text, "\n")
	with := make([][]string, len(lines))
	touched := make([]bool, len(lines))
	for line := range strings.Lines(right) {
		number, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(lines) {
			return "", fmt.Errorf("%q names no line", line)
		}
		what, added, _ := strings.Cut(rest, " ")
		switch {
		case what == "+" && !touched[n-1]:
			with[n-1], touched[n-1] = []string{lines[n-1]}, true
			fallthrough
		case what == "|" || what == "+":
			with[n-1], touched[n-1] = append(with[n-1], added+"\n"), true
		case rest == "-":
			touched[n-1] = true
		default:
			return "", fmt.Errorf("%q says nothing of a line", line)
		}
	}
	var b strings.Builder
	for i, line := range lines {
		if !touched[i] {
			b.WriteString(line)
		}
		b.WriteString(strings.Join(with[i], ""))
	}
	return b.String(), nil
}
