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
// is there is not enough: a topology is no more where one of this run is in the very folder
// in which it was, and none of this run's has been in another.
func (f *renderFlags) leaveOthers(s *shell, fleet *fleet, members []member, runs []*folderRun) error {
	var folders []string // of this run's topologies, from a member's on
	moved := false
	for _, r := range runs {
		from := path.Dir(r.from)
		folders = append(folders, from)
		for _, m := range members {
			if m.name == filepath.Base(r.path) && from != "." && len(m.topologies) > 0 {
				moved = moved || !slices.ContainsFunc(m.topologies, func(t string) bool { return path.Dir(t) == from })
			}
		}
	}
	for _, m := range members {
		if slices.ContainsFunc(runs, func(r *folderRun) bool { return filepath.Base(r.path) == m.name }) || len(m.topologies) == 0 {
			continue
		}
		where := filepath.Join(fleet.to.Path, m.name)
		missing := allGone(where, m.topologies)
		elsewhere := moved || slices.ContainsFunc(m.topologies, func(t string) bool { return !slices.Contains(folders, path.Dir(t)) })
		one := *f
		r := &folderRun{renderFlags: &one, topology: m.topologies[0], name: fleet.to.Name + m.name + "/", path: where, gone: true}
		if missing && m.recorded && !elsewhere {
			fmt.Fprintf(s.stderr, "%s: note: its topology, %s, is no more, and so what was rendered of it goes\n", r.called(), strings.Join(quoted(m.topologies), " and "))
			if err := r.write(s); err != nil {
				if err := fleet.failed(r.name, err); err != nil {
					return err
				}
			}
			continue
		}
		r.tellLeft(s, m, runs, missing)
	}
	return nil
}

// tellLeft tells of a folder that this run leaves, where it may be one that nobody renders.
func (r *folderRun) tellLeft(s *shell, m member, runs []*folderRun, missing bool) {
	at := slices.IndexFunc(runs, func(one *folderRun) bool {
		return slices.Contains(m.topologies, placeOf(one.topology).from(r.path, m.tree))
	})
	switch {
	case r.quiet:
	case at >= 0:
		fmt.Fprintf(s.stderr, "%s: note: is what %s was rendered into under another name; it stays, and goes by: rm -r %s\n", r.called(), quoteWord(runs[at].topology), quoteWord(r.name))
	case missing:
		fmt.Fprintf(s.stderr, "%s: note: its topology, %s, is not there, but may have moved; it stays, and goes by: rm -r %s\n", r.called(), strings.Join(quoted(m.topologies), " and "), quoteWord(r.name))
	}
}
