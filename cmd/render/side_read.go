package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"render/internal/disk"
	"render/render/diag"
	"render/render/wording"
)

// isRevision reports whether a name is one that git has for a revision in each repository.
func isRevision(name string) bool {
	return slices.Contains([]string{"HEAD", "main", "master"}, name) || strings.HasPrefix(name, "HEAD~") || strings.HasPrefix(name, "HEAD^") || strings.HasPrefix(name, "origin/")
}

// sameFile is the other side's file as git has it in a revision, from the folder of the run.
func (r *sideReader) sameFile() string {
	if !filepath.IsLocal(r.beside) || !isThere(r.beside) {
		return "topology.yaml"
	}
	return diag.Name("./" + filepath.ToSlash(filepath.Clean(r.beside)))
}

// isThere reports whether something has a name.
func isThere(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// read finds out what a side is.
func (r *sideReader) read(name string) (*side, error) {
	switch {
	case name == "":
		return nil, usage(`"" names nothing to compare; write: render diff OLD NEW`)
	case name == "-":
		return r.stdin()
	case strings.HasPrefix(name, gitPrefix):
		return r.revision(name)
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		help := nearby(name)
		if revision := strings.TrimRight(name, ":"); isRevision(revision) {
			help = "write: " + gitPrefix + diag.Name(revision) + ":" + r.sameFile() + ", if a revision of git is meant"
		}
		if revision, file, cut := strings.Cut(name, ":"); cut && strings.Trim(file, ":") != "" && (isRevision(revision) || isThere(file)) {
			help = "write: " + gitPrefix + diag.Name(name) + ", if a revision of git is meant"
		}
		return nil, failed(name, "is not there", help)
	case err != nil:
		return nil, failed(name, "cannot be read: "+reason(err), "")
	case info.IsDir():
		files := disk.NewFolder(name, false, r.reads, name)
		held, err := r.folder(name, files)
		return &side{name: name, form: aFolder, files: files, held: held}, err
	}
	text, err := readUpTo(r.s, name, r.reads, maxSide)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 { // and no cluster that has nothing
		return nil, failed(name, "is empty", "what was to write it most likely failed")
	}
	return newSide(name, text, disk.NewFolder(topologyFolder(name), r.outside, r.reads, "")), nil
}

// stdin reads what kubectl gave, or a topology.
func (r *sideReader) stdin() (*side, error) {
	text, err := readUpTo(r.s, "-", r.reads, maxSide)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, failed("-", "standard input is empty", "what was to write into it most likely failed")
	}
	if said := failedKubectl(text); said != "" {
		return nil, failed("-", "standard input has what kubectl says where it fails, "+wording.Quote(said), "run that alone and mend what it says; it goes into the pipe with 2>&1 only")
	}
	return newSide("-", text, disk.NewFolder(topologyFolder("-"), r.outside, r.reads, "")), nil
}

// failedKubectl is the first line of what kubectl says where it fails, which a text begins with;
// "" where it does not.
func failedKubectl(text []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimLeft(text, " \t\r\n"), []byte("\n"))
	said := strings.TrimSpace(string(line))
	for _, begins := range [...]string{"error: ", "Error from server", "Unable to connect to the server", "The connection to the server "} {
		if strings.HasPrefix(said, begins) {
			return said
		}
	}
	return ""
}
