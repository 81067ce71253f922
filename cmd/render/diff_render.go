package main

import (
	"path"
	"slices"
	"strings"

	"render/render"
	"render/render/align"
	"render/render/consequences"
	"render/render/manifest"
)

// render renders a topology: as a folder beside a folder that render wrote, or beside
// another topology.
func (d *diffRun) render(side, other *side) error {
	f := d.inputFlags
	f.quiet, f.strict, f.silent = true, false, false
	f.inFolder = other.form == aTopology || other.indexed() || d.given.Changed("layout")
	if other.indexed() {
		if stages := other.held.index.Rendered(); stages != nil {
			f.ofFolder = func(string) []manifest.Stage { return slices.Concat(stages, other.held.index.Stages()) }
		}
	}
	in, err := f.settings(d.s, side.name)
	if err != nil {
		return err
	}
	in.Text, in.Files = side.text, side.files
	side.atRevision(&in, f.libraries)
	in.Revision, in.WithoutKeys = side.revision, side.revision || other.form == aTopology
	in.Former = side == d.old
	in.Unmarked = other.form == aTopology && !d.staged(d.applier) && !d.staged(d.oldApplier) // kubectl applies the stream
	previous := func(string) ([]render.Previous, error) { return d.previous(other), nil }
	if side.out, err = f.renderInput(d.s, in, previous); err != nil {
		return err
	}
	if !f.inFolder && layoutOf(side.out) != plainLayout && (align.Live(other.list) || !isStream(other.list)) { // as it got there, or is to
		f.inFolder = true
		if side.out, err = f.renderInput(d.s, in, previous); err != nil {
			return err
		}
	}
	d.notes = append(d.notes, unread(side.called(), side.out)...)
	side.list = d.rendered(side, other, f.inFolder)
	return nil
}

// staged reports whether a flag says that somebody applies a folder.
func (d *diffRun) staged(applier string) bool {
	by, ok := consequences.ParseApplier(applier)
	return ok && by != consequences.Kubectl
}

// rendered are the objects of a topology. Of those that kubectl does not read a stream
// has none; a cluster has what was made of them, files may have what istioctl reads as well, and to
// those that somebody keeps by hand it comes anew.
func (d *diffRun) rendered(side, other *side, inFolder bool) []manifest.Manifest {
	if !inFolder && !align.Live(other.list) && !holdsOperator(other.list) && isStream(other.list) {
		return side.out.Selected(nil)
	}
	list := side.out.Manifests
	if other.indexed() {
		if stages := other.held.index.Rendered(); stages != nil {
			list = slices.DeleteFunc(slices.Clone(list), func(m manifest.Manifest) bool { return !slices.Contains(stages, m.Stage) })
		}
	}
	for i := range side.out.Layout {
		list = append(slices.Clip(list), side.out.Layout[i].Manifest)
	}
	return list
}

// isStream reports whether objects are what render wrote into one text.
func isStream(list []manifest.Manifest) bool {
	return slices.ContainsFunc(list, func(m manifest.Manifest) bool { return manifest.Rendered(m.Object) })
}

// holdsOperator reports whether an IstioOperator is among objects.
func holdsOperator(list []manifest.Manifest) bool {
	return slices.ContainsFunc(list, func(m manifest.Manifest) bool { return m.Object.Text("kind") == "IstioOperator" })
}

// previous is what of a side may hold ciphertext.
func (d *diffRun) previous(of *side) []render.Previous {
	switch {
	case of.form == aText:
		return []render.Previous{{Name: of.name, Text: of.text}}
	case of.form == aFolder:
		var out []render.Previous
		for _, name := range of.held.names() {
			if of.held.index == nil || encryptable(path.Base(name)) && !slices.Contains(of.held.own, name) {
				out = append(out, render.Previous{Name: name, Text: of.held.texts[name]})
			}
		}
		return out
	}
	return ciphertext(of.out)
}

const plainLayout = "plain"

// layoutOf is who applies the folder of a topology.
func layoutOf(out *render.Output) string { return layoutIn(out.Decision("layout")) }

// layoutIn is the layout in what an index has of it, as in "argocd apps"; "" for none that
// is known.
func layoutIn(decision string) string {
	layout, _, _ := strings.Cut(decision, " ")
	if !slices.Contains(layouts(), layout) {
		return ""
	}
	return layout
}
