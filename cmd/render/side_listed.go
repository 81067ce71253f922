package main

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/tree"
)

// listing is what a kustomization.yaml says.
type listing struct {
	at      string // its path in the folder
	entries []entry
	listed  map[string]bool // the paths of these
	names   []string        // all texts in it, of which some name files that it reads otherwise
	does    []string        // what it does beside listing
	// elsewhere is of entries what is not in the folder.
	elsewhere []string
}

// entry is what a kustomization.yaml lists: as it is written, and as a path of the whole folder.
type entry struct{ text, path string }

// has reports whether a path is listed.
func (l *listing) has(name string) bool { return l.listed[name] }

// listedBy are the keys by which kustomize lists, and plainKeys those that change nothing of what is listed.
var (
	listedBy  = []string{"resources", "components", "bases"}
	plainKeys = []string{"apiVersion", "kind", "metadata", "sortOptions", "buildMetadata", "openapi"}
)

// listingIn is that of a folder; nil where there is none, or none that can be read.
func (h *heldFolder) listingIn(dir string) *listing {
	for _, base := range tree.ListingNames() {
		name := path.Join(dir, base)
		text, there := h.texts[name]
		if !there {
			continue
		}
		found, err := manifest.ReadBack(text)
		if err != nil || len(found) != 1 {
			return nil
		}
		out := &listing{at: name, listed: map[string]bool{}}
		for key, value := range found[0].Map() {
			switch {
			case slices.Contains(listedBy, key):
				for _, one := range found[0].List(key) {
					if text, ok := one.(string); ok {
						out.entries = append(out.entries, entry{text, path.Join(dir, text)})
						out.listed[path.Join(dir, text)] = true
					}
				}
			case !slices.Contains(plainKeys, key):
				out.does, out.names = append(out.does, key), append(out.names, textsIn(value)...)
			}
		}
		slices.Sort(out.does)
		return out
	}
	return nil
}

// textsIn are all texts in a value.
func textsIn(value any) (out []string) {
	switch value := value.(type) {
	case string:
		return []string{value}
	case []any:
		for _, one := range value {
			out = append(out, textsIn(one)...)
		}
	case map[string]any:
		for _, one := range value {
			out = append(out, textsIn(one)...)
		}
	}
	return out
}

// chosen are the files of a folder that somebody applies, by what its kustomization.yaml list.
type chosen struct {
	files    map[string]bool
	listings map[string]*listing // that were read, by their folders
	inside   map[string][]string // the files of each folder
	below    map[string][]string // the folders in each
}

// chosen are those of a folder. In one that render wrote each stage has its own, and what istioctl or helm
// alone reads is in none.
func (h *heldFolder) chosen() *chosen {
	out := &chosen{map[string]bool{}, map[string]*listing{}, map[string][]string{}, map[string][]string{}}
	if h.index == nil {
		out.place(h.names())
		h.choose(".", out)
		h.chooseRoots(out)
		return out
	}
	root := h.listingIn(".")
	for _, name := range h.names() {
		top, _, below := strings.Cut(name, "/")
		if !below || !isOfObjects(name) {
			continue
		}
		by, seen := out.listings[top]
		if !seen && slices.Contains(tree.StageFolders(), top) {
			by = h.listingIn(top)
			out.listings[top] = by
		}
		switch {
		case top == "flux" && root != nil:
			out.files[name] = root.has(name)
		case root != nil && by != nil && slices.ContainsFunc(tree.StageFolders(), root.has) && !root.has(top):
		case by == nil || by.has(name):
			out.files[name] = true
		}
	}
	return out
}

// place notes in which folders files are.
func (c *chosen) place(names []string) {
	known := map[string]bool{".": true}
	for _, name := range names {
		dir := path.Dir(name)
		for c.inside[dir] = append(c.inside[dir], name); !known[dir]; dir = path.Dir(dir) {
			known[dir] = true
			c.below[path.Dir(dir)] = append(c.below[path.Dir(dir)], dir)
		}
	}
}

// choose notes the files of a folder that render did not write, and of those below.
func (h *heldFolder) choose(dir string, out *chosen) {
	if _, seen := out.listings[dir]; seen {
		return
	}
	by := h.listingIn(dir)
	out.listings[dir] = by
	if by != nil {
		for _, entry := range by.entries {
			switch {
			case h.texts[entry.path] != nil:
				out.files[entry.path] = isOfObjects(entry.path)
			case len(out.inside[entry.path])+len(out.below[entry.path]) > 0:
				h.choose(entry.path, out)
			default:
				by.elsewhere = append(by.elsewhere, entry.text)
			}
		}
		return
	}
	for _, name := range out.inside[dir] {
		out.files[name] = isOfObjects(name)
	}
	for _, sub := range out.below[dir] {
		h.choose(sub, out)
	}
}

// addListed reads what the kustomization.yaml of a rendered folder's stages list beside what render wrote there.
func (h *heldFolder) addListed(folder string) error {
	for _, top := range tree.StageFolders() {
		by := h.listingIn(top)
		if by == nil {
			continue
		}
		for _, entry := range by.entries {
			name := entry.path
			if info, err := fs.Lstat(h.files, name); err != nil || !info.Mode().IsRegular() || !isYAML(name) || h.texts[name] != nil {
				continue
			}
			if err := h.read(folder, name); err != nil {
				return err
			}
			h.own = append(h.own, name)
		}
	}
	return nil
}

// moreApart is of up to how many kustomization.yaml it is noted one by one that they do more than list.
const moreApart = 3
