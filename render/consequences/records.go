package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
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
	c.checkPublished(before, now)
	for _, at := range inOrder(before) {
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
			w := way{gone: quoted(lacking(was.targets, is.targets)), to: quoted(is.targets), more: quoted(lacking(is.targets, was.targets)), fewer: len(lacking(is.targets, was.targets)) == 0, follows: true}
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

func inOrder(records map[recordOf]*record) []recordOf {
	return slices.SortedFunc(maps.Keys(records), func(a, b recordOf) int {
		return cmp.Or(cmp.Compare(a.host, b.host), cmp.Compare(a.zone, b.zone))
	})
}

// checkPublished tells of names of hosts that were answered already, and of which external-dns is told
// from now on, or the one of another zone: to whom that leads, and who knows them no more.
func (c *change) checkPublished(before, now map[recordOf]*record) {
	come, gone := map[string][]string{}, map[string][]string{}
	var of, goneOf []*objects.Object
	for _, at := range inOrder(now) {
		if before[at] == nil && c.old.places()[at.host] != nil && (c.old.isRecorded(at.host) || !c.old.asks(at.host)) {
			come[at.zone], of = append(come[at.zone], at.host), append(of, now[at].of...)
		}
	}
	for _, at := range inOrder(before) {
		if now[at] == nil && c.new.isRecorded(at.host) && !slices.ContainsFunc(before[at].of, c.left) {
			gone[at.zone], goneOf = append(gone[at.zone], at.host), append(goneOf, before[at].of...)
		}
	}
	for _, zone := range slices.Sorted(maps.Keys(come)) {
		c.tell("names-begin", Note, fmt.Sprintf("%s: external-dns%s has DNS lead to it from now on, unless somebody else made a record of it", quoted(widest(come[zone])), ofZone(zone)), "", of...)
	}
	for _, zone := range slices.Sorted(maps.Keys(gone)) {
		c.tell("names-end", Danger, fmt.Sprintf("%s: nothing tells external-dns%s of it any more, but that of another zone alone: whoever asks there finds it no more, unless it runs with --policy=upsert-only", quoted(widest(gone[zone])), ofZone(zone)),
			"see that all who ask for it are served by the other zone", goneOf...)
	}
}

func ofZone(zone string) string {
	if zone == "" {
		return ""
	}
	return " of zone " + wording.Quote(zone)
}
