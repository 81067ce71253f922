package main

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/bounded"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/tree"
)

// bound is files within the bounds of what is read.
func bound(files fs.FS) fs.FS { return bounded.New(files, &bounded.Budget{}) }

// folder reads a folder.
func (r *sideReader) folder(name string, files fs.FS) (*heldFolder, error) {
	h := &heldFolder{files: files, texts: map[string][]byte{}}
	info, err := fs.Lstat(files, tree.IndexName)
	if err != nil || !info.Mode().IsRegular() {
		return h, h.all(name)
	}
	refuse := func(why string) error { return failed(path.Join(name, tree.IndexName), why, "take it from git again") }
	if info.Size() > tree.MaxIndex {
		return h, refuse("is too large")
	}
	text, err := fs.ReadFile(files, tree.IndexName)
	if err != nil {
		return h, refuse("cannot be read: " + reason(err))
	}
	if h.index, err = tree.ParseIndex(text); err != nil {
		return h, refuse(err.Error())
	}
	for file := range h.index.Files {
		if info, err := fs.Lstat(files, file); err != nil || !info.Mode().IsRegular() {
			continue // what is no more, or no file any more, is what differs
		}
		if err := h.read(name, file); err != nil {
			return h, err
		}
	}
	return h, h.addListed(name)
}

// objects are the objects of the files that somebody applies, in the order of a rendered folder's stages and
// kinds; of those that render did not write those with which withOwn agrees.
func (h *heldFolder) objects(r *sideReader, folder string, withOwn func(name string) bool) ([]manifest.Manifest, error) {
	var out []manifest.Manifest
	var from []string // the file of each
	passed := 0
	var unread error
	h.paths = map[manifest.ID][]string{}
	of := h.chosen()
	r.noteListed(h, folder, of, withOwn)
	for _, name := range h.names() {
		if !of.files[name] || slices.Contains(h.own, name) && !withOwn(name) {
			continue
		}
		like := manifest.Manifest{Stage: stageOf(name)}
		if h.index != nil && isValues(name) {
			like.Reader, like.Origin.Keys = manifest.Helm, []string{strings.TrimSuffix(path.Base(name), ".yaml")}
		}
		found, err := manifest.ReadBack(h.texts[name])
		if err != nil {
			without, wrong := r.strange(path.Join(folder, name), h.texts[name], err, h.index == nil)
			passed, unread = passed+without, r.both(unread, wrong)
			continue
		}
		list, without := manifestsOf(found, like)
		passed += without
		out, from = append(out, list...), append(from, slices.Repeat([]string{name}, len(list))...)
	}
	if unread != nil {
		return nil, unread
	}
	r.passOver(folder, passed, func() []*places.Source { return h.sources(folder) })
	if len(out) == 0 {
		if cure := fromVariables(folder); cure != "" && !r.passes {
			return nil, failed(folder, "holds no object and is no topology", cure)
		}
		meant := "check that it is the folder you meant"
		if variablesIn(folder) != "" {
			meant = "variables of Ansible's are read in a folder called group_vars: call it so, or name each of its files"
		}
		r.notes = append(r.notes, diag.Name(folder)+": no object is in its files; "+meant)
	}
	out = r.placed(folder, out)
	for i := range out {
		h.paths[out[i].ID()] = append(h.paths[out[i].ID()], from[i])
	}
	manifest.Sort(out)
	return r.lastOfEach(out, func() []*places.Source { return h.sources(folder) }), nil
}

// passOver notes how many documents of a side are none of its objects.
func (r *sideReader) passOver(side string, passed int, sources func() []*places.Source) {
	if passed == 0 {
		return
	}
	what := "1 document without a kind or a name is"
	if passed > 1 {
		what = fmt.Sprintf("%d documents without a kind or a name are", passed)
	}
	note := diag.Name(side) + ": " + what + " passed over"
	if at := placesTold(nameless(sources())); at != "" {
		note += ": " + at
	}
	if !slices.Contains(r.notes, note) {
		r.notes = append(r.notes, note)
	}
}

// stageOf is the stage of a file of a rendered folder.
func stageOf(name string) manifest.Stage {
	top, _, _ := strings.Cut(name, "/")
	at := max(0, slices.Index(tree.StageFolders(), top))
	if slices.Contains(tree.LayoutFolders(), top) {
		return manifest.Apps
	}
	return manifest.Stage(at)
}

// isValues reports whether a file of a rendered folder is for helm.
func isValues(name string) bool {
	return path.Base(name) == "values.yaml" && stageOf(name) == manifest.Istio
}
