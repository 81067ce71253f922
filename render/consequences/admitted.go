package consequences

import (
	"fmt"
	"maps"
	"slices"

	"render/render/manifest"
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
		for _, host := range slices.Sorted(maps.Keys(is.routed(e).Hosts)) {
			if own := c.old.ByService[e.Service]; own == nil || !was.answers(own, host) {
				t.compareOpen(e, host)
			}
		}
	}
	for _, e := range c.old.Entrances {
		for _, host := range slices.Sorted(maps.Keys(was.routed(e).Hosts)) {
			if own := c.new.ByService[e.Service]; own == nil || !is.answers(own, host) {
				t.compareShut(e, host)
			}
		}
	}
	t.tell()
}

// admitted are the hosts of which is told, by what is.
type admitted struct {
	*change
	was, is *gates
	order   []string
	of      map[string]*admittedTo
}

type admittedTo struct {
	code, format, help string
	hosts              []string
	objects            []*objects.Object
}

// others are the gateways that answer a host.
func (a *gates) others(host string) (list []*served.Entrance, title string) {
	var titles []string
	for _, e := range a.Entrances {
		if a.answers(e, host) {
			list, titles = append(list, e), append(titles, e.Title())
		}
	}
	return list, fewListed(titles)
}

// ofAll are those whom some gateways let in to a host, and all that they let in.
func (a *gates) ofAll(list []*served.Entrance, host string) (out []callers, allowed []policies.Rule) {
	for _, e := range list {
		one := a.of(e, host)
		out, allowed = append(out, one), append(allowed, one.allowed...)
	}
	return out, allowed
}

// compareOpen finds whom a gateway lets in to a host that it has from now on, and none of those
// that had it did.
func (t *admitted) compareOpen(e *served.Entrance, host string) {
	list, title := t.was.others(host)
	if len(list) == 0 {
		return
	}
	now := t.is.of(e, host)
	before, all := t.was.ofAll(list, host)
	for _, text := range opens(e.Title(), title, "requests", now, before, all) {
		t.add("host-lets-in", host, text, helpMeant, e, list, append(before, now))
		t.opened[asking{e, host, ""}] = true
	}
}

// opens is whom a gateway lets in that some others together do not.
func opens(self, title, what string, now callers, before []callers, all []policies.Rule) (texts []string) {
	say := func(format string, rules []policies.Rule) {
		texts = append(texts, fmt.Sprintf(format, self, what+textOf(rules), title))
	}
	switch more := policies.Uncovered(now.allowed, all); {
	case len(more) == 0:
	case len(all) > 0 && policies.IsAll(more):
		// whom else it does not ask is of the same
		return []string{fmt.Sprintf("%s lets in all %s, of which %s let in those%s alone", self, what, title, textOf(all))}
	default:
		say("%s lets in %s, which %s did not", more)
	}
	if gone := missingIn(before, now, func(a *callers) []policies.Rule { return a.denied }); len(gone) > 0 {
		say("%s does not refuse %s, as %s did", gone)
	}
	if gone := missingIn(before, now, func(a *callers) []policies.Rule { return a.left }); len(gone) > 0 {
		say("%s does not have another decide of %s, as %s did", gone)
	}
	if !now.asks && !slices.ContainsFunc(before, func(a callers) bool { return !a.asks || a.shows(&now) }) {
		texts = append(texts, fmt.Sprintf("%s asks clients for no certificate of their own, as %s did", self, title))
	}
	return texts
}

// shows reports whether two gateways show the certificate of one Secret, of whose clients is told
// where it is told of that.
func (w *callers) shows(other *callers) bool {
	return slices.ContainsFunc(w.shown, func(id manifest.ID) bool { return slices.Contains(other.shown, id) })
}

// missingIn are the rules that all of some gates have, and one has not, of what that lets in.
func missingIn(before []callers, now callers, of func(*callers) []policies.Rule) []policies.Rule {
	gone := policies.Uncovered(of(&before[0]), of(&now))
	return slices.DeleteFunc(gone, func(r policies.Rule) bool {
		return !slices.ContainsFunc(now.allowed, func(own policies.Rule) bool { return own.Meets(&r) }) ||
			slices.ContainsFunc(before[1:], func(a callers) bool { return len(policies.Uncovered([]policies.Rule{r}, of(&a))) > 0 })
	})
}

// compareShut finds whom a gateway let in to a host that it has no more, and none of those that
// have it does.
func (t *admitted) compareShut(e *served.Entrance, host string) {
	list, title := t.is.others(host)
	if len(list) == 0 {
		return
	}
	before := t.was.of(e, host)
	now, all := t.is.ofAll(list, host)
	self := e.Title()
	tell := func(text string) {
		t.add("host-shuts-out", host, text, helpNamed, list[0], []*served.Entrance{e}, append(now, before))
	}
	switch less := policies.Uncovered(before.allowed, all); {
	case len(less) == 0:
	case len(all) > 0 && policies.IsAll(less):
		tell(fmt.Sprintf("%s lets in requests%s alone, and %s let in all", title, textOf(all), self))
		return
	default:
		tell(fmt.Sprintf("%s does not let in requests%s, as %s did", title, textOf(less), self))
	}
	if come := missingIn(now, before, func(a *callers) []policies.Rule { return a.denied }); len(come) > 0 {
		tell(fmt.Sprintf("%s refuses requests%s, which %s did not", title, textOf(come), self))
	}
	if come := missingIn(now, before, func(a *callers) []policies.Rule { return a.left }); len(come) > 0 {
		tell(fmt.Sprintf("%s has another decide of requests%s, which %s did not", title, textOf(come), self))
	}
	if !before.asks && !slices.ContainsFunc(now, func(a callers) bool { return !a.asks || a.shows(&before) }) {
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

func (t *admitted) add(code, host, text, help string, e *served.Entrance, others []*served.Entrance, all []callers) {
	key := code + text
	if t.of[key] == nil {
		t.of[key] = &admittedTo{code: code, format: text, help: help}
		t.order = append(t.order, key)
	}
	one := t.of[key]
	one.hosts = append(one.hosts, host)
	for i := range all {
		one.objects = append(one.objects, all[i].of...)
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
