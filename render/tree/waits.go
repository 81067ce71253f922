package tree

import (
	"maps"
	"path"
	"slices"
	"strings"

	"render/render/wording"
)

// waits refuses a run behind which a Kustomization that stays as it was written would
// depend on one that is not there any more: it would wait for ever, and with it all that
// depends on it.
func (d *deciding) waits() {
	gone := d.goneNames()
	for _, name := range slices.Sorted(maps.Keys(d.index().Files)) {
		if !d.isStaged(name) || d.writes(name) || slices.Contains(d.plan.Remove, name) {
			continue
		}
		text := d.Look(name).Text
		for _, one := range dependsOn(text) {
			if !gone[one] {
				continue
			}
			help := "undo that edit, or --force overwrites it"
			if !d.touches(name) {
				_, stage, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".yaml"), "-")
				help = "add its stage: --stage " + stage
			}
			d.refuse(name, "stays as it is, and waits for the Kustomization "+wording.Quote(one)+", which would be there no more", help)
			_, own := called(text)
			gone[own] = true // as what it takes along once it goes too
			break
		}
	}
	d.awaited()
}

// awaited refuses to write a Kustomization that depends on one that is not there: somebody
// changed that one's file, which stays and calls it otherwise, or removed it.
func (d *deciding) awaited() {
	names := map[string]bool{}
	for _, w := range d.plan.Write {
		_, name := called(w.Text)
		names[name] = true
	}
	for name := range d.after.Files {
		if d.isStaged(name) && !d.writes(name) {
			_, is := called(d.Look(name).Text)
			names[is] = true
		}
	}
	for _, w := range d.plan.Write {
		if !d.isStaged(w.Path) {
			continue
		}
		for _, one := range dependsOn(w.Text) {
			if names[one] {
				continue
			}
			help := "render all stages"
			if i := slices.IndexFunc(d.plan.Kept, d.isStaged); i >= 0 {
				help = "undo the edit of " + d.plan.Kept[i] + ", or --force overwrites it"
			}
			d.refuse(w.Path, "would wait for the Kustomization "+wording.Quote(one)+", which is not there", help)
		}
	}
}

// goneNames are the names of a layout's stages that are called so no more.
func (d *deciding) goneNames() map[string]bool {
	gone := map[string]bool{}
	for name := range d.index().Files {
		if d.isStaged(name) && (d.writes(name) || slices.Contains(d.plan.Remove, name)) {
			_, was := called(d.Look(name).Text)
			gone[was] = true
		}
	}
	for _, w := range d.plan.Write {
		if d.isStaged(w.Path) {
			_, is := called(w.Text)
			delete(gone, is)
		}
	}
	return gone
}

// isStaged reports whether a path is that of a layout's file for a stage.
func (d *deciding) isStaged(name string) bool {
	return d.Folder.Staged != "" && topOf(name) == d.Folder.Staged &&
		slices.Contains(stageFolders(), strings.TrimSuffix(path.Base(name), ".yaml"))
}

func (d *deciding) writes(name string) bool {
	return slices.ContainsFunc(d.plan.Write, func(w Write) bool { return w.Path == name })
}
