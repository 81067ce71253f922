package overlay

import (
	"fmt"
	"slices"
	"strings"

	"render/render/source"
	"render/render/wording"
)

// directive is the member of a strategic merge that is an order.
const directive = "$patch"

// directives checks the members that are orders to the merge. kustomize knows
// one of kubectl's and would write the others into the object.
func (r *reading) directives(n *source.Node, path string) {
	for _, item := range n.Items {
		r.directives(item, path)
	}
	for i, key := range n.Keys {
		words := []string{"delete", "merge", "replace"}
		switch {
		case !strings.HasPrefix(key.Text, "$"):
			r.directives(n.Values[i], path)
		case key.Text != directive:
			r.fail("patch-form", key, path, fmt.Sprintf("kustomize does not know the order %s", wording.Quote(key.Text)), "write: $patch, or a JSON patch")
		case !slices.Contains(words, n.Values[i].Text):
			r.fail("patch-form", n.Values[i], path, fmt.Sprintf("%s is not an order", n.Values[i].What()), wording.DidYouMean(n.Values[i].Text, words))
		}
	}
}

// replacement is a list that says of itself that it is the whole list: an item
// "$patch: replace", as kubectl and kustomize know it.
func replacement(patch []any) ([]any, bool) {
	for i, item := range patch {
		if object, ok := item.(map[string]any); ok && len(object) == 1 && object[directive] == "replace" {
			return slices.Delete(slices.Clone(patch), i, i+1), true
		}
	}
	return nil, false
}
