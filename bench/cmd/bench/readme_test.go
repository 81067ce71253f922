package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var fill = flag.Bool("fill", false, "write into README.md what RESULTS.md says")

// What README.md says of how fast it is was measured: its table is the first of RESULTS.md.
func TestREADME(t *testing.T) {
	page := filepath.Join(root, "README.md")
	readme, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	results, err := os.ReadFile(filepath.Join(root, "bench", "RESULTS.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, want, _ := cutTable(string(results), "## User and system time of render")
	before, got, after := cutTable(string(readme), "## How fast")
	if strings.Count(want, "\n") < 5 || got == "" {
		t.Fatalf("there is no table in RESULTS.md, %q, or in README.md, %q", want, got)
	}
	if got == want {
		return
	}
	if *fill {
		if err := os.WriteFile(page, []byte(before+want+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("README.md says\n%s\nand bench/RESULTS.md\n%s", got, want)
}

// cutTable cuts a text round the first table below a heading.
func cutTable(text, heading string) (before, table, after string) {
	start := strings.Index(text, "\n"+heading)
	if start < 0 {
		return text, "", ""
	}
	first := strings.Index(text[start:], "\n|")
	if first < 0 {
		return text, "", ""
	}
	start += first + 1
	end := start
	for strings.HasPrefix(text[end:], "|") {
		line, _, _ := strings.Cut(text[end:], "\n")
		end += len(line) + 1
	}
	return text[:start], text[start:end], text[end:]
}
