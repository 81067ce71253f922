package overlay

import (
	"fmt"
	"strings"

	"render/internal/later"
	"render/render/source"
	"render/render/wording"
)

var patchFields = []string{"path", "patch", "target", "options"}

// kinded is the option of a patch that is not followed.
func kinded() map[string][2]string { return kindedOnce.Get(makeKinded) }

var kindedOnce later.Value[map[string][2]string]

func makeKinded() map[string][2]string {
	return map[string][2]string{
		"allowKindChange": {"would make objects of another kind", "write the object into a file under resources, and remove the other by $patch: delete"},
	}
}

// allowNameChange is the option by which a patch may rename what it patches.
const allowNameChange = "allowNameChange"

// patchEntry reads one item of "patches": a strategic merge or a JSON patch, in
// a file or in place.
func (r *reading) patchEntry(n *source.Node, path string) { r.entry(n, path, false) }

// jsonEntry reads one item of "patchesJson6902".
func (r *reading) jsonEntry(n *source.Node, path string) { r.entry(n, path, true) }

func (r *reading) entry(n *source.Node, path string, onlyJSON bool) {
	if !r.members(n, path, patchFields, nil) {
		return
	}
	renames := r.mayRename(n.Get("options"), path+".options")
	file, text := n.Get("path"), n.Get("patch")
	if (file == nil) == (text == nil) {
		r.fail("patch-form", n, path, "a patch has either a path or a patch", "write: path: FILE, or patch: |- and the patch below it")
		return
	}
	var target *selector
	if t := n.Get("target"); t != nil && !t.Null() {
		if target = r.selector(t, path+".target"); target == nil {
			return
		}
	}
	var docs []*source.Node
	if file != nil {
		docs = r.documentsOf(file, path+".path", "a patch")
	} else {
		docs = r.patchText(text, path+".patch")
	}
	r.documents(docs, target, n, path, how{onlyJSON, renames})
}

// how is what an entry says of its patches.
type how struct{ onlyJSON, renames bool }

// mayRename reads the options of a patch.
func (r *reading) mayRename(n *source.Node, path string) bool {
	if n == nil || n.Null() || !r.members(n, path, []string{allowNameChange}, kinded()) {
		return false
	}
	at := n.Get(allowNameChange)
	if at == nil || at.Null() {
		return false
	}
	v, _ := scalar(at)
	allowed, ok := v.(bool)
	if !ok || at.Kind != source.Scalar {
		r.fail("overlay-form", at, join(path, allowNameChange), fmt.Sprintf("is %s, and a truth value belongs here", at.What()), "write: true or false")
	}
	return allowed
}

// mergeEntry reads one item of "patchesStrategicMerge": a file's path, or the
// patch itself.
func (r *reading) mergeEntry(n *source.Node, path string) {
	var docs []*source.Node
	if n.Kind == source.Scalar && !strings.ContainsAny(n.Text, "\n{") && !strings.Contains(n.Text, ": ") {
		docs = r.documentsOf(n, path, "a patch")
	} else {
		docs = r.patchText(n, path)
	}
	for _, doc := range docs {
		if doc.Kind == source.List {
			r.fail("patch-form", doc, path, "is a JSON patch among strategic merges", "write it under patches, with a target")
			return
		}
	}
	r.documents(docs, nil, n, path, how{})
}

// documentsOf reads the file that a node names; what is what it should
// hold.
func (r *reading) documentsOf(n *source.Node, path, what string) []*source.Node {
	if n.Kind != source.Scalar {
		r.fail("overlay-form", n, path, fmt.Sprintf("is %s, and a path belongs here", n.What()), "write: the path of a file in the overlay's folder")
		return nil
	}
	src := r.file(n, path)
	if src == nil {
		return nil
	}
	docs, diagnostics := source.ParseAll(src)
	r.diagnostics = append(r.diagnostics, diagnostics...)
	if len(docs) == 0 && !diagnostics.Failed() {
		r.fail("patch-form", n, path, fmt.Sprintf("%s does not hold %s", wording.Quote(src.Name()), what), fmt.Sprintf("write %s into the file, or remove the entry", what))
	}
	return docs
}

func (r *reading) patchText(n *source.Node, path string) []*source.Node {
	if n.Kind != source.Scalar {
		r.fail("patch-form", n, path, fmt.Sprintf("is %s, and kustomize wants a patch as text", n.What()), `write "|-" behind the colon, and the patch below it`)
		return nil
	}
	docs := r.inside(n)
	if len(docs) == 0 && !r.diagnostics.Failed() {
		r.fail("patch-form", n, path, "holds no patch", "write a patch, or remove the entry")
	}
	return docs
}

// documents makes requests of a patch's documents; n and path are the entry.
func (r *reading) documents(docs []*source.Node, target *selector, n *source.Node, path string, h how) {
	for _, doc := range docs {
		switch {
		case len(docs) > 1 && (target != nil || doc.Kind == source.List):
			r.fail("patch-form", doc, path, "holds several patches, and one with a target is alone", "write: an entry for each patch")
			return
		case doc.Kind == source.List:
			r.jsonPatch(doc, target, n, path, h.renames)
		case h.onlyJSON:
			r.fail("patch-form", doc, path, fmt.Sprintf("is %s, and a JSON patch is a list of operations", doc.What()), "write it under patches")
		case doc.Kind == source.Map:
			r.mergePatch(doc, target, path, h.renames)
		default:
			r.fail("patch-form", doc, path, fmt.Sprintf("is %s, which is no patch", doc.What()), "write: an object to merge, or a list of JSON patch operations")
		}
	}
}
