package render_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// topLevel is what the project's folder holds, beside what begins with a dot.
var topLevel = strings.Fields(`ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md DECISIONS.md LICENSE Makefile PROMISES.md README.md action.yml
bench cmd conformance dist docs examples go.mod go.sum golden integrations internal jsonnet overlays render`)

// TestTopLevel: nothing lies in the project's folder that has no room there, and all rooms are.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	var there []string
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") {
			there = append(there, name)
		}
	}
	for _, name := range there {
		if !slices.Contains(topLevel, name) {
			t.Errorf("%s has no room: remove it, or say here that it is part of the project", name)
		}
	}
	for _, name := range topLevel {
		if !slices.Contains(there, name) {
			t.Errorf("%s is not there", name)
		}
	}
}
