package addresses

import (
	"slices"

	"render/render/format"
)

// membersOf are the tiers with an address of a pool, and those that were offered one.
func (v *verdict) membersOf(at int) []*format.Tier {
	if v.members == nil {
		v.members = map[int][]*format.Tier{}
		for i := range v.Plan.Tiers {
			for _, in := range v.Plan.Tiers[i].Pools() {
				v.members[in] = append(v.members[in], v.Plan.Tiers[i].Written)
			}
		}
	}
	return v.members[at]
}

// allAlike reports whether a tier is announced as each of others is.
func allAlike(t *format.Tier, others []*format.Tier) bool {
	return !slices.ContainsFunc(others, func(other *format.Tier) bool {
		_, _, apart := announcedApart(t, other)
		return apart
	})
}

// announcedApart reports whether two tiers are announced otherwise, and where each says how. The
// order of interfaces and nodes says nothing: each of them may announce.
func announcedApart(t, other *format.Tier) (at, otherAt format.Origin, differ bool) {
	a, b := &t.Announce, &other.Announce
	interfaces := func(t format.Text) string { return t.Value }
	switch {
	case slices.ContainsFunc(slices.Concat(a.Interfaces, b.Interfaces), format.Text.IsWrong) || slices.ContainsFunc(slices.Concat(a.Nodes, b.Nodes), unreadNode):
		return at, otherAt, false // what could not be read may be the same
	case !sameSet(a.Interfaces, b.Interfaces, interfaces):
		at, otherAt = format.ListOrigin(a.Interfaces), format.ListOrigin(b.Interfaces)
	case !sameSet(a.Nodes, b.Nodes, func(n format.Node) string { return n.LabelText() }):
		at, otherAt = format.ListOrigin(a.Nodes), format.ListOrigin(b.Nodes)
	default:
		return at, otherAt, false
	}
	return format.Or(at, t.Name.Origin), format.Or(otherAt, other.Name.Origin), true
}

// unreadNode reports whether part of a choice of nodes could not be read.
func unreadNode(n format.Node) bool {
	return n.IsWrong() || n.Name.IsWrong() ||
		slices.ContainsFunc(n.Labels, func(p format.Pair) bool { return p.Key.IsWrong() || p.Value.IsWrong() }) ||
		slices.ContainsFunc(n.Expressions, func(e format.NodeExpression) bool {
			return e.IsWrong() || e.Key.IsWrong() || e.Operator.IsWrong() || slices.ContainsFunc(e.Values, format.Text.IsWrong)
		})
}

// sameSet reports whether two lists have the same items, whatever their order.
func sameSet[T any](a, b []T, key func(T) string) bool {
	keys := func(list []T) (out []string) {
		for _, one := range list {
			out = append(out, key(one))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return slices.Equal(keys(a), keys(b))
}
