package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A verb that is missing among the names would be read as a topology, and one that calls
// itself otherwise never be found.
func TestVerbNames(t *testing.T) {
	var names []string
	for _, v := range verbs() {
		names = append(names, v.name)
		if c := v.make(newShell(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, usualLimits())); c.Name() != v.name {
			t.Errorf("verb %q calls itself %q", v.name, c.Name())
		}
	}
	if !slices.Equal(names, verbNames()) {
		t.Errorf("verbs are %q, and their names %q", names, verbNames())
	}
}

// TestVerbsMade: a run makes the verbs that it names, and all of them where it asks for
// help or completes.
func TestVerbsMade(t *testing.T) {
	all := slices.DeleteFunc(verbNames(), func(name string) bool { return name == "help" })
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"topology.yaml"}, nil},
		{[]string{"-q", "--stage", "apps", "topology.yaml"}, nil},
		{[]string{"version"}, []string{"version"}},
		{[]string{"-q", "check", "why"}, []string{"check", "why"}},
		{[]string{"version", "--help"}, all},
		{[]string{"help"}, all},
		{[]string{"-qh"}, all},
		{[]string{"__complete", ""}, all},
	} {
		var got []string
		for _, made := range newRoot(newShell(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, usualLimits()), c.args).Commands() {
			got = append(got, made.Name())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q makes %q, and %q was wanted", c.args, got, c.want)
		}
	}
}
