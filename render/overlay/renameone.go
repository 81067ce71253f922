package overlay

import (
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/renaming"
	"render/render/source"
	"render/render/wording"
)

// wholeName is what an object may be called.
var wholeName = expression{text: `^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$`}

// renamed notes that a patch has given an object another name, where it may. What else
// makes it another object is left to be refused.
func (w *work) renamed(i int, n *source.Node, path string) bool {
	called := identify(w.object(i))
	old, now := w.ids[i].ID, called.ID
	if !otherName(old, now) {
		return true
	}
	switch {
	case !wholeName.MatchString(now.Name):
		w.fail("overlay-form", n, path, fmt.Sprintf("%s, of %s, cannot be a name", wording.Quote(now.Name), old), "a name has small letters, digits, dots and dashes")
		return false
	case keepsName(w, old) || old.Group == "" && old.Kind == "Namespace":
		w.fail("patch-change", n, path, fmt.Sprintf("renames %s, which is what it is by its name", old), "leave metadata.name alone")
		return false
	case !w.nameFits(old, now, n, path):
		return false
	}
	for k := range w.list {
		if !w.removed[k] && w.ids[k].ID == now {
			w.fail("object-twice", n, path, fmt.Sprintf("renames %s to %s, which is there already", old, now), "write another name")
			return false
		}
	}
	w.former[i], w.ids[i] = old, called
	w.renames = append(w.renames, newName{i, old, now, n, path})
	return true
}

// follow takes along what names the objects that a patch has renamed. Only the objects
// in which an old name is are looked at.
func (w *work) follow() {
	if len(w.renames) == 0 || w.diagnostics.Failed() {
		return
	}
	var objects []renaming.Object
	mine := map[int]bool{}
	for _, r := range w.renames {
		mine[r.object] = true
		objects = append(objects, renaming.Object{Old: r.old, New: r.now, Fields: w.object(r.object)})
	}
	holdsOldName := func(text string) bool {
		return slices.ContainsFunc(w.renames, func(r newName) bool { return strings.Contains(text, r.old.Name) })
	}
	for k := range w.list {
		if !mine[k] && !w.removed[k] && manifest.Holds(w.seen(k), holdsOldName) {
			objects = append(objects, renaming.Object{Old: w.ids[k].ID, New: w.ids[k].ID, Fields: w.object(k)})
		}
	}
	last := w.renames[len(w.renames)-1]
	for _, f := range renaming.Carry(objects, renaming.Scheme{}) {
		w.tell(&objects[f.Object], &f, last.node, last.path)
	}
	w.renames = nil
}
