package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestCurrent: what is generated is what would be generated now.
func TestCurrent(t *testing.T) {
	const root = "../.."
	for name, step := range map[string]func(string) (map[string][]byte, error){
		"component index": componentIndex, "compiled library": compiled, "reference": reference,
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
