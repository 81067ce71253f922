package compare

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// What one of two objects is compared with, and what makes them one.
const (
	common     = 32   // objects that hold a value beyond which it tells nothing apart
	resembling = 0.75 // of all that both hold, what they have to share
)

// rename is an object that has another name or namespace on the new side.
type rename struct{ old, new *objects.Object }

type groupKind struct{ group, kind string }

func kindOf(o *objects.Object) groupKind { return groupKind{o.ID().Group, o.ID().Kind} }

// renames finds, among objects that are on one side alone, those that are the same
// but for their name: of one kind, and of one name in another namespace, or with
// nearly all the same values, where their own names are taken for the same.
func renames(old, new []*objects.Object) []rename {
	if len(old) == 0 || len(new) == 0 {
		return nil
	}
	var out []rename
	kinds := map[groupKind][]*objects.Object{}
	for _, o := range old {
		if o.ID().Name != "" {
			kinds[kindOf(o)] = append(kinds[kindOf(o)], o)
		}
	}
	byKind := map[groupKind][]*objects.Object{}
	var order []groupKind
	for _, o := range new {
		k := kindOf(o)
		if o.ID().Name == "" || kinds[k] == nil {
			continue
		}
		if byKind[k] == nil {
			order = append(order, k)
		}
		byKind[k] = append(byKind[k], o)
	}
	slices.SortStableFunc(order, func(a, b groupKind) int { return rank(a) - rank(b) })
	f := newFollowed(old, new)
	for _, k := range order {
		same, olds, news := moves(kinds[k], byKind[k])
		same = append(same, alike(olds, news, f)...)
		f.note(same)
		out = append(out, same...)
	}
	return out
}

// moves finds objects of one kind that have the same name in another namespace,
// where there is one of that name on either side. It gives the others, too.
func moves(old, new []*objects.Object) (out []rename, olds, news []*objects.Object) {
	named := map[string][2][]*objects.Object{}
	for side, list := range [2][]*objects.Object{old, new} {
		for _, o := range list {
			both := named[o.ID().Name]
			both[side] = append(both[side], o)
			named[o.ID().Name] = both
		}
	}
	one := func(o *objects.Object) bool {
		both := named[o.ID().Name]
		return len(both[0]) == 1 && len(both[1]) == 1
	}
	for _, o := range old {
		if one(o) {
			out = append(out, rename{o, named[o.ID().Name][1][0]})
		} else {
			olds = append(olds, o)
		}
	}
	for _, o := range new {
		if !one(o) {
			news = append(news, o)
		}
	}
	return out, olds, news
}

// likeness is how much an old and a new object have in common.
type likeness struct {
	old, new int // in their lists
	part     float64
}

// alike finds objects of one kind with nearly the same values, which are not for apps that are
// known to be others; the most alike first, then in the order of the old side.
func alike(old, new []*objects.Object, f *followed) []rename {
	olds, news := valuesOf(old), valuesOf(new)
	holders := map[uint64][]int{}
	for i, values := range olds {
		for v := range values {
			holders[v] = append(holders[v], i)
		}
	}
	var all []likeness
	for j, values := range news {
		candidates := map[int]bool{}
		for v := range values {
			if list := holders[v]; len(list) <= common {
				for _, i := range list {
					candidates[i] = true
				}
			}
		}
		for i := range candidates {
			if part := shared(olds[i], values); part >= resembling && !f.apart(old[i], new[j]) {
				all = append(all, likeness{i, j, part})
			}
		}
	}
	slices.SortFunc(all, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.part, a.part), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	usedOld, usedNew := make([]bool, len(old)), make([]bool, len(new))
	var out []rename
	for _, l := range all {
		if !usedOld[l.old] && !usedNew[l.new] {
			usedOld[l.old], usedNew[l.new] = true, true
			out = append(out, rename{old[l.old], new[l.new]})
		}
	}
	return out
}

// shared is what part of the values of two objects they have in common.
func shared(a, b map[uint64]int) float64 {
	both, all := 0, 0
	for v, n := range a {
		both += min(n, b[v])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return float64(2*both) / float64(all)
}

// valuesOf are the values that each object holds, with the names on the way to
// them, and how often.
func valuesOf(list []*objects.Object) []map[uint64]int {
	out := make([]map[uint64]int, len(list))
	for i, o := range list {
		c := collector{own: ownNames(o), values: map[uint64]int{}}
		for _, m := range o.Members() {
			if m.Key != "apiVersion" && m.Key != "kind" {
				c.value(m.Key, m.Value)
			}
		}
		out[i] = c.values
	}
	return out
}

// ownNames replaces what an object is called by one mark: its name, and that of its
// app, of which its name is often made.
func ownNames(o *objects.Object) *strings.Replacer {
	labels := o.Members().Object("metadata").Object("labels")
	names := []string{o.ID().Name, labels.Text("app.kubernetes.io/name"), labels.Text("app")}
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, name := range names {
		if name != "" {
			pairs = append(pairs, name, "\x00")
		}
	}
	return strings.NewReplacer(pairs...)
}

type collector struct {
	own    *strings.Replacer
	values map[uint64]int
	buffer []byte
}

func (c *collector) value(way string, v any) {
	switch v := v.(type) {
	case manifest.Object:
		for _, m := range v {
			if way != "metadata" || m.Key != "name" && m.Key != "namespace" {
				c.value(way+"."+m.Key, m.Value)
			}
		}
	case []any:
		for _, item := range v {
			c.value(way+"[]", item)
		}
	default:
		if text, ok := v.(string); ok {
			v = c.own.Replace(text)
		}
		c.buffer = append(append(c.buffer[:0], way...), 0)
		c.buffer = appendValue(c.buffer, v)
		h := fnv.New64a()
		h.Write(c.buffer)
		c.values[h.Sum64()]++
	}
}
