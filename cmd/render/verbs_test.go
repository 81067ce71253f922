package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A verb that is missing among the names would be read as a topology.
func TestVerbNames(t *testing.T) {
	var names []string
	for _, verb := range verbs(newShell(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, usualLimits())) {
		names = append(names, verb.Name())
	}
	if !slices.Equal(names, verbNames()) {
		t.Errorf("verbs are %q, and their names %q", names, verbNames())
	}
}
