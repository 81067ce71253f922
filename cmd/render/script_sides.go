package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"render/render"
	"render/render/diag"
)

// sides renders the topologies of a script, the newest one first: an older one keeps its
// ciphertext where both say the same. Only what apply puts onto the cluster needs certificates and
// keys. With them come notes of what of an older one is not known.
func (f *scriptFlags) sides(s *shell, which string, names []string, to *destination) (outs []*render.Output, notes []string, err error) {
	newest := len(names) - 1
	if newest > 0 {
		if err := olderIs(which, names[0], names[newest]); err != nil {
			return nil, nil, err
		}
	}
	outs = make([]*render.Output, len(names))
	for i, name := range slices.Backward(names) {
		of := f.inputFlags
		of.forScript, of.quiet = true, f.quiet || i < newest
		in, err := of.input(s, name)
		if err != nil {
			return nil, nil, err
		}
		in.Former = i < newest || which == "delete"
		in.WithoutKeys = in.Former
		out, err := of.renderInput(s, in, func(string) ([]render.Previous, error) {
			texts, err := f.previous(nil)
			return append(texts, ciphertext(outs[newest])...), err
		})
		if i < newest && out != nil && ofObjects(out.Diagnostics) {
			return nil, nil, betweenTopologies(which, name, "holds objects", names[newest])
		}
		if err != nil {
			return nil, nil, err
		}
		if err := of.refuseInputs(to, out); err != nil {
			return nil, nil, err
		}
		if outs[i] = out; which == "apply" {
			notes = append(notes, unread(name, out)...)
		}
	}
	return outs, notes, nil
}

// olderIs refuses an older side that is a folder, or git's, which diff reads.
func olderIs(which, old, newer string) error {
	if at, ok := strings.CutPrefix(old, gitPrefix); ok {
		revision, path, _ := strings.Cut(at, ":")
		return failed(old, "is git's, and a script goes from one file to another", "write: git worktree add ../older "+quoteWord(revision)+", and ../older/"+path+" in its place")
	}
	if info, err := os.Stat(old); err != nil || !info.IsDir() {
		return nil
	}
	if _, err := os.Stat(filepath.Join(old, "topology.yaml")); err == nil {
		return nil // of which all verbs tell
	}
	return betweenTopologies(which, old, "is a folder", newer)
}

// ofObjects reports whether a file that was read as a topology holds objects of a cluster.
func ofObjects(list diag.List) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == "kubernetes-object" })
}

// betweenTopologies says of what is no topology why it is no older side of a script, and what to do.
func betweenTopologies(which, old, what, newer string) error {
	diff := "render diff " + quoteWord(old) + " " + quoteWord(newer)
	by := "for objects that somebody keeps by hand follow the steps of " + diff + ", and apply by: render script apply " + quoteWord(newer)
	if which == "delete" {
		by = "what of other objects fell out " + diff + " tells, with commands"
	}
	return failed(old, what+", and a script goes from one topology to another, by whose labels it knows what is theirs", "write: the topology file that it was rendered from, as it was; "+by)
}
