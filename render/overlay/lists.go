package overlay

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"render/render/manifest"
	"render/render/source"
	"render/render/wording"
)

// listMerge brings the lists of a strategic merge into the form in which
// kustomize's code merges them: of an object of whose kind kustomize has no
// schema it replaces lists whole, so that a patch with one server of a Gateway
// would drop the others in silence. Here each list is made whole before: by the
// key of its items, where there is one, and else only if nothing is dropped.
type listMerge struct {
	w      *work
	path   string // of the patch
	id     manifest.ID
	keys   map[string]listKey
	failed bool
}

// where is a place on the way down: n is what was written there, steps lead to
// what is there by now, and field is the same without the numbers of items.
type where struct {
	n     *source.Node
	steps []string
	field string
}

func (a where) member(key string) where {
	next := where{n: a.n, steps: append(slices.Clone(a.steps), key), field: join(a.field, key)}
	if child := a.n.Get(key); child != nil {
		next.n = child
	}
	return next
}

func (a where) item(written, there int) where {
	next := where{n: a.n, steps: append(slices.Clone(a.steps), strconv.Itoa(there)), field: a.field}
	if written < len(a.n.Items) {
		next.n = a.n.Items[written]
	}
	return next
}

func (m *listMerge) fail(at where, message, help string) {
	if !m.failed {
		m.w.fail("patch-change", at.n, m.path, message, help)
	}
	m.failed = true
}

// object gives the patch of an object with its lists made whole. Neither patch nor
// old is changed.
func (m *listMerge) object(patch, old map[string]any, at where) map[string]any {
	if order, ordered := patch[directive]; ordered && order != "merge" {
		return patch
	}
	out := maps.Clone(patch)
	delete(out, directive)
	for _, key := range sortedKeys(patch) {
		switch value := patch[key].(type) {
		case map[string]any:
			before, _ := old[key].(map[string]any)
			out[key] = m.object(value, before, at.member(key))
		case []any:
			before, _ := old[key].([]any)
			out[key] = m.list(value, before, at.member(key))
		}
	}
	return out
}

// list is what a list is to be.
func (m *listMerge) list(patch, old []any, at where) []any {
	if rest, ok := replacement(patch); ok {
		return rest
	}
	key, ok := m.keys[at.field]
	if !ok || len(old) == 0 || len(patch) == 0 {
		m.keepsAll(patch, old, at)
		return patch
	}
	kept, dropped, changed := slices.Clone(old), make([]bool, len(old)), make([]bool, len(old))
	var added []any
	for k, item := range patch {
		i, found := m.find(key, item, old, at.item(k, k))
		switch {
		case m.failed:
			return patch
		case !found:
			added = append(added, copyValue(item))
			continue
		case changed[i]:
			m.fail(at.item(k, i), fmt.Sprintf("means the same item %s of %s as one above", pointer(at.item(k, i).steps), m.id), "write one item for both")
			return patch
		}
		changed[i] = true
		kept[i], dropped[i] = m.merged(item.(map[string]any), old[i], at.item(k, i))
	}
	for i := len(kept) - 1; i >= 0; i-- {
		if dropped[i] {
			kept = slices.Delete(kept, i, i+1)
		}
	}
	if len(added)+len(kept) == 0 {
		m.fail(at, fmt.Sprintf("leaves no item of %s of %s, which had %s", pointer(at.steps), m.id, items(len(old))), "keep an item, or remove the list by a JSON patch if there is to be none")
		return patch
	}
	return append(added, kept...)
}

// find is the item that one of a patch means; none where it is a new one.
func (m *listMerge) find(key listKey, item any, old []any, at where) (int, bool) {
	list := where{n: at.n, steps: at.steps[:len(at.steps)-1], field: at.field}
	object, ok := item.(map[string]any)
	if !ok {
		m.fail(at, fmt.Sprintf("is no object, and %s of %s holds objects", pointer(list.steps), m.id), "write an object with "+key.words())
		return 0, false
	}
	way := key.wayOf(object)
	if way == nil {
		m.fail(at, fmt.Sprintf("does not say which item of %s of %s it changes", pointer(list.steps), m.id),
			fmt.Sprintf("write its %s, or begin the list with an item \"$patch: replace\" to write all of it anew", key.words()))
		return 0, false
	}
	hit, hits := 0, 0
	for i, other := range old {
		if means(object, way, other) {
			hit, hits = i, hits+1
		}
	}
	switch {
	case hits == 1:
		return hit, true
	case hits > 1:
		m.fail(at, fmt.Sprintf("means %d items of %s of %s", hits, pointer(list.steps), m.id), "write more of what the one has, or a JSON patch")
	case object[directive] == nil && key.whole(object):
		return 0, false
	default:
		m.miss(way[0], object, old, at, list)
	}
	return 0, false
}

// miss tells of an item that means none, and is too little for a new one.
func (m *listMerge) miss(way string, item map[string]any, old []any, at, list where) {
	written, single := field(item, way).(string)
	message := fmt.Sprintf("means no item of %s of %s: none has this %s", pointer(list.steps), m.id, way)
	if !single {
		m.fail(at, message, fmt.Sprintf("write the %s that is there, or all fields of a new item", way))
		return
	}
	var words []string
	for _, other := range old {
		if text, ok := field(other, way).(string); ok {
			words = append(words, text)
		}
	}
	if len(words) == 0 {
		m.fail(at, message, "write a JSON patch, or all fields of a new item")
		return
	}
	m.fail(at, fmt.Sprintf("means no item of %s of %s: none has the %s %s", pointer(list.steps), m.id, way, wording.Quote(written)), oneOf(written, words))
}

func asObject(v any) map[string]any {
	object, _ := v.(map[string]any)
	return object
}

// merged is an item with what a patch says of it; dropped where the patch says that
// it goes.
func (m *listMerge) merged(patch map[string]any, old any, at where) (out any, dropped bool) {
	before := asObject(old)
	switch patch[directive] {
	case "delete":
		return nil, true
	case "replace":
		next := copyValue(patch).(map[string]any)
		delete(next, directive)
		return next, false
	}
	patch = m.object(patch, before, at)
	if m.failed {
		return old, false
	}
	next, ok := mergeMaps(before, patch)
	if !ok {
		m.fail(at, fmt.Sprintf("cannot be merged into %s of %s: an object, a list or a single value stands where the other has something else", pointer(at.steps), m.id),
			"compare the patch's indentation and dashes with the object")
		return old, false
	}
	return next, false
}

// keepsAll refuses a list that would take the place of another and drop items of
// it.
func (m *listMerge) keepsAll(patch, old []any, at where) {
	for _, item := range old {
		if !slices.ContainsFunc(patch, func(other any) bool { return equal(item, other) }) {
			m.fail(at, fmt.Sprintf("would replace the whole list %s of %s, and drop what it held (%s)",
				pointer(at.steps), m.id, items(len(old))), "write a JSON patch, which says what it changes, adds or removes, or begin the list with an item \"$patch: replace\"")
			return
		}
	}
}
