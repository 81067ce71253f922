package main

import (
	"path"
	"slices"
	"strings"

	"render/render/tree"
)

// chooseRoots notes the files of folders that no kustomization.yaml lists and that somebody applies all the
// same: a Kustomization of Flux' has their path, or an Application or ApplicationSet of Argo CD's.
func (h *heldFolder) chooseRoots(out *chosen) {
	paths, left := h.appliedPaths()
	if len(paths) == 0 {
		return
	}
	var folders []string
	for _, name := range h.names() {
		for dir := path.Dir(name); dir != "." && !slices.Contains(folders, dir); dir = path.Dir(dir) {
			folders = append(folders, dir)
		}
	}
	slices.Sort(folders)
	for _, dir := range folders {
		leads := func(one string) bool { return leadsTo(one, dir) }
		if _, seen := out.listings[dir]; !seen && slices.ContainsFunc(paths, leads) && !slices.ContainsFunc(left, leads) {
			h.choose(dir, out)
		}
	}
}

// appliedPaths are texts of objects of Flux and Argo CD that may be paths of folders, and those of folders
// that they leave out.
func (h *heldFolder) appliedPaths() (paths, left []string) {
	for _, name := range h.names() {
		text := string(h.texts[name])
		if tree.IsListing(path.Base(name)) || !strings.Contains(text, "argoproj.io/") && !strings.Contains(text, "kustomize.toolkit.fluxcd.io/") {
			continue
		}
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			value, _, _ := strings.Cut(line, " #")
			value = value[strings.LastIndexAny(value, " \t")+1:]
			value = strings.Trim(strings.TrimPrefix(strings.Trim(value, `"'`), "./"), "/")
			switch {
			case value == "" || strings.HasPrefix(strings.TrimSpace(line), "#"):
			case i+1 < len(lines) && strings.TrimSpace(lines[i+1]) == "exclude: true":
				left = append(left, value)
			default:
				paths = append(paths, value)
			}
		}
	}
	return paths, left
}

// leadsTo reports whether a path, or a pattern of some, is that of a folder, from the repository's root on
// or from below.
func leadsTo(pattern, dir string) bool {
	of, parts := strings.Split(pattern, "/"), strings.Split(dir, "/")
	if len(of) < len(parts) || len(of) == 1 && pattern != dir {
		return false
	}
	is, err := path.Match(strings.Join(of[len(of)-len(parts):], "/"), dir)
	return err == nil && is && of[len(of)-len(parts)] != "*"
}
