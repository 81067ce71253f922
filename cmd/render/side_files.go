package main

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"render/render/tree"
)

// names are the files, in order.
func (h *heldFolder) names() []string { return slices.Sorted(maps.Keys(h.texts)) }

func (h *heldFolder) read(folder, file string) error {
	text, err := fs.ReadFile(h.files, file)
	if err != nil {
		return failed(path.Join(folder, file), "cannot be read: "+reason(err), "")
	}
	h.texts[file] = text
	return nil
}

// all reads every YAML below a folder that render did not write. It passes over what
// begins with a dot, and follows no links.
func (h *heldFolder) all(folder string) error {
	var members []string
	err := fs.WalkDir(h.files, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return failed(path.Join(folder, file), "cannot be read: "+reason(err), "")
		case file != "." && entry.Name() == tree.IndexName:
			members = append(members, quoteWord(path.Join(folder, path.Dir(file))+"/"))
			return nil
		case file != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !entry.Type().IsRegular() || !isYAML(file):
			return nil
		}
		return h.read(folder, file)
	})
	if err == nil && len(members) > 0 {
		return failed(folder, "holds folders that render wrote", "compare one of them: "+strings.Join(members, " "))
	}
	return err
}

func isYAML(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(name)))
}

// look is what stands at a path of the folder.
func (h *heldFolder) look(name string) tree.Found {
	info, err := fs.Lstat(h.files, name)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid):
		return tree.Found{}
	case err != nil:
		return tree.Found{Err: err}
	case info.IsDir():
		return tree.Found{Kind: tree.Directory}
	case !info.Mode().IsRegular():
		return tree.Found{Kind: tree.Other}
	}
	text, read := h.texts[name]
	if !read {
		if text, err = fs.ReadFile(h.files, name); err != nil {
			return tree.Found{Err: err}
		}
	}
	return tree.Found{Kind: tree.Regular, Text: text}
}

// isOfObjects reports whether a file of a folder is read for its objects.
func isOfObjects(name string) bool { return isYAML(name) && !tree.IsListing(path.Base(name)) }
