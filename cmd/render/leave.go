package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// leaveOthers removes the folders of members whose topologies are no more. The path that an
// index tells leads elsewhere once the folder or the topologies have moved, so that nothing
// is there is not enough: a topology is no more where one of this run, or of another shard of
// it, is in the very folder in which it was, and none of them has been in another.
func (f *fleetRun) leaveOthers() error {
	now := f.standing()
	for _, m := range f.members.list {
		if now.rendered[m.name] || len(m.topologies) == 0 {
			continue
		}
		missing := allGone(filepath.Join(f.to.Path, m.name), m.topologies)
		elsewhere := now.moved || slices.ContainsFunc(m.topologies, func(t string) bool { return !now.folders[path.Dir(t)] })
		r := f.left(m)
		if missing && m.recorded && !elsewhere {
			if !r.quiet {
				fmt.Fprintf(f.s.stderr, "%s: note: its topology, %s, is no more, and so what was rendered of it goes\n", r.called(), strings.Join(quoted(m.topologies), " and "))
			}
			if err := r.write(f.s); err != nil {
				if err := f.failed(r.name, err); err != nil {
					return err
				}
			}
			continue
		}
		f.tellLeft(r, m, missing)
	}
	return nil
}

// standing is where the topologies of a run, and of its other shards, are.
type standing struct {
	rendered map[string]bool // names of folders of theirs
	folders  map[string]bool // theirs, from a member's folder on
	moved    bool            // one was in another folder when it was last rendered
}

func (f *fleetRun) standing() standing {
	out := standing{map[string]bool{}, map[string]bool{}, false}
	byName := map[string]member{}
	for _, m := range f.members.list {
		byName[m.name] = m
	}
	for _, r := range slices.Concat(f.runs, f.others) {
		name, from := filepath.Base(r.path), path.Dir(r.from)
		out.rendered[name], out.folders[from] = true, true
		if m := byName[name]; from != "." && len(m.topologies) > 0 {
			out.moved = out.moved || !slices.ContainsFunc(m.topologies, func(t string) bool { return path.Dir(t) == from })
		}
	}
	return out
}

// left is a member's folder, of which nothing is rendered.
func (f *fleetRun) left(m member) *folderRun {
	one := *f.renderFlags
	return &folderRun{renderFlags: &one, topology: m.topologies[0], name: f.to.Name + m.name + "/", path: filepath.Join(f.to.Path, m.name), gone: true}
}

// tellLeft tells of a folder that this run leaves, where it may be one that nobody renders.
func (f *fleetRun) tellLeft(r *folderRun, m member, missing bool) {
	if r.quiet {
		return
	}
	was := filepath.Join(f.to.Path, m.name)
	for _, one := range slices.Concat(f.runs, f.others) {
		if f.members.folderOf(one.topology) == was {
			fmt.Fprintf(f.s.stderr, "%s: note: is what %s was rendered into under another name; it stays, and goes by: rm -r %s\n", r.called(), quoteWord(one.topology), quoteWord(r.name))
			return
		}
	}
	if missing {
		fmt.Fprintf(f.s.stderr, "%s: note: its topology, %s, is not there, but may have moved; it stays, and goes by: rm -r %s\n", r.called(), strings.Join(quoted(m.topologies), " and "), quoteWord(r.name))
	}
}
