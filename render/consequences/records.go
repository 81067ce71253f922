package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/objects"
)

// asks reports whether a host's gateway is for external-dns without saying where its names lead.
func (s *side) asks(host string) bool {
	return slices.ContainsFunc(s.places()[host].objects, func(o *objects.Object) bool {
		for key := range o.Resource().Metadata().Annotations().All() {
			if strings.HasPrefix(key, "external-dns.") && !slices.Contains(noted(o, "controller"), "none") {
				return true
			}
		}
		return false
	})
}

// checkRecords tells of names that external-dns has lead elsewhere, or of which it is told no
// more though a gateway is for them still (external-dns, its policy is sync unless it is told
// otherwise).
func checkRecords(c *change) {
	before, now := c.old.records(), c.new.records()
	hosts, gone := map[way][]string{}, []string{}
	of, goneOf := map[way][]*objects.Object{}, []*objects.Object{}
	var order []way
	keys := slices.SortedFunc(maps.Keys(before), func(a, b recordOf) int {
		return cmp.Or(cmp.Compare(a.host, b.host), cmp.Compare(a.zone, b.zone))
	})
	for _, at := range keys {
		was, is := before[at], now[at]
		switch {
		case is == nil && (c.new.places()[at.host] == nil || slices.ContainsFunc(was.of, c.left)): // of which it is told, or which stays
		case is == nil && !c.new.isRecorded(at.host) && !c.new.asks(at.host):
			if !slices.Contains(gone, at.host) {
				gone = append(gone, at.host)
			}
			goneOf = append(goneOf, was.of...)
		case is == nil:
		case len(lacking(is.targets, was.targets))+len(lacking(was.targets, is.targets)) > 0:
			w := way{gone: quoted(lacking(was.targets, is.targets)), to: quoted(is.targets), fewer: len(lacking(is.targets, was.targets)) == 0, follows: true}
			if hosts[w] == nil {
				order = append(order, w)
			}
			hosts[w], of[w] = append(hosts[w], at.host), append(of[w], slices.Concat(is.of, was.of)...)
		}
	}
	for _, w := range order {
		c.tell("names-follow", Note, fmt.Sprintf("%s: external-dns has DNS lead to %s, once the time to live is over", quoted(hosts[w]), w.how()), "", of[w]...)
	}
	if len(gone) > 0 {
		c.tell("names-end", Danger, fmt.Sprintf("%s: nothing tells external-dns of it any more, which takes it out of DNS, unless it runs with --policy=upsert-only", quoted(gone)),
			"have DNS know it otherwise before", goneOf...)
	}
}
