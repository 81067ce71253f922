// Package worktree says what git takes in of a work tree, by what lies there: its
// index, and files of the names .gitignore and .gitattributes. No git is run, and
// what the user's own configuration ignores is not known.
//
// In go the files of a work tree and of its folder .git; out comes how git stands to
// some of them. It must never write, and where it is not sure it says that git leaves
// a file alone.
package worktree

import (
	"io/fs"
	"path"
	"strings"

	"render/render/bounded"
)

// Tree is a work tree.
type Tree struct {
	Files fs.FS // from its root on
	Git   fs.FS // its folder .git, wherever that is; nil where it is not to be found
	// Common is the repository's, of which this is one work tree of several; else Git.
	Common fs.FS
	// Folder is from where on files are named; "." for the root.
	Folder string
}

// Standing is how git stands to a file.
type Standing uint8

const (
	// Alone: git ignores it, has it encrypted, or has nothing to do with it.
	Alone Standing = iota
	// Open: the next "git add ." takes it in.
	Open
	// Tracked: it is in the index.
	Tracked
)

// Look finds out how git stands to each of some files.
func (t *Tree) Look(names []string) []Standing {
	if len(names) == 0 {
		return nil
	}
	whole := make([]string, len(names))
	for i, name := range names {
		whole[i] = path.Join(t.Folder, name)
	}
	tracked := t.tracked(whole)
	out := make([]Standing, len(names))
	for i, name := range whole {
		switch {
		case !t.own(name), t.filtered(name):
		case tracked[name]:
			out[i] = Tracked
		case !t.ignored(name):
			out[i] = Open
		}
	}
	return out
}

// own reports whether a file lies in this work tree, behind no link and in no
// repository inside of it.
func (t *Tree) own(name string) bool {
	if !fs.ValidPath(name) || name == "." {
		return false
	}
	info, err := fs.Lstat(t.Files, name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
		info, err := fs.Lstat(t.Files, folder)
		_, inner := fs.Lstat(t.Files, path.Join(folder, ".git"))
		if err != nil || !info.IsDir() || inner == nil {
			return false
		}
	}
	return true
}

// foldersTo are the folders from the root to a file, each with the name below it.
func foldersTo(name string) (folders, below []string) {
	folder := "."
	for rest, more := name, true; more; {
		var next string
		next, rest, more = strings.Cut(rest, "/")
		folders, below = append(folders, folder), append(below, next)
		folder = path.Join(folder, next)
	}
	return folders, below
}

// read is a file's text; "" where it cannot be read.
func read(files fs.FS, name string) string {
	if files == nil {
		return ""
	}
	text, err := bounded.Within(files, bounded.MaxFile).ReadFile(name)
	if err != nil {
		return ""
	}
	return string(text)
}

// relative is a file's name from a folder of the work tree on.
func relative(folder, name string) string {
	if folder == "." {
		return name
	}
	return strings.TrimPrefix(name, folder+"/")
}
