package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"render/internal/disk"
	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/tree"
)

// folderRun is a topology that is rendered into a folder.
type folderRun struct {
	*renderFlags
	topology string // as the user called it
	name     string // the folder, as the user would call it, with a "/" behind
	path     string // behind every link
	from     string // the topology, as the folder's index names it; "" before prepare
	stages   []manifest.Stage
	out      *render.Output
	folder   tree.Folder
	gone     bool // nothing is rendered into it any more
	member   bool // it is one of several in a folder
}

// called is the folder's name in a message.
func (r *folderRun) called() string { return diag.Name(r.name) }

// prepare makes what the folder is to hold of what was rendered, and refuses what can be
// told without looking into it.
func (r *folderRun) prepare() error {
	r.folder = r.out.Folder()
	if info, err := os.Lstat(r.path); err == nil && !info.IsDir() {
		return &failure{exitInput, r.called() + ": is no folder, and a link is not followed; move it away"}
	}
	for above := filepath.Dir(r.path); above != filepath.Dir(above); above = filepath.Dir(above) {
		if info, err := os.Lstat(filepath.Join(above, tree.IndexName)); err == nil && info.Mode().IsRegular() {
			return &failure{exitInput, fmt.Sprintf("%s: cannot be written: it is inside %s, the folder of another topology; write: -o with a folder beside that", r.called(), diag.Name(above))}
		}
	}
	if err := r.refuseInputsWithin(); err != nil {
		return err
	}
	if inClear := r.inClear(); inClear != "" && !r.allowPlain {
		if tree := workTree(r.path); tree != "" {
			return inWorkTree(r.called(), tree, inClear)
		}
	}
	r.from = placeOf(r.topology).from(r.path, workTree(r.path))
	r.folder.Decisions = append(r.folder.Decisions, tree.Decision{Key: tree.KeyTopology, Value: r.from})
	if r.member {
		r.folder.Decisions = append(r.folder.Decisions, tree.Decision{Key: tree.KeyMember, Value: filepath.Base(r.path)})
	}
	return nil
}

// inClear is a Secret in clear that the run would write; "" for none.
func (r *folderRun) inClear() string {
	return r.out.InClear(slices.DeleteFunc(slices.Clone(r.out.Manifests), func(m manifest.Manifest) bool {
		return len(r.stages) > 0 && !slices.Contains(r.stages, m.Stage)
	}))
}

// stageFolders are the folders of the stages that are rendered; none for all.
func (r *folderRun) stageFolders() []string {
	var out []string
	for _, stage := range r.stages {
		out = append(out, tree.StageFolder(stage))
	}
	return out
}

// refuseInputsWithin refuses a folder that holds what this run reads, or the topology
// names: a GitOps tool takes each file below it for a manifest.
func (r *folderRun) refuseInputsWithin() error {
	if reads := r.reads.Within(r.path); len(reads) > 0 {
		if reads[0].Folder == topologyItself {
			return usage("-o %s holds the topology itself, %s, and a rendered folder holds nothing that is read; write: -o with a folder beside it", quoteWord(r.name), quoteWord(reads[0].Path))
		}
		return r.refuseInput(filepath.Clean(reads[0].Path), calledReader(r.out, reads[0]))
	}
	directory := topologyFolder(r.topology)
	for _, file := range r.out.Sources() {
		name := filepath.FromSlash(file.Name)
		if !filepath.IsAbs(name) {
			name = filepath.Join(directory, name)
		}
		if _, err := os.Lstat(name); err == nil && disk.Below(r.path, name) {
			return r.refuseInput(name, calledReader(r.out, disk.Read{Name: file.Name}))
		}
	}
	return nil
}

func (r *folderRun) refuseInput(name, reader string) error {
	return &failure{exitInput, fmt.Sprintf("%s: cannot be written: it holds %s, which is read for %s; write: -o with a folder that holds nothing that is read", r.called(), diag.Name(name), reader)}
}

// topologyPlace is where a topology is, not behind a link that it is itself, since that may
// lead nowhere for a while.
type topologyPlace struct {
	name      string // its last one
	directory string // behind every link; "" where it is in none
	tree      string // the git work tree; "" for none
}

func placeOf(topology string) topologyPlace {
	p := topologyPlace{name: filepath.Base(topology)}
	if topology == "-" {
		return p
	}
	if directory, err := disk.FolderPath(topologyFolder(topology)); err == nil {
		p.directory, p.tree = directory, workTree(directory)
	}
	return p
}

// from is a topology's path from a folder in a work tree on, as the folder's index names it:
// its name alone where the path would tell of a machine, since the two are in no git
// work tree together, or have nothing but the root in common.
func (p topologyPlace) from(folder, tree string) string {
	if p.directory == "" {
		return p.name
	}
	full := filepath.Join(p.directory, p.name)
	relative, err := filepath.Rel(folder, full)
	holds := func(name string) bool {
		_, inside := disk.Inside(name, full)
		return inside
	}
	common := folder
	for !holds(common) && common != filepath.Dir(common) {
		common = filepath.Dir(common)
	}
	if err != nil || p.tree != tree || tree == "" && common == filepath.Dir(common) {
		return p.name
	}
	return filepath.ToSlash(relative)
}
