package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"render/internal/cache"
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
	gone     bool   // nothing is rendered into it any more
	member   bool   // it is one of several in a folder
	notes    []byte // that are told once it is written
	alike    int    // other folders, told of later, with the same notes
	noted    bool   // another's notes are the same

	kept    *cache.Member // of the last run, since when nothing has changed; nil where something may have
	keeping *cache.Member // for the next one; nil where there is none to be
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
			return &failure{exitInput, inWorkTree(r.called(), tree, "would hold", inClear, notInClear(r.out.NamedSecret(), r.hasSecrets()))}
		}
	}
	r.from = r.places.of(r.topology).from(r.path, workTree(r.path))
	r.folder.Decisions = append(r.folder.Decisions, tree.Decision{Key: tree.KeyTopology, Value: r.from})
	if r.member {
		r.folder.Decisions = append(r.folder.Decisions, tree.Decision{Key: tree.KeyMember, Value: filepath.Base(r.path)})
	}
	return nil
}

// hasSecrets reports whether the folder was rendered with Secrets, in any mode, so that
// --secrets omit is refused.
func (r *folderRun) hasSecrets() bool {
	text, err := os.ReadFile(filepath.Join(r.path, tree.IndexName))
	if err != nil {
		return false
	}
	index, err := tree.ParseIndex(text) // a wrong one is told later
	return err == nil && len(index.Decisions["secrets"]) > 0 && !slices.Contains(index.Decisions["secrets"], "omit")
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
