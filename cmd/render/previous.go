package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"render/internal/disk"
	"render/render"
	"render/render/bounded"
	"render/render/tree"
)

// Bounds of what --previous reads: what 10 000 Secrets need ten times over, and
// nothing that somebody meant who named a folder of manifests.
const (
	maxPrevious      = 256 << 20
	maxPreviousFiles = 100_000
)

// addPrevious gives a verb the flag --previous.
func (f *inputFlags) addPrevious(flags *pflag.FlagSet, text string) {
	flags.StringVar(&f.from, "previous", "", text)
	group(flags, groupOutput, "previous")
}

// previous is what earlier runs wrote: what --previous names, and the file that
// -o is about to replace.
func (f *inputFlags) previous(to *destination) ([]render.Previous, error) {
	r, err := f.named()
	if err == nil && to != nil && to.Old != nil && to.Kind == disk.Regular {
		err = r.file(to.Name)
	}
	return r.texts, err
}

// previousOf is what earlier runs wrote: what --previous names, and the Secrets of the
// folder that is about to be written, "" for none.
func (f *inputFlags) previousOf(folder string) ([]render.Previous, error) {
	r, err := f.named()
	if err != nil || folder == "" {
		return r.texts, err
	}
	for _, stage := range tree.StageFolders() {
		path := filepath.Join(folder, stage)
		if info, err := os.Lstat(path); err != nil || !info.IsDir() {
			continue
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			return nil, r.failure(path, err)
		}
		for _, e := range entries {
			if e.Type().IsRegular() && encryptable(e.Name()) {
				if err := r.file(filepath.Join(path, e.Name())); err != nil {
					return nil, err
				}
			}
		}
	}
	return r.texts, nil
}

// named reads what --previous names.
func (f *inputFlags) named() (*previousReader, error) {
	r := &previousReader{}
	if !f.given.Changed("previous") {
		return r, nil
	}
	if f.from == "" {
		return r, usage(`--previous "" names neither file nor folder`)
	}
	info, err := os.Stat(f.from)
	switch {
	case err != nil:
		return r, r.failure(f.from, err)
	case info.IsDir():
		return r, r.folder(f.from)
	case !info.Mode().IsRegular():
		return r, usage("--previous %s is neither a file nor a folder", quoteWord(f.from))
	}
	return r, r.file(f.from)
}

type previousReader struct {
	texts []render.Previous
	bytes int64
	files int
}

func (r *previousReader) failure(name string, err error) error {
	return &failure{exitInput, fmt.Sprintf("%s: cannot be read for its ciphertext: %s", name, reason(err))}
}

func (r *previousReader) file(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return r.failure(name, err)
	}
	defer file.Close()
	text, err := bounded.Read(file, maxPrevious-r.bytes)
	switch large := (*bounded.TooLarge)(nil); {
	case err == nil:
		r.bytes += int64(len(text))
	case !errors.As(err, &large):
		return r.failure(name, err)
	default:
		return &failure{exitInput, fmt.Sprintf("%s: more than %d MiB to read for its ciphertext; write: --previous with the rendered file or folder alone", name, maxPrevious>>20)}
	}
	r.texts = append(r.texts, render.Previous{Name: name, Text: text})
	return nil
}

// folder reads every manifest below a folder, in the order of their names. It
// follows no links, and passes over what begins with a dot, .git above all.
func (r *previousReader) folder(name string) error {
	return filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return r.failure(path, err)
		case path != name && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !entry.Type().IsRegular() || !isYAML(path):
			return nil
		}
		if r.files++; r.files > maxPreviousFiles {
			return usage("--previous %s has more than %d files", quoteWord(name), maxPreviousFiles)
		}
		return r.file(path)
	})
}

// ciphertext is what of a rendered topology may hold some; none of nil.
func ciphertext(of *render.Output) []render.Previous {
	if of == nil {
		return nil
	}
	var out []render.Previous
	files := of.Files()
	for i := range files {
		if encryptable(files[i].Name) {
			out = append(out, render.Previous{Name: files[i].Path(), Text: files[i].Text})
		}
	}
	return out
}

// encryptable reports whether a file's name is that of a Secret or of what one is made.
func encryptable(name string) bool {
	kind, _, _ := strings.Cut(name, ".")
	return kind == "secret" || kind == "sealedsecret"
}
