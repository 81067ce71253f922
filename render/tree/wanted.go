package tree

import (
	"path"
	"slices"
	"strings"
)

// wanted are all files that a run is to leave in the folder, in the order in which
// they are to be written: a kustomization.yaml lists only what is there by then.
func (r *Run) wanted() []File {
	var out []File
	listed := map[string][]string{} // by folder
	given := map[string]bool{}
	for _, f := range r.Folder.Files {
		given[f.Path] = true
		if !r.touches(f.Path) {
			continue
		}
		out = append(out, f)
		if top, base, _ := strings.Cut(f.Path, "/"); !f.Aside && path.Base(f.Path) != listingName {
			listed[top] = append(listed[top], base)
		}
	}
	var root []string
	for _, folder := range stageFolders() {
		name := folder + "/" + listingName
		switch {
		case !r.touches(name):
			if r.recorded(name) && r.Look(name).Kind == Regular {
				root = append(root, folder)
			}
		case given[name]:
			root = append(root, folder)
		case len(listed[folder]) > 0:
			root = append(root, folder)
			out = append(out, File{Path: name, Text: listing(listed[folder])})
		}
	}
	if r.Folder.Root != nil {
		root = r.rootOfLayout()
	}
	if len(root) > 0 && !given[listingName] {
		out = append(out, File{Path: listingName, Text: listing(root)})
	}
	if len(out) > 0 {
		out = append(out, File{Path: attributesName, Text: attributes(r.Folder.Files)})
	}
	// What applies the others comes behind them.
	rank := func(f File) int {
		switch {
		case f.Path == attributesName:
			return 0
		case f.Path == listingName:
			return 3
		case path.Base(f.Path) == listingName:
			return 2
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b File) int { return rank(a) - rank(b) })
	return out
}
