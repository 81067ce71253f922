package align

import (
	"strings"

	"render/render/compare"
	"render/render/manifest"
)

// record is what was applied of an object, or of a value in it: as the value that was
// sent, or as the tree of fields that the server keeps of who applied what.
type record struct {
	sent   any             // the value; nil where there is none
	fields manifest.Object // "f:spec": {...}, "k:{...}": {...}; merged of all appliers
	isTree bool
	whole  bool    // of a tree: applied as one, and so is all that is in it
	custom *custom // of custom resources: what their definition fills in
	inList bool    // of these: in an item of a list, which is applied whole
	merges bool    // of an object whose lists are merged item by item (merged_lists.go)
	key    string  // of these: the member that the value is of
	held   any     // what else of the value counts as applied; nil where nothing does
}

// recordOf is what is recorded of an object, and whether anything is.
func recordOf(object manifest.Object) (record, bool) {
	metadata := object.Object("metadata")
	if text := metadata.Object("annotations").Text(compare.LastApplied); text != "" {
		if sent, err := manifest.ReadBack([]byte(text)); err == nil && len(sent) == 1 {
			return record{sent: sent[0]}, true
		}
	}
	list := metadata.List("managedFields")
	var fields manifest.Object
	for _, item := range list {
		one, _ := item.(manifest.Object)
		if applies(one) {
			fields = merged(fields, one.Object("fieldsV1"))
		}
	}
	return record{fields: fields, isTree: true}, len(list) > 0
}

// applies reports whether a manager of fields says of each that it applied it, by server-side
// apply. What kubectl wrote otherwise has what the API server filled in at that moment among it, and
// nobody who applies something later takes it away (writes).
func applies(manager manifest.Object) bool {
	return manager.Text("subresource") == "" && manager.Text("operation") == "Apply"
}

// merged are the fields of two trees.
func merged(a, b manifest.Object) manifest.Object {
	out := a
	for _, m := range b {
		inner, _ := m.Value.(manifest.Object)
		if before, ok := out.Get(m.Key).(manifest.Object); ok {
			inner = merged(before, inner)
		}
		out = out.With(inner, m.Key)
	}
	return out
}

// member is what is recorded of a member, and whether it was applied.
func (r record) member(key string) (record, bool) {
	below, was := r.recorded(key)
	below.custom, below.inList = r.custom.member(key), r.inList
	below.merges, below.key = r.merges, key
	held, _ := r.held.(manifest.Object)
	below.held = held.Get(key)
	return below, was || below.held != nil
}

func (r record) recorded(key string) (record, bool) {
	if r.isTree {
		fields, ok := r.fields.Get("f:" + key).(manifest.Object)
		return r.below(fields), ok || r.whole
	}
	sent, _ := r.sent.(manifest.Object)
	value := sent.Get(key)
	return record{sent: value}, value != nil
}

// below is the record of what is in a value, whose fields are a leaf where it was applied
// as one.
func (r record) below(fields manifest.Object) record {
	return record{fields: fields, isTree: true, whole: r.whole || fields != nil && len(fields) == 0}
}

// items are what is recorded of each item of a list, and which of them were applied.
func (r record) items(list []any) ([]record, []bool) {
	records, applied := make([]record, len(list)), make([]bool, len(list))
	if r.custom != nil {
		for i := range list {
			records[i], applied[i] = record{custom: r.custom.member("[]"), inList: true}, true
		}
		return records, applied
	}
	if r.isTree {
		r.itemsOfTree(list, records, applied)
	} else {
		sent, _ := r.sent.([]any)
		matched, _ := r.match(sent, list)
		for i, at := range matched {
			if at >= 0 {
				records[i], applied[i] = record{sent: sent[at]}, true
			}
		}
	}
	held, _ := r.held.([]any)
	matched, _ := r.match(held, list)
	for i, at := range matched {
		if at >= 0 {
			records[i].held, applied[i] = held[at], true
		}
	}
	for i := range records {
		records[i].merges = r.merges
	}
	return records, applied
}

func (r record) itemsOfTree(list []any, records []record, applied []bool) {
	for i, item := range list {
		records[i], applied[i] = r.below(nil), r.whole
		for _, m := range r.fields {
			if isItem(m.Key, item) {
				fields, _ := m.Value.(manifest.Object)
				records[i], applied[i] = r.below(fields), true
			}
		}
	}
}

// isItem reports whether a key of a tree of fields is that of an item: by its keys,
// k:{"port":80,"protocol":"TCP"}, or by its value, v:"text".
func isItem(key string, item any) bool {
	kind, text, _ := strings.Cut(key, ":")
	if kind == "v" {
		text = `{"":` + text + `}`
		item = manifest.Object{{Key: "", Value: item}}
	} else if kind != "k" {
		return false
	}
	keys, err := manifest.ReadBack([]byte(text))
	members, ok := item.(manifest.Object)
	if err != nil || len(keys) != 1 || !ok {
		return false
	}
	for _, m := range keys[0] {
		if !compare.Equal(m.Value, members.Get(m.Key)) {
			return false
		}
	}
	return true
}
