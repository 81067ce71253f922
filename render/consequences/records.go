package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"render/render/dns"
	"render/render/objects"
	"render/render/routing"
	"render/render/scripts"
	"render/render/wording"
)

// checkRecords tells of names that external-dns has lead elsewhere, or of which it is told no
// more though a gateway is for them still (external-dns, its policy is sync unless it is told
// otherwise).
func checkRecords(c *change) {
	before, now := c.old.Records(), c.new.Records()
	hosts, gone := map[way][]string{}, []string{}
	of, goneOf := map[way][]*objects.Object{}, []*objects.Object{}
	var order []way
	c.checkPublished(before, now)
	for _, at := range inOrder(before) {
		was, is := before[at], now[at]
		switch {
		case is == nil && (c.new.Places()[at.Host] == nil || slices.ContainsFunc(was.Of, c.left)): // of which it is told, or which stays
		case is == nil && !c.new.IsRecorded(at.Host) && !c.new.AsksDNS(at.Host):
			if !slices.Contains(gone, at.Host) {
				gone = append(gone, at.Host)
			}
			goneOf = append(goneOf, was.Of...)
		case is == nil:
		case len(lacking(is.Targets, was.Targets))+len(lacking(was.Targets, is.Targets)) > 0:
			w := way{gone: quoted(lacking(was.Targets, is.Targets)), to: quoted(is.Targets), more: quoted(lacking(is.Targets, was.Targets)), fewer: len(lacking(is.Targets, was.Targets)) == 0, follows: true}
			w.until = slices.ContainsFunc(was.Of, c.handsOut)
			if hosts[w] == nil {
				order = append(order, w)
			}
			hosts[w], of[w] = append(hosts[w], at.Host), append(of[w], slices.Concat(is.Of, was.Of)...)
		}
	}
	for _, w := range order {
		until := ""
		if w.until {
			left := slices.DeleteFunc(c.old.Recorders(hosts[w]), func(o *objects.Object) bool { return !c.handsOut(o) })
			until = "; it hands out the old address too, as long as it reads " + fewListed(titledEach(left))
			c.steps.Does(byHand, fmt.Sprintf("%s; wait until DNS leads to %s alone for %s, everywhere", passingOver(left), w.to, allQuoted(hosts[w])), scripts.Asked{})
		}
		c.tell("names-follow", Note, fmt.Sprintf("%s: external-dns has DNS lead to %s, once the time to live is over%s", quoted(hosts[w]), w.how(), until), "", of[w]...)
	}
	if len(gone) > 0 {
		c.tell("names-end", Danger, fmt.Sprintf("%s: nothing tells external-dns of it any more, which takes it out of DNS, unless it runs with --policy=upsert-only", quoted(gone)),
			"have DNS know it otherwise before", goneOf...)
	}
}

// handsOut reports whether external-dns goes on to make records by a Gateway that fell out and stays.
func (c *change) handsOut(o *objects.Object) bool {
	return c.left(o) && o.ID().Group == objects.IstioNetworking
}

func inOrder(records map[dns.RecordOf]*dns.Record) []dns.RecordOf {
	return slices.SortedFunc(maps.Keys(records), func(a, b dns.RecordOf) int {
		return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.Zone, b.Zone))
	})
}

// checkPublished tells of names of hosts that were answered already, and of which external-dns is told
// from now on, or the one of another zone: to whom that leads, and who knows them no more.
func (c *change) checkPublished(before, now map[dns.RecordOf]*dns.Record) {
	come, gone := map[string][]string{}, map[string][]string{}
	var of, goneOf []*objects.Object
	for _, at := range inOrder(now) {
		if before[at] == nil && c.old.Places()[at.Host] != nil && (c.old.IsRecorded(at.Host) || !c.old.AsksDNS(at.Host)) {
			come[at.Zone], of = append(come[at.Zone], at.Host), append(of, now[at].Of...)
		}
	}
	for _, at := range inOrder(before) {
		if now[at] == nil && c.new.IsRecorded(at.Host) && !slices.ContainsFunc(before[at].Of, c.left) {
			gone[at.Zone], goneOf = append(gone[at.Zone], at.Host), append(goneOf, before[at].Of...)
		}
	}
	for _, zone := range slices.Sorted(maps.Keys(come)) {
		c.tell("names-begin", Note, fmt.Sprintf("%s: external-dns%s has DNS lead to it from now on, unless somebody else made a record of it", quoted(routing.Widest(come[zone])), ofZone(zone)), "", of...)
	}
	for _, zone := range slices.Sorted(maps.Keys(gone)) {
		c.tell("names-end", Danger, fmt.Sprintf("%s: nothing tells external-dns%s of it any more, but that of another zone alone: whoever asks there finds it no more, unless it runs with --policy=upsert-only", quoted(routing.Widest(gone[zone])), ofZone(zone)),
			"see that all who ask for it are served by the other zone", goneOf...)
	}
}

func ofZone(zone string) string {
	if zone == "" {
		return ""
	}
	return " of zone " + wording.Quote(zone)
}
