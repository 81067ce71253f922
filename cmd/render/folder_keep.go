package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"render/internal/cache"
	"render/render/tree"
)

// keep takes in what the folder holds once it is written, unless there was more to say of it
// than that.
func (w *folderWriter) keep(plan *tree.Plan) {
	m := w.keeping
	if m == nil {
		return
	}
	if len(plan.Kept)+len(plan.KeptStale)+len(plan.Overwritten)+len(plan.Lacks)+len(plan.Merged)+len(plan.Adopted) > 0 || plan.IndexGone {
		w.keeping = nil
		return
	}
	folders := map[string]bool{"": true}
	add := func(name string, text []byte, info os.FileInfo) {
		folders[filepath.Dir(filepath.FromSlash(name))] = true
		state := cache.Look(w.claim.At(name))
		if info != nil {
			state = cache.StateOf(info)
		}
		m.Outputs = append(m.Outputs, cache.New(name, state, text))
	}
	for _, name := range plan.Unchanged {
		add(name, w.texts[name], w.infos[name])
	}
	for _, f := range plan.Write {
		add(f.Path, f.Text, nil)
	}
	m.Written = len(m.Outputs)
	if plan.After != nil {
		add(tree.IndexName, plan.After, nil)
	} else {
		add(tree.IndexName, w.texts[tree.IndexName], w.infos[tree.IndexName])
	}
	delete(folders, ".")
	for folder := range folders {
		m.Outputs = append(m.Outputs, cache.Listed(folder, cache.Look(w.claim.At(folder))))
	}
	slices.SortFunc(m.Outputs, func(a, b *cache.File) int { return strings.Compare(a.Name, b.Name) })
}
