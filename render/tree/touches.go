package tree

import (
	"slices"
	"strings"

	"render/render/manifest"
)

// touches reports whether a path is this run's to write or remove.
func (r *Run) touches(name string) bool {
	top := topOf(name)
	switch {
	case r.Stages == nil:
		return true
	case slices.Contains(layoutFolders[:], top):
		return r.touchesLayout(top, name)
	}
	return !slices.Contains(stageFolders(), top) || slices.Contains(r.Stages, top)
}

// touchesLayout reports it of a file of a layout. A stage's is the stage's own, as long
// as the others may go on naming it, and what tells of all stages stays where the folder
// has one of which this run knows nothing. What another layout left goes.
func (r *Run) touchesLayout(top, name string) bool {
	stage := strings.TrimSuffix(strings.TrimPrefix(name, top+"/"), ".yaml")
	switch {
	case slices.Contains(stageFolders(), stage):
		return top != r.Folder.Staged || !r.recorded(name) || slices.Contains(r.Stages, stage) ||
			r.renders(name) && (r.renamesStages() || !r.waitsEnough(name))
	case !r.recorded(name) || !r.fills(top):
		return true
	}
	return !slices.ContainsFunc(r.index().Stages(), func(stage manifest.Stage) bool {
		of := StageFolder(stage)
		return !slices.Contains(r.Stages, of) && !r.fills(of)
	})
}

// renamesStages reports whether a stage comes, goes or is called otherwise by a layout,
// which those behind it then have to say too: a Kustomization waits for ever for one that
// is not there.
func (r *Run) renamesStages() bool {
	for _, stage := range stageFolders() {
		name := r.Folder.Staged + "/" + stage + ".yaml"
		recorded := r.recorded(name)
		if r.renders(name) != recorded && (!recorded || slices.Contains(r.Stages, stage)) {
			return true
		}
	}
	return slices.ContainsFunc(r.Folder.Files, func(f File) bool {
		if topOf(f.Path) != r.Folder.Staged {
			return false
		}
		found := r.Look(f.Path)
		_, was := called(found.Text)
		_, is := called(f.Text)
		return found.Kind == Regular && was != is
	})
}

// waitsEnough reports whether a layout's file for a stage, as it is, waits for all that it
// is to wait for, be it by way of others: a stage may have come back.
func (r *Run) waitsEnough(name string) bool {
	if r.Look(name).Kind != Regular {
		return true
	}
	var want []string
	direct := map[string][]string{} // of each there is
	for _, stage := range stageFolders() {
		at := r.Folder.Staged + "/" + stage + ".yaml"
		text := r.Look(at).Text
		if i := slices.IndexFunc(r.Folder.Files, func(f File) bool { return f.Path == at }); i >= 0 {
			if at == name {
				want = dependsOn(r.Folder.Files[i].Text)
			} else if slices.Contains(r.Stages, stage) {
				text = r.Folder.Files[i].Text
			}
		}
		_, is := called(text)
		direct[is] = dependsOn(text)
	}
	_, own := called(r.Look(name).Text)
	waits := slices.Clone(direct[own])
	for i := 0; i < len(waits); i++ {
		for _, one := range direct[waits[i]] {
			if !slices.Contains(waits, one) {
				waits = append(waits, one)
			}
		}
	}
	return !slices.ContainsFunc(want, func(one string) bool { return !slices.Contains(waits, one) })
}

func (r *Run) renders(name string) bool {
	return slices.ContainsFunc(r.Folder.Files, func(f File) bool { return f.Path == name })
}

// fills reports whether anything is rendered into a folder.
func (r *Run) fills(top string) bool {
	return slices.ContainsFunc(r.Folder.Files, func(f File) bool { return topOf(f.Path) == top })
}

// rootOfLayout is what the kustomization.yaml at the root lists with a layout: what this
// run writes, and what of other stages is there.
func (r *Run) rootOfLayout() []string {
	if r.Stages == nil {
		return r.Folder.Root
	}
	root := slices.DeleteFunc(slices.Clone(r.Folder.Root), func(name string) bool { return !r.touches(name) })
	for name := range r.index().Files {
		if topOf(name) == r.Folder.Staged && !r.touches(name) && r.Look(name).Kind == Regular {
			root = append(root, name)
		}
	}
	slices.Sort(root)
	return root
}

// Stages are the stages of which an index has files.
func (x *Index) Stages() []manifest.Stage {
	var out []manifest.Stage
	tops := map[string]bool{}
	for name := range x.Files {
		tops[topOf(name)] = true
	}
	for i, folder := range stageFolders() {
		if tops[folder] {
			out = append(out, manifest.Stage(i))
		}
	}
	return out
}
