package consequences

import (
	"fmt"
	"maps"
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// checkAdmitted tells of hosts that another gateway answers from now on, and whom that lets in
// that the old one did not, or the other way round: by the addresses that it takes, by policies, by
// whom it asks and by the certificates of clients. Of a gateway that goes on with a host others tell.
func checkAdmitted(c *change) {
	was, is := c.gatesBefore(), c.gatesAfter()
	t := admitted{change: c, was: was, is: is, of: map[string]*admittedTo{}}
	for _, e := range c.new.Entrances {
		for _, host := range slices.Sorted(maps.Keys(is.Routed(e).Hosts)) {
			if own := c.old.ByService[e.Service]; own == nil || !was.Answers(own, host) {
				t.compareOpen(e, host)
			}
		}
	}
	for _, e := range c.old.Entrances { // by a Gateway that stays, too: names lead away from it
		for _, host := range slices.Sorted(maps.Keys(was.Routed(e).Hosts)) {
			if own := c.new.ByService[e.Service]; own == nil || !c.gatesMeant().Answers(own, host) {
				t.compareShut(e, host)
			}
		}
	}
	t.tell()
}

// admitted are the hosts of which is told, by what is.
type admitted struct {
	*change
	was, is *access.Gates
	order   []string
	of      map[string]*admittedTo
}

type admittedTo struct {
	code, format, help string
	hosts              []string
	objects            []*objects.Object
}

// compareOpen finds whom a gateway lets in to a host that it has from now on, and none of those
// that had it did.
func (t *admitted) compareOpen(e *served.Entrance, host string) {
	list := t.was.Answering(host)
	if len(list) == 0 {
		return
	}
	title := titlesOfAll(list)
	now := t.is.Of(e, host)
	before, all := t.was.OfAll(list, host)
	for _, text := range opens(e.Title(), title, "requests", now, before, all) {
		t.add("host-lets-in", host, text, helpMeant, e, list, append(before, now))
		t.opened[asking{e, host, ""}] = true
	}
}

// titlesOfAll are gateways as a message lists them.
func titlesOfAll(list []*served.Entrance) string {
	var titles []string
	for _, e := range list {
		titles = append(titles, e.Title())
	}
	return fewListed(titles)
}

// opens is whom a gateway lets in that some others together do not. Of clients of a Secret that both show
// it is told where that is told of.
func opens(self, title, what string, now access.Callers, before []access.Callers, all []policies.Rule) (texts []string) {
	say := func(format string, rules []policies.Rule) {
		texts = append(texts, fmt.Sprintf(format, self, what+textOf(rules), title))
	}
	switch more := policies.Uncovered(now.Allowed, all); {
	case len(more) == 0:
	case len(all) > 0 && policies.IsAll(more):
		// whom else it does not ask is of the same
		return []string{fmt.Sprintf("%s lets in all %s, of which %s let in those%s alone", self, what, title, textOf(all))}
	default:
		say("%s lets in %s, which %s did not", more)
	}
	if gone := now.Missing(before, func(a *access.Callers) []policies.Rule { return a.Denied }); len(gone) > 0 {
		say("%s does not refuse %s, as %s did", gone)
	}
	if gone := now.Missing(before, func(a *access.Callers) []policies.Rule { return a.Left }); len(gone) > 0 {
		say("%s does not have another decide of %s, as %s did", gone)
	}
	if !now.Asks && !slices.ContainsFunc(before, func(a access.Callers) bool { return !a.Asks || a.Shows(&now) }) {
		texts = append(texts, fmt.Sprintf("%s asks clients for no certificate of their own, as %s did", self, title))
	}
	return texts
}

// compareShut finds whom a gateway let in to a host that it has no more, and none of those that
// have it does.
func (t *admitted) compareShut(e *served.Entrance, host string) {
	list := t.gatesMeant().Answering(host)
	if len(list) == 0 {
		return
	}
	title := titlesOfAll(list)
	before := t.was.Of(e, host)
	now, all := t.is.OfAll(list, host)
	self := e.Title()
	tell := func(text string) {
		t.add("host-shuts-out", host, text, helpNamed, list[0], []*served.Entrance{e}, append(now, before))
	}
	switch less := policies.Uncovered(before.Allowed, all); {
	case len(less) == 0:
	case len(all) > 0 && policies.IsAll(less):
		tell(fmt.Sprintf("%s lets in requests%s alone, and %s let in all", title, textOf(all), self))
		return
	default:
		tell(fmt.Sprintf("%s does not let in requests%s, as %s did", title, textOf(less), self))
	}
	if come := before.Missing(now, func(a *access.Callers) []policies.Rule { return a.Denied }); len(come) > 0 {
		tell(fmt.Sprintf("%s refuses requests%s, which %s did not", title, textOf(come), self))
	}
	if come := before.Missing(now, func(a *access.Callers) []policies.Rule { return a.Left }); len(come) > 0 {
		tell(fmt.Sprintf("%s has another decide of requests%s, which %s did not", title, textOf(come), self))
	}
	if !before.Asks && !slices.ContainsFunc(now, func(a access.Callers) bool { return !a.Asks || a.Shows(&before) }) {
		tell(fmt.Sprintf("%s asks clients for a certificate of their own, which %s did not", title, self))
	}
}

// helpNamed is what to do about who does not get in any more by another gateway.
const helpNamed = "see that all who ask for it are let in there before names lead there"

// textOf are rules as a message names what they are for: ` with ipBlocks "10.0.0.0/8"`.
func textOf(rules []policies.Rule) string {
	var texts []string
	for i := range rules {
		if text := rules[i].Text(); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 || slices.Contains(texts, "") {
		return ""
	}
	return withTexts(texts)
}

func (t *admitted) add(code, host, text, help string, e *served.Entrance, others []*served.Entrance, all []access.Callers) {
	key := code + text
	if t.of[key] == nil {
		t.of[key] = &admittedTo{code: code, format: text, help: help}
		t.order = append(t.order, key)
	}
	one := t.of[key]
	one.hosts = append(one.hosts, host)
	for i := range all {
		one.objects = append(one.objects, all[i].Of...)
	}
	one.objects = append(one.objects, e.Objects()...)
	for _, other := range others {
		one.objects = append(one.objects, other.Objects()...)
	}
}

func (t *admitted) tell() {
	for _, key := range t.order {
		one := t.of[key]
		t.change.tell(one.code, Danger, quoted(one.hosts)+": "+one.format, one.help, one.objects...)
	}
}
