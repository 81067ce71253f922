package main

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/tree"
	"render/render/wording"
)

// listing is what a kustomization.yaml says.
type listing struct {
	at      string // its path in the folder
	entries []entry
	names   []string // all texts in it, of which some name files that it reads otherwise
	does    []string // what it does beside listing
	// elsewhere is of entries what is not in the folder.
	elsewhere []string
}

// entry is what a kustomization.yaml lists: as it is written, and as a path of the whole folder.
type entry struct{ text, path string }

// has reports whether a path is listed.
func (l *listing) has(name string) bool {
	return slices.ContainsFunc(l.entries, func(e entry) bool { return e.path == name })
}

// listedBy are the keys by which kustomize lists, and plainKeys those that change nothing of what is listed.
var (
	listedBy  = []string{"resources", "components", "bases"}
	plainKeys = []string{"apiVersion", "kind", "metadata", "sortOptions", "buildMetadata", "openapi"}
)

// listingIn is that of a folder; nil where there is none, or none that can be read.
func (h *heldFolder) listingIn(dir string) *listing {
	for name, text := range h.texts {
		if path.Dir(name) != dir || !tree.IsListing(path.Base(name)) {
			continue
		}
		found, err := manifest.ReadBack(text)
		if err != nil || len(found) != 1 {
			return nil
		}
		out := &listing{at: name}
		for key, value := range found[0].Map() {
			switch {
			case slices.Contains(listedBy, key):
				for _, one := range found[0].List(key) {
					if text, ok := one.(string); ok {
						out.entries = append(out.entries, entry{text, path.Join(dir, text)})
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
}

// chosen are those of a folder. In one that render wrote each stage has its own, and what istioctl or helm
// alone reads is in none.
func (h *heldFolder) chosen() *chosen {
	out := &chosen{map[string]bool{}, map[string]*listing{}}
	if h.index == nil {
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
			case h.holds(entry.path):
				h.choose(entry.path, out)
			default:
				by.elsewhere = append(by.elsewhere, entry.text)
			}
		}
		return
	}
	for _, name := range h.names() {
		switch at := path.Dir(name); {
		case at == dir:
			out.files[name] = isOfObjects(name)
		case dir == "." || strings.HasPrefix(at, dir+"/"):
			sub, _, _ := strings.Cut(strings.TrimPrefix(at, dir+"/"), "/")
			h.choose(path.Join(dir, sub), out)
		}
	}
}

// holds reports whether files are in a folder below.
func (h *heldFolder) holds(dir string) bool {
	return slices.ContainsFunc(h.names(), func(name string) bool { return strings.HasPrefix(name, dir+"/") })
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

// noteListed notes what is no object of a side, though its file is in the folder, and what its
// kustomization.yaml do that is not followed.
func (r *sideReader) noteListed(h *heldFolder, folder string, of *chosen, withOwn func(name string) bool) {
	note := func(text string) {
		if text = diag.Name(folder) + ": " + text; !slices.Contains(r.notes, text) {
			r.notes = append(r.notes, text)
		}
	}
	if left := h.unlisted(of); len(left) == 1 {
		note("1 file is listed by no kustomization.yaml, so that it is not applied, and is not compared: " + wording.FewQuoted(left))
	} else if len(left) > 0 {
		note(fmt.Sprintf("%d files are listed by no kustomization.yaml, so that they are not applied, and are not compared: %s", len(left), wording.FewQuoted(left)))
	}
	var more []string // notes of those that do more
	for _, dir := range slices.Sorted(maps.Keys(of.listings)) {
		by := of.listings[dir]
		if by == nil {
			continue
		}
		if len(by.elsewhere) > 0 {
			note(fmt.Sprintf("%s lists what is not in the folder, and is not compared: %s", by.at, wording.FewQuoted(by.elsewhere)))
		}
		if len(by.does) > 0 {
			more = append(more, fmt.Sprintf("%s does more than list files (%s), and what that makes is not compared; to compare it, build it: kubectl kustomize %s > built.yaml", by.at, strings.Join(by.does, ", "), quoteWord(path.Join(folder, dir))))
		}
	}
	if len(more) > moreApart {
		first, _, _ := strings.Cut(strings.Replace(more[0], "does more than list files ", "", 1), ", and what")
		more = []string{fmt.Sprintf("%d kustomization.yaml do more than list files, as %s, and what they make is not compared; to compare it, build what is applied: kubectl kustomize FOLDER > built.yaml", len(more), first)}
	}
	for _, text := range more {
		note(text)
	}
	if beside := slices.DeleteFunc(slices.Clone(h.own), withOwn); len(beside) > 0 {
		note("render did not write what a kustomization.yaml lists beside the rest, and that is applied too: " + wording.FewQuoted(beside))
	}
}

// unlisted are the files of objects that nobody applies. What a kustomization.yaml names otherwise, as a
// patch, is none of them.
func (h *heldFolder) unlisted(of *chosen) []string {
	named := map[string]bool{}
	for dir, by := range of.listings {
		if by == nil {
			continue
		}
		for _, name := range by.names {
			named[path.Join(dir, name)] = true
		}
	}
	names := h.names()
	if h.index != nil {
		for top := range of.listings {
			inside, _ := fs.ReadDir(h.files, top) // what cannot be read is no file that lies there
			for _, one := range inside {
				if name := path.Join(top, one.Name()); one.Type().IsRegular() && h.texts[name] == nil {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool {
		return !isOfObjects(name) || of.files[name] || named[name] || strings.HasPrefix(path.Base(name), ".")
	})
}
