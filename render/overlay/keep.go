package overlay

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/source"
)

// keepUntouched puts back what a patch does not mention, as it was: the merge
// walks through the whole object, and drops an empty value here and there.
func keepUntouched(old, merged, patch map[string]any) {
	if _, ok := patch[directive]; ok {
		return
	}
	for key, before := range old {
		change, mentioned := patch[key]
		if !mentioned {
			merged[key] = copyValue(before)
			continue
		}
		beforeMap, ok1 := before.(map[string]any)
		afterMap, ok2 := merged[key].(map[string]any)
		changeMap, ok3 := change.(map[string]any)
		if ok1 && ok2 && ok3 {
			keepUntouched(beforeMap, afterMap, changeMap)
		}
	}
}

func left(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v[directive]; ok {
			return true
		}
		for _, member := range v {
			if left(member) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, left)
	}
	return false
}

// keeps reports whether a merge into a kind that kustomize has no schema of keeps
// every item of the lists that it mentions. Without a schema a list has no merge
// key, and is replaced whole: a patch that means to change one server of a
// Gateway would drop the others in silence.
func (p *mergePatch) keeps(w *work, id manifest.ID, n *source.Node, patch, old any, at []string) bool {
	switch patch := patch.(type) {
	case map[string]any:
		object, ok := old.(map[string]any)
		if _, ordered := patch[directive]; !ok || ordered {
			return true
		}
		for _, key := range sortedKeys(patch) {
			if child := n.Get(key); child != nil && !p.keeps(w, id, child, patch[key], object[key], append(slices.Clone(at), key)) {
				return false
			}
		}
	case []any:
		list, _ := old.([]any)
		for _, item := range list {
			if slices.ContainsFunc(patch, func(other any) bool { return equal(item, other) }) {
				continue
			}
			where := pointer(at)
			w.fail("patch-change", n, p.path, fmt.Sprintf("would replace the whole list %s of %s, and drop what it held (%s): lists of custom resources are not merged",
				where, id, items(len(list))), "write a JSON patch: it says which item it changes, adds or removes")
			return false
		}
	}
	return true
}
