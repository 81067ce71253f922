package overlay

import (
	"fmt"

	"render/render/source"
)

// emptied is a list whose last item an operation has taken out, or in whose place it has
// put one without items.
type emptied struct {
	list []string
	had  int
	at   *source.Node // the path that says so
	path string
}

// empties is the list that an operation is about to leave without items; nil where it
// leaves none so. A list that it removes whole is none: that is what it says.
func (op *operation) empties(doc any) *emptied {
	taken, at, member := op.path, op.at, ".path"
	if op.name == "move" {
		taken, at, member = op.from, op.fromAt, ".from"
	}
	out := &emptied{at: at, path: op.field + member}
	switch op.name {
	case "remove", "move":
		out.list = taken[:len(taken)-1]
	case "add", "replace":
		if list, ok := op.value.([]any); !ok || len(list) > 0 {
			return nil
		}
		out.list = taken
	default:
		return nil
	}
	out.had = itemsAt(doc, out.list)
	if out.had == 0 || len(out.list) < len(taken) && out.had > 1 {
		return nil
	}
	return out
}

// itemsAt is how many items the list at a path has; 0 where there is no list.
func itemsAt(doc any, path []string) int {
	found, _ := lookUp(doc, path)
	list, _ := found.([]any)
	return len(list)
}

// keepsItems reports whether the operations of a JSON patch together leave every list that
// one of them emptied with an item, or without the list, and tells where not: who takes
// one item of a list means it to go on with the others.
func (w *work) keepsItems(i int, doc any, lists []*emptied) bool {
	for _, e := range lists {
		found, miss := lookUp(doc, e.list)
		if list, ok := found.([]any); miss != nil || !ok || len(list) > 0 {
			continue
		}
		w.fail("patch-change", e.at, e.path, fmt.Sprintf("%s: leaves no item of %s, which had %s", w.ids[i].ID, pointer(e.list), items(e.had)),
			fmt.Sprintf("keep an item, or remove %s whole if there is to be none", pointer(e.list)))
		return false
	}
	return true
}
