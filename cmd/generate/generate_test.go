package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCurrent: what is generated is what would be generated now.
func TestCurrent(t *testing.T) {
	const root = "../.."
	for name, step := range map[string]func(string) (map[string][]byte, error){
		"component index": componentIndex, "compiled library": compiled, "reference": reference, "layouts": layouts, "records": records,
		"examples": examples,
	} {
		files, err := step(root)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", name, len(files), err)
		}
		for file, text := range files {
			old, err := os.ReadFile(filepath.Join(root, file))
			if err != nil || string(old) != string(text) {
				t.Errorf("%s is not current (%v); run \"make generate\"", file, err)
			}
		}
	}
}

// TestMarked: git knows what is generated, so that a change shows what people
// wrote.
func TestMarked(t *testing.T) {
	const root = "../.."
	text, err := os.ReadFile(filepath.Join(root, ".gitattributes"))
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) == 2 && fields[1] == "linguist-generated" {
			patterns = append(patterns, fields[0])
		}
	}
	used := map[string]bool{}
	for _, step := range []func(string) (map[string][]byte, error){componentIndex, compiled, reference, layouts, records} {
		files, err := step(root)
		if err != nil {
			t.Fatal(err)
		}
		for file := range files {
			marked := false
			for _, pattern := range patterns {
				if file == pattern || strings.HasPrefix(pattern, "*") && strings.HasSuffix(file, pattern[1:]) {
					marked, used[pattern] = true, true
				}
			}
			if !marked {
				t.Errorf("%s is generated, and .gitattributes does not say so", file)
			}
		}
	}
	for _, pattern := range patterns { // what tests write
		if drawn, err := filepath.Glob(filepath.Join(root, pattern)); (strings.HasPrefix(pattern, "render/testdata/") || strings.HasPrefix(pattern, "docs/reference/")) && err == nil && len(drawn) > 0 {
			used[pattern] = true
		}
	}
	if len(used) != len(patterns) {
		t.Errorf(".gitattributes marks %q, of which only %v are generated", patterns, used)
	}
}
