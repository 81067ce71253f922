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
// What .gitignore names is no part of the project: "make demo" builds into such a folder.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := os.ReadFile("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	built := strings.Fields(string(ignored))
	var there []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, ".") && !slices.Contains(built, "/"+name+"/") {
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
