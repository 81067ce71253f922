// Package pairs owns, for tests, two sides of which one becomes the other: those of
// a table, and those that an example becomes by a change.
//
// In go the files of the table, or a topology; out come worlds of objects, as each
// applier has them. It must never judge what becomes of a cluster.
package pairs

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/consequences"
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// Pair is a row of the table: an old side, a new side that does something to the
// cluster, and one that is near it and does not.
type Pair struct {
	Name, Comment string
	sections      []txtar.File
}

// Read reads the pairs of a folder, a file each.
func Read(folder fs.FS) ([]Pair, error) {
	names, err := fs.Glob(folder, "*.txtar")
	if err != nil {
		return nil, err
	}
	var out []Pair
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		archive := txtar.Parse(text)
		out = append(out, Pair{strings.TrimSuffix(path.Base(name), ".txtar"), strings.TrimSpace(string(archive.Comment)), archive.Files})
	}
	return out, nil
}

// Section is a part of the pair's file, and whether it is there.
func (p *Pair) Section(name string) (text string, ok bool) {
	at := slices.IndexFunc(p.sections, func(f txtar.File) bool { return f.Name == name })
	if at < 0 {
		return "", false
	}
	return string(p.sections[at].Data), true
}

// With is the text of the pair's file with another text for a section.
func (p *Pair) With(name, text string) []byte {
	at := slices.IndexFunc(p.sections, func(f txtar.File) bool { return f.Name == name })
	if at < 0 {
		p.sections = append(p.sections, txtar.File{Name: name})
		at = len(p.sections) - 1
	}
	p.sections[at].Data = []byte(text)
	return txtar.Format(&txtar.Archive{Comment: []byte(p.Comment + "\n"), Files: p.sections})
}

// World are the objects of one side, "old", "new" or "near", as an applier has them:
// of a topology in the section "SIDE.yaml", of objects in "SIDE-objects.yaml", or of
// the "topology.yaml" of all sides, changed by lines of --set in a section SIDE. It is laid
// out for the applier, or as a section "SIDE-layout" says.
func (p *Pair) World(side string, by consequences.Applier) (*objects.World, error) {
	if text, ok := p.Section(side + "-objects.yaml"); ok {
		w, diagnostics := objects.Read(places.NewSource(p.Name, []byte(text)))
		return w, diagnostics.Err()
	}
	in, ok := p.Input(side)
	if !ok {
		return nil, fmt.Errorf("%s has no side %s", p.Name, side)
	}
	w, err := Render(in, by)
	if err != nil {
		return nil, fmt.Errorf("%s: %s: %w", p.Name, side, err)
	}
	return w, nil
}

// Input is what renders a side; not ok of one that is objects, or not there.
func (p *Pair) Input(side string) (in render.Input, ok bool) {
	in = render.Input{Name: side + ".yaml", Files: fstest.MapFS{}}
	text, ok := p.Section(in.Name)
	if !ok {
		if text, ok = p.Section("topology.yaml"); !ok {
			return in, false
		}
		set, _ := p.Section(side)
		in.Set = strings.FieldsFunc(set, func(r rune) bool { return r == '\n' })
	}
	in.Text = []byte(text)
	layout, _ := p.Section(side + "-layout")
	in.Layout = strings.TrimSpace(layout)
	return in, true
}

// Difference is what differs of two sides, of which the old one may be what a cluster has.
func Difference(old, new *objects.World, by consequences.Applier) *compare.Difference {
	olds, news := listed(old), listed(new)
	if !align.Live(olds) {
		return compare.Compare(old, new)
	}
	sides := align.Merged
	if by == consequences.Flux {
		sides = align.SidesUndone
	}
	olds, news, aside := sides(olds, news)
	d := compare.Compare(objects.New(olds), objects.New(news))
	d.Live, d.Left, d.Beside = true, aside.Left, aside.Beside
	return d
}

func listed(w *objects.World) (out []manifest.Manifest) {
	for o := range w.All() {
		out = append(out, manifest.Manifest{Object: o.Members()})
	}
	return out
}

// layouts are how a folder is laid out for an applier.
var layouts = map[consequences.Applier]string{consequences.Kubectl: "plain", consequences.ArgoCD: "argocd", consequences.Flux: "flux"}

// Render are the objects that a topology becomes in a folder for an applier. Where
// the topology says nothing of Secrets, none is rendered.
func Render(in render.Input, by consequences.Applier) (*objects.World, error) {
	in.Folder, in.Layout = true, cmp.Or(in.Layout, layouts[by])
	in.Set = slices.Clone(in.Set)
	if !strings.Contains(string(in.Text), "secrets:") {
		in.Secrets = "omit"
	}
	if in.Layout != layouts[consequences.Kubectl] && !strings.Contains(string(in.Text), "gitops:") {
		in.Set = append(in.Set, "gitops.repo=https://git.example.org/cluster", "gitops.path=deploy")
	}
	out, err := render.Render(context.Background(), in)
	if err != nil {
		return nil, err
	}
	if out.Diagnostics.Failed() {
		var b strings.Builder
		if err := diag.Text(&b, out.Diagnostics); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("it is refused:\n%s", b.String())
	}
	list := slices.Clone(out.Manifests)
	for _, f := range out.Layout {
		list = append(list, f.Manifest)
	}
	w := objects.New(list)
	w.Cluster = out.ForCluster
	return w, nil
}
