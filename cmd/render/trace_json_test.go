package main

import (
	"path/filepath"
	"testing"

	"render/internal/jsonschema"
)

// TestTraceJSON: what trace --format json writes of every example is what the schema says
// that render schema trace gives.
func TestTraceJSON(t *testing.T) {
	s, err := jsonschema.Read([]byte(output(t, "schema", "trace")))
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("../../examples/*/topology.yaml")
	if err != nil || len(names) < 80 {
		t.Fatalf("%d examples, %v", len(names), err)
	}
	for _, name := range names {
		for _, reply := range decoded(t, output(t, "trace", "--quiet", "--all", "--format", "json", name)) {
			for _, bad := range s.Check(s.Root, reply, "") {
				t.Errorf("%s: %s: %s", name, bad.Path, bad.Why)
			}
			if len(reply.(map[string]any)["requests"].([]any)) == 0 {
				t.Errorf("%s: no request", name)
			}
		}
	}
}
