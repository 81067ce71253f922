package main

import (
	"fmt"
	"os"

	"render/render"
	"render/render/diag"
	"render/render/wording"
)

// maxUnread is how many files of an older side are named that are not right for it any more.
const maxUnread = 3

// unread are notes of what an older side's Secrets held that nobody knows, since its
// certificates are not there, or were made anew for other hosts.
func unread(name string, out *render.Output) []string {
	var notes []string
	for i, d := range out.Unread {
		if rest := len(out.Unread) - i; i == maxUnread {
			return append(notes, fmt.Sprintf("%s: so it is with %d more of its files", diag.Name(name), rest))
		}
		notes = append(notes, fmt.Sprintf("%s: which certificate it was applied with is not known, and none is compared: %s", diag.Name(name), d.Header()))
	}
	return notes
}

// readAlike are notes of pairs that both sides read from one file, and the new one for more hosts: made anew for
// them, the older side has the same, and no renewal is seen.
func (d *diffRun) readAlike() (notes []string) {
	if d.old.out == nil || d.new.out == nil || d.old.revision || d.new.revision || !sameFolder(topologyFolder(d.old.name), topologyFolder(d.new.name)) {
		return nil
	}
	files, hosts := d.old.out.PairsAlso(d.new.out)
	for i, file := range files {
		if rest := len(files) - i; i == maxUnread {
			return append(notes, fmt.Sprintf("%s: so it is with %d more of its files", diag.Name(d.old.called()), rest))
		}
		notes = append(notes, fmt.Sprintf("%s: which certificate it was applied with is not known, and what is there now is compared with itself: %s: is for %s too, which only the new side has; if it was made anew for that, no renewal is told",
			diag.Name(d.old.called()), diag.Name(file), wording.FewQuoted(hosts[file])))
	}
	return notes
}

// sameFolder reports whether two names are of one folder.
func sameFolder(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
