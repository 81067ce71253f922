package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
)

const requests = "requests"

func (c *change) tellDenials(say [2]string, come, gone []rule, before, now []*objects.Object) {
	c.tellRules("policy-shuts-out", Danger, say[0], requests, come, before)
	c.tellRules("policy-lets-in", Danger, say[1], requests, gone, now)
}

// words are how it is told what policies let in.
type words struct {
	shut, opened          string // codes
	closes, help, opens   string // of pods that had no policy before, or have none now
	narrower, wider, what string // of a policy and what it lets in
}

// podsOfBoth are pods that are there on both sides, as policies see them.
type podsOfBoth struct {
	title    string
	old, new objects.PolicyTarget
}

func targetOf(w objects.Workload) objects.PolicyTarget {
	return objects.PolicyTarget{Namespace: w.ID().Namespace, Labels: w.Template().Metadata().Labels().Labels()}
}

// asked finds the policies of a side for pods, and their rules.
type asked func(objects.PolicyTarget) (policies []*objects.Object, rules []rule)

// bothAsked are those of the old side and the new one.
type bothAsked struct{ old, new asked }

// weigh compares what policies let in to pods on both sides: where there is none, all.
func (c *change) weigh(pairs []podsOfBoth, both bothAsked, say words) {
	var shut, opened fence
	for i := range pairs {
		p := &pairs[i]
		before, was := both.old(p.old)
		now, is := both.new(p.new)
		if !c.touches(before, now) {
			continue
		}
		all := []rule{{}}
		wasOpen := len(before) == 0 || len(uncovered(all, was)) == 0
		isOpen := len(now) == 0 || len(uncovered(all, is)) == 0
		switch {
		case wasOpen && !isOpen:
			shut.add(p.title, now)
		case !wasOpen && isOpen:
			opened.add(p.title, before)
		case !wasOpen:
			c.tellRules(say.shut, Danger, say.narrower, say.what, uncovered(was, is), now)
			come := uncovered(is, was)
			if c.old.isEntrance(p.old) { // what nobody answered before is not opened
				c.tellRules(say.opened, Note, say.wider, say.what, slices.DeleteFunc(slices.Clone(come), func(r rule) bool { return !c.ofNewHosts(r) }), before)
				come = slices.DeleteFunc(come, c.ofNewHosts)
			}
			c.tellRules(say.opened, Danger, say.wider, say.what, come, before)
		}
	}
	shut.tell(c, say.shut, Danger, say.closes, say.help)
	opened.tell(c, say.opened, Danger, say.opens, helpMeant)
}

// weighDenials compares what policies keep out of pods: where there is none, nothing.
func (c *change) weighDenials(pairs []podsOfBoth, both bothAsked, say [2]string) {
	for i := range pairs {
		before, was := both.old(pairs[i].old)
		now, is := both.new(pairs[i].new)
		if c.touches(before, now) {
			come := uncovered(is, was)
			if c.old.isEntrance(pairs[i].old) {
				come = slices.DeleteFunc(come, c.ofNewHosts)
			}
			c.tellDenials(say, come, uncovered(was, is), before, now)
		}
	}
}

// touches reports whether a change is of policies: which there are, or what they say.
func (c *change) touches(before, now []*objects.Object) bool {
	if !slices.EqualFunc(before, now, func(a, b *objects.Object) bool { return a.ID() == b.ID() }) {
		return true
	}
	return slices.ContainsFunc(slices.Concat(before, now), func(o *objects.Object) bool { return c.changes[o] != nil })
}

// tellRules tells of rules, each by its policy.
func (c *change) tellRules(code string, severity Severity, format, what string, rules []rule, others []*objects.Object) {
	var policies []*objects.Object
	texts := map[*objects.Object][]string{}
	for i := range rules {
		of, text := rules[i].of, rules[i].text()
		if texts[of] == nil {
			policies = append(policies, of)
		}
		if !slices.Contains(texts[of], text) {
			texts[of] = append(texts[of], text)
		}
	}
	for _, o := range policies {
		text := "all " + what
		if !slices.Contains(texts[o], "") {
			list := texts[o]
			if len(list) > maxListed+1 {
				list = append(list[:maxListed:maxListed], fmt.Sprintf("%d more kinds", len(list)-maxListed))
			}
			text += " with " + strings.Join(list, ", or with ")
		}
		c.tell(code, severity, fmt.Sprintf(format, titled(o), text), "", append([]*objects.Object{o}, others...)...)
	}
}

// withStaying are the objects of a kind of a side, and of those that stay beside it.
func (s *side) withStaying(staying []*objects.Object, group, kind string) []*objects.Object {
	return slices.Concat(s.World.OfKind(group, kind), served.OfKind(staying, group, kind))
}
