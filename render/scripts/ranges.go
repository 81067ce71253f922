package scripts

import (
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
)

// ranges are addresses, each from one to another, apart from each other.
type ranges [][2]netip.Addr

// without are the addresses that others have not.
func (list ranges) without(others ranges) ranges {
	out := slices.Clone(list)
	for _, o := range others {
		var rest ranges
		for _, r := range out {
			if r[1].Less(o[0]) || o[1].Less(r[0]) {
				rest = append(rest, r)
				continue
			}
			if r[0].Less(o[0]) {
				rest = append(rest, [2]netip.Addr{r[0], o[0].Prev()})
			}
			if o[1].Less(r[1]) {
				rest = append(rest, [2]netip.Addr{o[1].Next(), r[1]})
			}
		}
		out = rest
	}
	return out
}

// both are the addresses that others have too.
func (list ranges) both(others ranges) ranges { return list.without(list.without(others)) }

// texts are the ranges as MetalLB reads them.
func (list ranges) texts() []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r[0].String() + "-" + r[1].String()
	}
	return out
}

// String are the ranges for people: a single address as one.
func (list ranges) String() string {
	out := list.texts()
	for i, r := range list {
		if r[0] == r[1] {
			out[i] = r[0].String()
		}
	}
	return strings.Join(out, ", ")
}

// patch is what kubectl changes a pool by, so that it has these addresses; "" for none,
// which no pool can have.
func (list ranges) patch() string {
	if len(list) == 0 {
		return ""
	}
	addresses, _ := json.Marshal(list.texts())
	return `{"spec":{"addresses":` + string(addresses) + `}}`
}

// share reports whether any address is in both lists.
func share(a, b []netip.Addr) bool {
	return slices.ContainsFunc(a, func(ip netip.Addr) bool { return slices.Contains(b, ip) })
}
