package tree

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"
)

// Decide says what a run has to do. The error is one of Look's.
func (r *Run) Decide() (*Plan, error) {
	run := *r
	d := &deciding{Run: &run, plan: &Plan{}, after: newIndex(), closed: map[string]bool{}}
	d.Look = d.looks(r.Look)
	files := []File(nil)
	if !r.Gone {
		files = d.wanted()
	}
	d.folders(files)
	wanted := map[string]bool{}
	for _, f := range files {
		wanted[f.Path] = true
		d.file(f)
	}
	d.rivals(files)
	for _, name := range slices.Sorted(maps.Keys(d.index().Files)) {
		if !wanted[name] {
			d.stale(name)
		}
	}
	d.waits()
	d.decisions()
	d.indexes()
	return d.plan, d.err
}

type deciding struct {
	*Run
	plan   *Plan
	after  *Index
	closed map[string]bool // folders that are none
	err    error
}

// looks keeps the first error of looking.
func (d *deciding) looks(look func(string) Found) func(string) Found {
	return func(name string) Found {
		found := look(name)
		if found.Err != nil && d.err == nil {
			d.err = found.Err
		}
		return found
	}
}

func (d *deciding) refuse(name, message, help string) {
	d.plan.Refused = append(d.plan.Refused, Refusal{name, message, help})
}

// folders refuses what stands in the place of a folder: through a link files would
// be written elsewhere.
func (d *deciding) folders(files []File) {
	tops := map[string]bool{}
	for _, f := range files {
		tops[topOf(f.Path)] = true
	}
	for name := range d.index().Files {
		tops[topOf(name)] = true
	}
	delete(tops, "")
	for _, top := range slices.Sorted(maps.Keys(tops)) {
		if kind := d.Look(top).Kind; kind != Missing && kind != Directory {
			d.closed[top] = true
			d.refuse(top, "is no folder, and files of a stage would be written into it", "move it away; a link is not followed")
		}
	}
}

// file decides about a file that is wanted.
func (d *deciding) file(f File) {
	if d.closed[topOf(f.Path)] {
		return
	}
	found, recorded := d.Look(f.Path), d.recorded(f.Path)
	d.after.Files[f.Path] = []Sum{sumOf(f.Text)}
	switch {
	case found.Kind == Missing:
		d.plan.Write = append(d.plan.Write, Write{f, true})
	case found.Kind == Regular && bytes.Equal(found.Text, f.Text) && !(f.Private && found.Shared):
		if recorded {
			d.plan.Unchanged = append(d.plan.Unchanged, f.Path)
		} else {
			d.plan.Adopted = append(d.plan.Adopted, f.Path)
		}
	case found.Kind == Regular && d.takes(f.Path, found.Text, f.Text):
		d.plan.Renamed = append(d.plan.Renamed, renamed(f, found.Text)...)
		d.plan.Write = append(d.plan.Write, Write{f, false})
	case found.Kind == Regular && recorded:
		d.keep(f, found.Text)
	case f.Path == attributesName && found.Kind == Regular:
		delete(d.after.Files, f.Path)
		d.plan.Lacks = lacking(found.Text, f.Text)
	default:
		delete(d.after.Files, f.Path)
		d.refuse(f.Path, "is there already, is not what render writes there, and render did not write it", "move it away, or write into another folder")
	}
}

// takes reports whether what is found at a path may be replaced or removed: what render
// wrote, and by force what somebody changed of it, which is told.
func (d *deciding) takes(name string, found, want []byte) bool {
	if d.own(name, found, want) {
		return true
	}
	if !d.Force || !d.recorded(name) {
		return false
	}
	d.plan.Overwritten = append(d.plan.Overwritten, name)
	return true
}

// keep leaves a file that is wanted as somebody changed it, or refuses to.
func (d *deciding) keep(f File, found []byte) {
	d.after.Files[f.Path] = d.index().Files[f.Path]
	if path.Base(f.Path) == listingName {
		if other := d.otherList(f, found); other != "" {
			d.refuse(f.Path, "somebody changed it since it was rendered, and "+other, "undo that edit, or --force overwrites it")
			return
		}
	}
	d.plan.Kept = append(d.plan.Kept, f.Path)
}

// lacking are the lines that a text has not.
func lacking(text, lines []byte) []string {
	has := strings.Split(string(unixLines(text)), "\n")
	var out []string
	for line := range strings.Lines(string(lines)) {
		if line = strings.TrimSuffix(line, "\n"); !slices.Contains(has, line) {
			out = append(out, line)
		}
	}
	return out
}

// rivals refuses a second kustomization, which kustomize does.
func (d *deciding) rivals(files []File) {
	for _, f := range files {
		folder, ours := strings.CutSuffix(f.Path, listingName)
		if !ours || d.closed[strings.TrimSuffix(folder, "/")] {
			continue
		}
		for _, rival := range rivals {
			if d.Look(folder+rival).Kind != Missing {
				d.refuse(folder+rival, "is a kustomization that render did not write, beside the one that it writes", "move it away, or write into another folder")
			}
		}
	}
}

// stale decides about a file of the index that is not wanted.
func (d *deciding) stale(name string) {
	sums := d.index().Files[name]
	if !d.touches(name) {
		d.after.Files[name] = sums
		return
	}
	if d.closed[topOf(name)] {
		return
	}
	switch found := d.Look(name); {
	case found.Kind == Missing:
		d.empties(name)
	case found.Kind == Regular && d.takes(name, found.Text, nil):
		d.plan.Remove = append(d.plan.Remove, name)
		d.empties(name)
	case found.Kind == Regular:
		d.after.Files[name] = sums
		d.plan.KeptStale = append(d.plan.KeptStale, name)
	default: // render wrote no link and no folder
		d.plan.KeptStale = append(d.plan.KeptStale, name)
	}
}

// empties notes a folder that may hold nothing any more.
func (d *deciding) empties(name string) {
	if top := topOf(name); top != "" && !slices.Contains(d.plan.Empty, top) {
		d.plan.Empty = append(d.plan.Empty, top)
	}
}

// indexes are the texts of the index.
func (d *deciding) indexes() {
	if d.Gone && len(d.after.Files) == 0 {
		d.plan.IndexGone = d.Index != nil
		return
	}
	text, old := d.after.text(), d.index().written
	if len(d.plan.Write)+len(d.plan.Remove) == 0 && bytes.Equal(old, text) {
		return
	}
	d.plan.After = text
	if before := d.index().with(d.after).text(); len(d.plan.Write) > 0 && !bytes.Equal(old, before) {
		d.plan.Before = before
	}
}
