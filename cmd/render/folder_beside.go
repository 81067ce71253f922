package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"render/render/tree"
	"render/render/wording"
)

// Of a folder without a kustomization.yaml Argo CD and Flux apply each file that is in it, as the one that Flux was
// bootstrapped with. A rendered one lists what is rendered alone: the rest falls out, and is deleted where what
// applies it prunes.

// besideMost bounds how many files and folders are looked at.
const besideMost = 5000

// takesOver refuses a folder that is not render's yet, and in which files are that Argo CD or Flux may apply.
func (r *folderRun) takesOver(index *tree.Index) error {
	by := ""
	for _, d := range r.folder.Decisions {
		if d.Key == "layout" {
			by = map[string]string{"argocd": "Argo CD", "flux": "Flux"}[layoutIn(d.Value)]
		}
	}
	if index != nil || by == "" || r.force {
		return nil
	}
	beside := r.appliedBeside()
	if len(beside) == 0 {
		return nil
	}
	own := strings.TrimSuffix(r.name, "/") + "/ingress/"
	return &failure{exitInput, fmt.Sprintf("%s: has files that render did not write, and that %s applies where it reads this folder: %s; the kustomization.yaml that comes here lists them not, so that they are deleted then\n  write into a folder of its own, as -o %s with gitops.path for it; or go on with --force, where nothing reads this folder yet",
		r.called(), by, wording.FewQuoted(beside), own)}
}

// appliedBeside are the files of objects in a folder without a kustomization.yaml, but for what is rendered.
func (r *folderRun) appliedBeside() (out []string) {
	for _, name := range tree.ListingNames() {
		if _, err := os.Lstat(filepath.Join(r.path, name)); err == nil {
			return nil // that says what is applied, and is not overwritten
		}
	}
	rendered := map[string]bool{}
	for _, f := range r.folder.Files {
		rendered[f.Path] = true
	}
	seen := 0
	_ = filepath.WalkDir(r.path, func(at string, entry fs.DirEntry, err error) error {
		if seen++; err != nil || seen > besideMost {
			return fs.SkipAll // what cannot be read is told where it is written to
		}
		name, inside := strings.CutPrefix(filepath.ToSlash(at), filepath.ToSlash(r.path)+"/")
		switch {
		case !inside:
		case strings.HasPrefix(entry.Name(), "."): // as .git and .sops.yaml
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.Type().IsRegular() && slices.Contains([]string{".yaml", ".yml"}, path.Ext(name)) && !rendered[name]:
			out = append(out, name)
		}
		return nil
	})
	return out
}
