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
		for _, leaf := range compare.Leaves(c.now) {
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
			for _, leaf := range compare.Leaves(c.before) {
				if text := leaf.String(); c.now != nil && !known[c.id][text] && differs(c.before, c.now, leaf) {
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
