package main

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/review"
	"render/render/tree"
)

// folderPlan is what -o would do to a folder that is one of the sides, of the topology
// that is the other one.
type folderPlan struct {
	*tree.Plan
	folder, topology *side
	backwards        bool // the folder is the new side
	hides            bool // the topology's side redacts what a file of the folder holds
}

// plan is that of a folder that render wrote and a topology; nil for other sides.
func (d *diffRun) plan() (*folderPlan, error) {
	p := &folderPlan{folder: d.old, topology: d.new}
	if !d.old.indexed() {
		p.folder, p.topology, p.backwards = d.new, d.old, true
	}
	if !p.folder.indexed() || p.topology.out == nil {
		return nil, nil
	}
	run := tree.Run{Folder: p.topology.out.Folder(), Index: p.folder.held.index, Look: p.folder.held.look, Force: d.force}
	for _, stage := range p.folder.held.index.Rendered() {
		run.Stages = append(run.Stages, tree.StageFolder(stage))
	}
	var err error
	if p.Plan, err = run.Decide(); err != nil {
		return nil, failed(p.folder.name, "cannot be read: "+reason(err), "")
	}
	before, withheld := len(p.Write), p.withheld()
	p.Write = slices.DeleteFunc(p.Write, func(w tree.Write) bool { return !w.New && withheld[w.Path] })
	p.hides = len(p.Write) < before
	return p, nil
}

// withheld are the files in which something of the topology's Secrets is redacted, as of a
// revision, or of an older side without its keys: these differ by that.
func (p *folderPlan) withheld() map[string]bool {
	out := map[string]bool{}
	files := p.topology.out.Files()
	for i := range files {
		if slices.Contains(p.topology.out.Withheld, files[i].Manifest.ID()) {
			out[files[i].Path()] = true
		}
	}
	return out
}

// writes reports whether a file is one of the topology's.
func (p *folderPlan) writes(name string) bool {
	return slices.ContainsFunc(p.topology.out.Folder().Files, func(f tree.File) bool { return f.Path == name })
}

// nothing reports whether -o would leave the folder as it is.
func (p *folderPlan) nothing() bool {
	return !p.hides && len(p.Write)+len(p.Remove)+len(p.Kept)+len(p.KeptStale)+len(p.Refused)+len(p.Differs) == 0
}

// files are what -o would write, remove or leave, as far as no object tells of it. Where
// the folder is the new side, what would be written is what it lacks.
func (p *folderPlan) files(difference *compare.Difference) []review.File {
	told := toldPaths(p.topology, p.folder, difference)
	written, gone := review.Added, review.Removed
	if p.backwards {
		written, gone = gone, written
	}
	var out []review.File
	add := func(what review.FileKind, note string, names ...string) {
		for _, name := range names {
			if !told[name] {
				out = append(out, review.File{Path: name, Kind: what, Note: note})
			}
		}
	}
	for _, w := range p.Write {
		if w.New {
			add(written, "", w.Path)
		} else {
			add(review.Changed, "", w.Path)
		}
	}
	add(gone, "", p.Remove...)
	const byHand = "somebody changed it since it was rendered, so that -o leaves it; --force does not leave it"
	clear(told) // of an object in such a file it is not known that it stays
	add(review.Changed, byHand, p.Kept...)
	add(gone, byHand, p.KeptStale...)
	for _, one := range p.Refused {
		add(review.Changed, one.Message, one.Path)
	}
	slices.SortFunc(out, func(a, b review.File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// decisions are what decided the folder otherwise.
func (p *folderPlan) decisions() []review.Decision {
	var out []review.Decision
	for _, one := range p.Differs {
		if one.Key == "set" && one.Is != "" && len(one.Was) == 1 && one.Was[0] == "" {
			continue // a preview of the folder's topology, which asks for it
		}
		out = append(out, review.Decision{Key: one.Key, Was: one.Was, Is: one.Is})
	}
	return out
}

// toldPaths are the files of objects that differ.
func toldPaths(topology, folder *side, difference *compare.Difference) map[string]bool {
	at := map[manifest.ID][]string{}
	files := topology.out.Files()
	for i := range files {
		at[files[i].Manifest.ID()] = append(at[files[i].Manifest.ID()], files[i].Path())
	}
	for _, f := range topology.out.Layout {
		at[f.Manifest.ID()] = append(at[f.Manifest.ID()], f.Path)
	}
	for id, names := range folder.held.paths {
		at[id] = append(at[id], names...)
	}
	out := map[string]bool{}
	for i := range difference.Changes {
		c := &difference.Changes[i]
		for _, id := range review.IDs(c) {
			for _, path := range at[id] {
				out[path] = true
			}
		}
	}
	return out
}

// besides are the files that are no objects and differ between two folders.
func besides(old, new *heldFolder) []review.File {
	var out []review.File
	names := map[string]bool{}
	for _, h := range []*heldFolder{old, new} {
		for name := range h.texts {
			if !isOfObjects(name) {
				names[name] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		before, was := old.texts[name]
		now, is := new.texts[name]
		switch {
		case !was:
			out = append(out, review.File{Path: name, Kind: review.Added})
		case !is:
			out = append(out, review.File{Path: name, Kind: review.Removed})
		case !bytes.Equal(before, now):
			out = append(out, review.File{Path: name, Kind: review.Changed})
		}
	}
	return out
}
