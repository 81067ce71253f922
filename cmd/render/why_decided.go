package main

import (
	"context"
	"slices"

	"render/overlays"
	"render/render"
	"render/render/manifest"
	"render/render/tree"
)

// decided takes over what an index says of how its folder was rendered, where no flag says
// otherwise.
func (f *whyFlags) decided(index *tree.Index) {
	if !f.given.Changed("set") {
		for _, line := range index.Decisions["set"] {
			f.set = append(f.set, tree.ParseWords(line)...)
		}
	}
	if layouts := index.Decisions["layout"]; len(layouts) == 1 {
		f.layout = layoutIn(layouts[0])
	}
	if stages := index.Rendered(); stages != nil {
		f.ofFolder = func(string) []manifest.Stage { return stages }
	}
}

// built are the built-in overlays that an index says of its folder and that neither the flags nor the topology
// name.
func (f *whyFlags) built(in render.Input, index *tree.Index) []render.Overlay {
	if index == nil || f.given.Changed("overlay") {
		return nil
	}
	var names []string
	for _, line := range index.Decisions["overlays"] {
		names = append(names, tree.ParseWords(line)...)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !slices.Contains(overlays.Names(), name) })
	if len(names) == 0 {
		return nil
	}
	named := f.named(in)
	var out []render.Overlay
	for _, name := range names {
		if !slices.Contains(named, name) {
			out = append(out, render.Overlay{Name: name})
		}
	}
	return out
}

// named are the overlays that a topology names by itself.
func (f *whyFlags) named(in render.Input) []string {
	in.WithoutKeys, in.Revision = true, true
	out, err := render.Render(context.Background(), in)
	if err != nil || out == nil || out.Diagnostics.Failed() {
		return nil // it is told when it is asked
	}
	return tree.ParseWords(out.Decision("overlays"))
}
