package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"render/internal/disk"
	"render/render/diag"
)

// ignoreKeys sees to it that git leaves new keys alone: a folder without a
// .gitignore gets one, and one that has one is left as it is.
func (w *certsWriter) ignoreKeys() error {
	folders := map[string][]string{}
	var order []string
	for _, f := range w.files {
		if !f.Private {
			continue
		}
		directory := filepath.Dir(f.Path)
		if folders[directory] == nil {
			order = append(order, directory)
		}
		folders[directory] = append(folders[directory], f.Path)
	}
	for _, directory := range order {
		if _, inside := w.inside(directory); !inside {
			continue // not the topology's to settle
		}
		if err := w.ignore(directory, folders[directory]); err != nil {
			return err
		}
	}
	return nil
}

func (w *certsWriter) ignore(directory string, keys []string) error {
	path := filepath.Join(directory, ".gitignore")
	relative, _ := w.inside(path)
	name := filepath.Join(w.directory, relative)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		f := &certFile{name: name, File: disk.File{Path: path, Text: []byte(ignoring(keys)), Guard: true}}
		w.files = append([]*certFile{f}, w.files...)
		w.notes = append(w.notes, "note: "+name+" is new, so that git leaves the keys alone")
		return nil
	}
	var bare []string
	for _, key := range keys {
		if err != nil || !ignored(string(text), filepath.Base(key)) {
			bare = append(bare, diag.Quote(filepath.Base(key)))
		}
	}
	if len(bare) > 0 {
		w.notes = append(w.notes, fmt.Sprintf("warning: %s does not keep git from %s; write into it: *.key", name, strings.Join(bare, ", ")))
	}
	return nil
}

// ignoring is a .gitignore for keys.
func ignoring(keys []string) string {
	text := "*.key\n"
	for _, key := range keys {
		if filepath.Ext(key) != ".key" {
			text += "/" + filepath.Base(key) + "\n"
		}
	}
	return text
}

// ignored reports whether a .gitignore takes in a file of its own folder: the last
// pattern that matches counts.
func ignored(text, name string) bool {
	out := false
	for line := range strings.Lines(text) {
		pattern, negated := strings.CutPrefix(strings.TrimSpace(line), "!")
		pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "**/"), "/")
		if match, err := filepath.Match(pattern, name); err == nil && match {
			out = !negated
		}
	}
	return out
}
