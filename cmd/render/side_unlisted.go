package main

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/wording"
)

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
	what, each, to := "compared; to compare it, build ", "what is applied", "> built.yaml"
	if r.passes {
		what, each, to = "read; to have it in the topology, read ", "each that is applied", "| render init --from -"
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
			more = append(more, fmt.Sprintf("%s does more than list files (%s), and what that makes is not %sit: kubectl kustomize %s %s", by.at, strings.Join(by.does, ", "), what, quoteWord(path.Join(folder, dir)), to))
		}
	}
	if len(more) > moreApart {
		first, _, _ := strings.Cut(strings.Replace(more[0], "does more than list files ", "", 1), ", and what")
		more = []string{fmt.Sprintf("%d kustomization.yaml do more than list files, as %s, and what they make is not %s%s: kubectl kustomize FOLDER %s", len(more), first, what, each, to)}
	}
	for _, text := range more {
		note(text)
	}
	if beside := slices.DeleteFunc(slices.Clone(h.own), withOwn); len(beside) > 0 {
		note("render did not write what a kustomization.yaml lists beside the rest, and that is applied too: " + wording.FewQuoted(beside) + "; -o --force writes that list anew, and --force here tells what falls out by it")
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
