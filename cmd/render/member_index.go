package main

import (
	"os"
	"path/filepath"
	"slices"

	"render/render/tree"
)

// member is a folder below the one that is written, which has an index.
type member struct {
	name       string
	topologies []string // that the index names
	recorded   bool     // as a member, and not as a folder that was rendered by itself
	tree       string   // the git work tree that it is in; "" for none
}

// memberIndex are the folders of topologies in one, found by where their topologies are.
type memberIndex struct {
	folder string
	list   []member
	places *topologyPlaces
	byPath map[string][]int // by the full path of a topology, or its name alone where that is all that is known
}

func indexMembers(folder string, members []member, places *topologyPlaces) *memberIndex {
	x := &memberIndex{folder, members, places, map[string][]int{}}
	for i, m := range members {
		for _, t := range m.topologies {
			at := t
			if filepath.Base(t) != t {
				at = filepath.Join(folder, m.name, filepath.FromSlash(t))
			}
			x.byPath[at] = append(x.byPath[at], i)
		}
	}
	return x
}

// folderOf is the folder that a topology was rendered into before; "" for none.
func (x *memberIndex) folderOf(topology string) string {
	if len(x.list) == 0 {
		return ""
	}
	place := x.places.of(topology)
	candidates := slices.Concat(x.byPath[filepath.Join(place.directory, place.name)], x.byPath[place.name])
	slices.Sort(candidates)
	for _, i := range candidates {
		m := x.list[i]
		path := filepath.Join(x.folder, m.name)
		if slices.Contains(m.topologies, place.from(path, m.tree)) {
			return path
		}
	}
	return ""
}

// indexIn is a folder's index ahead of the look that decides what is written: one that says
// nothing where it cannot be read, of which that look tells.
func indexIn(folder string) (index *tree.Index, there bool) {
	none, name := &tree.Index{}, filepath.Join(folder, tree.IndexName)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > tree.MaxIndex {
		return none, false
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return none, true
	}
	if index, err = tree.ParseIndex(text); err != nil {
		return none, true
	}
	return index, true
}
