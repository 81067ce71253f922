package main

import (
	"context"
	"io/fs"

	"render/internal/disk"
	"render/internal/git"
	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/tree"
)

// maxSide bounds a file of objects that is compared, in bytes: what kubectl gives of ten
// thousand, with their managed fields.
const maxSide = 64 << 20

// form is what a side is.
type form uint8

const (
	aTopology form = iota
	aText          // a file with objects, or standard input
	aFolder
)

// side is one of the two that diff compares.
type side struct {
	name     string // as the user called it
	form     form
	text     []byte
	found    []manifest.Object                 // in the text, where it has been read already
	files    fs.FS                             // the topology's folder, or the folder itself
	revision bool                              // it is git's
	at       func(folder string) (fs.FS, bool) // what its revision has of a folder; nil of what is not git's
	held     *heldFolder                       // of a folder
	out      *render.Output
	list     []manifest.Manifest
}

// indexed reports whether a side is a folder that render wrote.
func (d *side) indexed() bool { return d.form == aFolder && d.held.index != nil }

// world are objects of a side, and what it says of their cluster.
func (d *side) world(list []manifest.Manifest) *objects.World {
	w := objects.New(list)
	if d.out != nil {
		w.Cluster = d.out.ForCluster
	}
	return w
}

// sideReader finds out what each side is, and reads it.
type sideReader struct {
	s          *shell
	ctx        context.Context
	outside    bool // topologies may name files outside of their folders
	reads      *disk.Reads
	git        gitSides
	notes      []string
	warnings   diag.List
	unreadable []unreadable // files of folders that cannot be read, where passes
	beside     string       // what the other side is called, while one is read; "" for no other
	passes     bool         // documents of a text without a kind or a name are passed over, as those of a folder are
}

// failed is why a side cannot be read.
func failed(name, reason, help string) error {
	if help != "" {
		reason += "; " + help
	}
	return &failure{exitInput, diag.Name(name) + ": " + reason}
}

// gitPrefix begins a side that is git's: git:REV:PATH.
const gitPrefix = "git:"

// gitSides are the repository that a run was started in, and the revisions of it that
// were read.
type gitSides struct {
	repository *git.Repository
	revisions  []*git.Revision
}

// heldFolder is what a folder holds: of one that render wrote the files that its index
// names, and what its kustomization.yaml list beside those; of any other one every YAML in it.
type heldFolder struct {
	files fs.FS
	index *tree.Index       // nil: render did not write it
	texts map[string][]byte // by their paths
	own   []string          // of them those that render did not write, and a kustomization.yaml lists
	paths map[manifest.ID][]string
}
