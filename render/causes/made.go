package causes

import (
	"cmp"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
)

// Made are the fields of an object that a line makes.
type Made struct {
	ID     manifest.ID
	Whole  bool           // there is no such object otherwise
	Fields []compare.Path // none of all of the object
}

// grown are the fields of an object that some effects give more items or members, and change
// in no other way.
func grown(effects []effect, id manifest.ID) []compare.Path {
	var out []compare.Path
	known := map[string]bool{}
	for i := range effects {
		c := effects[i].of(id)
		if c == nil {
			continue
		}
		now, _ := placed(c.before, c.now).(manifest.Object)
		for _, leaf := range compare.Leaves(now) {
			held := len(leaf)
			for _, there := compare.Find(c.before, leaf[:held]); !there; _, there = compare.Find(c.before, leaf[:held]) {
				held--
			}
			at := leaf[:min(max(held, 1), len(leaf))] // a member of the object itself is named
			if text := at.String(); held < len(leaf) && !known[text] {
				known[text] = true
				out = append(out, at)
			}
		}
	}
	return out
}

// union are the fields that some effects change, all together.
func union(effects []effect) []Made {
	found := map[manifest.ID]*Made{}
	known := map[manifest.ID]map[string]bool{}
	whole := map[manifest.ID]bool{}
	for i := range effects {
		for _, c := range effects[i].changes {
			m := found[c.id]
			if m == nil {
				m = &Made{ID: c.id}
				found[c.id], known[c.id] = m, map[string]bool{}
			}
			whole[c.id] = whole[c.id] || c.now == nil
			for _, leaf := range c.fields() {
				if text := leaf.String(); !known[c.id][text] {
					known[c.id][text] = true
					m.Fields = append(m.Fields, leaf)
				}
			}
		}
	}
	for id, m := range found {
		if m.Whole = whole[id]; m.Whole {
			m.Fields = nil
		} else if len(m.Fields) == 0 {
			m.Fields = grown(effects, id)
		}
	}
	var out []Made
	for _, m := range found {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b Made) int {
		return cmp.Or(strings.Compare(a.ID.Kind, b.ID.Kind), strings.Compare(a.ID.Namespace, b.ID.Namespace), strings.Compare(a.ID.Name, b.ID.Name), strings.Compare(a.ID.Group, b.ID.Group))
	})
	for i := range out {
		slices.SortFunc(out[i].Fields, func(a, b compare.Path) int { return strings.Compare(a.String(), b.String()) })
	}
	return out
}

// fields are those of an object which a change gives another value, all of one that goes. An
// item that nothing tells apart and that stands elsewhere now is the same, unless that is all.
func (c *change) fields() []compare.Path {
	if c.now == nil {
		return compare.Leaves(c.before)
	}
	placed, _ := placed(c.before, c.now).(manifest.Object)
	var all, moved []compare.Path
	for _, leaf := range compare.Leaves(c.before) {
		if differs(c.before, placed, leaf) {
			all = append(all, leaf)
		} else if differs(c.before, c.now, leaf) {
			moved = append(moved, leaf)
		}
	}
	if compare.Equal(c.before, placed) {
		return moved
	}
	return all
}

// gone stands in an item's place that is not there now.
type gone struct{}

// placed is a value with the items of its lists that nothing tells apart where the same items
// stood before, those that are no more as gone, and others in the places that are free or behind.
func placed(before, now any) any {
	switch now := now.(type) {
	case manifest.Object:
		out := slices.Clone(now)
		old, _ := before.(manifest.Object)
		for i := range out {
			if m := old.Find(out[i].Key); m != nil {
				out[i].Value = placed(m.Value, out[i].Value)
			}
		}
		return out
	case []any:
		old, _ := before.([]any)
		if len(old) == 0 || compare.Items(old)[0].Key != "" {
			return now
		}
		return replaced(old, now)
	}
	return now
}

// replaced is a list with its items in their old places.
func replaced(old, now []any) []any {
	out := make([]any, len(old))
	at := map[string][]int{}
	for i, item := range old {
		out[i] = gone{}
		at[text(item)] = append(at[text(item)], i)
	}
	var others []any
	for _, item := range now {
		if list := at[text(item)]; len(list) > 0 {
			out[list[0]], at[text(item)] = item, list[1:]
		} else {
			others = append(others, item)
		}
	}
	for i := range out {
		if _, free := out[i].(gone); free && len(others) > 0 {
			out[i], others = others[0], others[1:]
		}
	}
	return append(out, others...)
}

// text is a value as one, to tell equal ones.
func text(v any) string {
	out, _ := manifest.AppendJSON(nil, v) // of an object that was written a moment ago
	return string(out)
}
