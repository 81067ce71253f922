package main

import (
	"strings"

	"render/render/places"
)

// diffFlags are those of the verb diff.
type diffFlags struct {
	inputFlags
	oldSet       []string
	oldOverlays  []string
	formats      []string
	applier      string
	oldApplier   string
	asksRequests bool
	force        bool // a folder is compared as -o --force would write it
	failOn       string
	color        string
}

// diffRun is a comparison under way.
type diffRun struct {
	*diffFlags
	*sideReader
	s        *shell
	old, new *side
}

// topology is the one that objects are from, the new one of two; nil for none.
func (d *diffRun) topology() *side {
	for _, side := range []*side{d.new, d.old} {
		if side.out != nil {
			return side
		}
	}
	return nil
}

// sources are the text of a side, by which it can be told where in it something stands.
func (d *side) sources() []*places.Source {
	return []*places.Source{places.NewSource(d.called(), d.text)}
}

// called is what a side is called in what is told.
func (d *side) called() string {
	if d.name == "-" {
		return "standard input"
	}
	return d.name
}

// flagsOf are the flags that change a topology, as they are written.
func flagsOf(set, overlays []string) string {
	var out []string
	for _, value := range set {
		out = append(out, "--set "+quoteWord(value))
	}
	for _, name := range overlays {
		out = append(out, "--overlay "+quoteWord(name))
	}
	return strings.Join(out, " ")
}
