package main

import (
	"fmt"

	"render/render"
	"render/render/diag"
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
