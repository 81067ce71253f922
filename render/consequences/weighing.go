package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/access"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// shutsOut is how codes end of what lets in less.
const shutsOut = "-shuts-out"

func (c *change) tellDenials(say [2]string, come, gone []policies.Rule, before, now []*objects.Object) {
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

// weigh compares what policies let in to pods on both sides: where there is none, all.
func (c *change) weigh(pairs []podsOfBoth, both bothChosen, say words) {
	var shut, opened, shutPast, openedPast fence
	var reads access.Reading
	for i := range pairs {
		p := &pairs[i]
		before, was := both.old(p.old)
		now, is := both.new(p.new)
		if !c.touches(before, now) {
			continue
		}
		all := []policies.Rule{{}}
		wasOpen := len(before) == 0 || len(policies.Uncovered(all, was)) == 0
		isOpen := len(now) == 0 || len(policies.Uncovered(all, is)) == 0
		switch {
		case wasOpen && !isOpen:
			switch {
			case say.what == requests && c.gatesAfter().KeepsAll(p.new, c.gatesBefore()):
				continue
			case say.what == requests && c.gatesAfter().KeepsEach(p.new, c.gatesBefore()):
				shutPast.add(p.title, now)
			default:
				shut.add(p.title, now)
			}
			reads = reads.And(c.gatesAfter().Reads(p.new))
		case !wasOpen && isOpen:
			switch {
			case say.what == requests && c.gatesBefore().KeepsAll(p.old, c.gatesAfter()):
			case say.what == requests && c.gatesAfter().OpensNone(p.new, c.gatesBefore()):
				openedPast.add(p.title, before)
			default:
				opened.add(p.title, before)
			}
		case !wasOpen:
			c.weighRules(p, was, is, before, now, say)
		}
	}
	if say.what == requests {
		say.closes += refusalOf(reads).gets
	}
	shut.tell(c, say.shut, Danger, say.closes, say.help)
	opened.tell(c, say.opened, Danger, say.opens, helpMeant)
	shutPast.tell(c, say.shut, Warning, say.closes+"; by the gateways' addresses all come in who did, and all else got no connection there before", "see that they name what asks the gateways otherwise, as from inside the cluster or by ports of nodes")
	openedPast.tell(c, say.opened, Warning, say.opens+"; by the gateways' addresses nobody comes in who did not", "see that it is meant for what asks the gateways otherwise, as from inside the cluster or by ports of nodes")
}

// weighRules compares the rules of pods that policies keep some of what is asked out of on both
// sides. What nobody answers is neither opened nor shut, and whom another gateway let in to a host
// is told of the host.
func (c *change) weighRules(p *podsOfBoth, was, is []policies.Rule, before, now []*objects.Object, say words) {
	gone, come := c.compareRules(was, is)
	if of := c.gatesAfter().Behind(p.new); len(of) > 0 {
		gone = c.gatesBefore().OfRequestsIn(gone, is, c.gatesBefore().Behind(p.old))
		come = c.gatesAfter().BeyondRedirects(c.gatesAfter().OfRequestsIn(come, was, of), of)
		gone = slices.DeleteFunc(c.gatesAfter().AnsweredOf(gone, of), func(r policies.Rule) bool { return c.ofHostsMoved(&r, of) })
	}
	if of := c.gatesBefore().Behind(p.old); len(of) > 0 {
		if rest := c.gatesBefore().BeyondRedirects(gone, of); c.gatesAfter().RefusesBehind(gone, c.gatesAfter().Behind(p.new)) {
			gone = rest
		}
		c.tellRules(say.opened, Note, say.wider, say.what, c.gatesBefore().Unanswered(come, c.old.Entrances), before)
		come = c.gatesBefore().AnsweredOf(come, of)
	}
	gone, come = c.tellPast(p, gone, come, bothRules{was, is}, say)
	gone, come = c.tellFollowing(p, gone, come, before, now, say)
	c.tellRules(say.shut, Danger, say.narrower, say.what, gone, now)
	c.tellRules(say.opened, Danger, say.wider, say.what, come, before)
}

// weighDenials compares what policies keep out of pods: where there is none, nothing. Of what is
// kept out no more that is refused still which nothing lets in, where that is looked for.
func (c *change) weighDenials(pairs []podsOfBoth, both bothChosen, letIn access.Chosen, say [2]string) {
	for i := range pairs {
		before, was := both.old(pairs[i].old)
		now, is := both.new(pairs[i].new)
		if c.touches(before, now) {
			gone, come := c.compareRules(was, is)
			if of := c.gatesAfter().Behind(pairs[i].new); len(of) > 0 {
				gone = c.gatesAfter().BeyondRedirects(c.gatesAfter().AnsweredOf(gone, of), of)
			}
			if of := c.gatesBefore().Behind(pairs[i].old); len(of) > 0 {
				come = c.gatesBefore().AnsweredOf(come, of)
			}
			if letIn != nil {
				by, rules := letIn(pairs[i].new)
				if of := c.gatesAfter().Behind(pairs[i].new); len(of) > 0 {
					rules = c.gatesAfter().BeyondRedirects(rules, of)
				}
				var still []policies.Rule
				gone, still = refusedStill(gone, by, rules)
				c.tellRules("policy-lets-in", Note, deniedStill, requests, still, slices.Concat(now, by))
			}
			c.tellDenials(say, come, gone, before, now)
		}
	}
}

const deniedStill = "%[1]s: does not refuse %[2]s any more; no AuthorizationPolicy that lets requests in is for these, so that they are refused still"

// refusedStill divides rules that keep nothing out any more: where some policies let in, what none of these
// is for gets 403 as before.
func refusedStill(gone []policies.Rule, of []*objects.Object, letIn []policies.Rule) (open, still []policies.Rule) {
	for _, r := range gone {
		if len(of) > 0 && !slices.ContainsFunc(letIn, func(one policies.Rule) bool { return !one.Apart(&r) }) {
			still = append(still, r)
		} else {
			open = append(open, r)
		}
	}
	return open, still
}

// touches reports whether a change is of policies: which there are, or what they say.
func (c *change) touches(before, now []*objects.Object) bool {
	if !slices.EqualFunc(before, now, func(a, b *objects.Object) bool { return a.ID() == b.ID() }) {
		return true
	}
	return slices.ContainsFunc(slices.Concat(before, now), func(o *objects.Object) bool { return c.changes[o] != nil })
}

// tellRules tells of rules, each by its policy.
func (c *change) tellRules(code string, severity Severity, format, what string, rules []policies.Rule, others []*objects.Object) {
	for _, list := range byPolicy(rules) {
		told := c.tellPolicy(code, severity, format, what, list, others)
		if severity == Danger && strings.HasSuffix(code, shutsOut) {
			told.Help = cmp.Or(told.Help, c.helpShutBy(list[0].Of))
		}
	}
}

// byPolicy are rules, those of each policy together.
func byPolicy(rules []policies.Rule) (out [][]policies.Rule) {
	at := map[*objects.Object]int{}
	for _, r := range rules {
		i, ok := at[r.Of]
		if !ok {
			i, out = len(out), append(out, nil)
			at[r.Of] = i
		}
		out[i] = append(out[i], r)
	}
	return out
}

// tellPolicy tells of rules of one policy.
func (c *change) tellPolicy(code string, severity Severity, format, what string, rules []policies.Rule, others []*objects.Object) *Consequence {
	o, says := rules[0].Of, refusal{what: what}
	if what == requests {
		says = c.refusalBy(o)
	}
	var texts []string
	for i := range rules {
		text := rules[i].Text()
		if what != requests {
			text = rules[i].Connections()
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	text := "all " + says.what
	switch {
	case slices.Contains(texts, ""):
	case what != requests:
		text = says.what + " " + strings.Join(fewKinds(texts), ", or ")
	default:
		text += withTexts(texts)
	}
	help := ""
	if severity == Danger && strings.HasSuffix(code, shutsOut) {
		help = c.helpShut(rules)
	}
	return c.tell(code, severity, fmt.Sprintf(format, titled(o), text, says.gets, says.they), help, append([]*objects.Object{o}, others...)...)
}

// withTexts are rules as a message names them after what they are for.
func withTexts(list []string) string { return " with " + strings.Join(fewKinds(list), ", or with ") }

// fewKinds are the first of many texts, and how many more there are.
func fewKinds(list []string) []string {
	if len(list) > maxListed+1 {
		return append(list[:maxListed:maxListed], fmt.Sprintf("%d more kinds", len(list)-maxListed))
	}
	return list
}

// ofHostsMoved reports whether a rule of gateways is for requests alone whose hosts another has from
// now on, though a route for them stays here.
func (c *change) ofHostsMoved(r *policies.Rule, of []*served.Entrance) bool {
	hosts, ok := r.Hosts()
	return ok && !slices.ContainsFunc(hosts, func(host string) bool {
		return !slices.ContainsFunc(of, func(e *served.Entrance) bool {
			return slices.ContainsFunc(e.Objects(), func(o *objects.Object) bool { return c.away[o.ID()][host] })
		})
	})
}
