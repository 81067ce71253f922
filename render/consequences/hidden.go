package consequences

import (
	"fmt"
	"slices"

	"render/render/access"
	"render/render/compare"
	"render/render/scripts"
	"render/render/served"
)

// tellHidden tells of namespaces whose pods istiod tells of hosts no more. Where the pods of a gateway whose routes
// stay are among them, it answers 503 until these go: the ServiceEntry is then the last that changes.
func (c *change) tellHidden(one *compare.Change, hosts, was, is []string) {
	if slices.Contains(is, "*") {
		return
	}
	lost := slices.DeleteFunc(slices.Clone(was), func(namespace string) bool { return namespace == "~" || slices.Contains(is, namespace) })
	if len(lost) == 0 {
		return
	}
	whose := "pods of " + quoted(lost)
	if slices.Contains(lost, "*") {
		whose = "pods of other namespaces than " + quoted(is)
	}
	message := fmt.Sprintf("%s: %s are told of %s no more", titled(one.New), whose, quoted(hosts))
	old := slices.DeleteFunc(leadingTo(c.gatesBefore(), hosts), func(e *served.Entrance) bool {
		return slices.Contains(is, e.Namespace) || c.prunes() || !slices.ContainsFunc(e.Gateways(), c.left)
	})
	if len(old) == 0 {
		c.tell("host-hidden", Warning, message, "see that none of them connects to it", one.New, one.Old)
		return
	}
	told := c.tell("host-hidden", Danger, fmt.Sprintf("%s, the old ones of %s too: requests that their routes send there fail with 503 until these are deleted", message, titlesOfAll(old)),
		"let it be as it was until then", one.New, one.Old)
	if !slices.Contains(was, "*") && slices.ContainsFunc(leadingTo(c.gatesMeant(), hosts), func(e *served.Entrance) bool { return !slices.Contains(was, e.Namespace) }) {
		return // new ones are to be told now
	}
	told.done = true
	left := scripts.Left{Object: one.New.ID()}
	c.steps.Does(together, fmt.Sprintf("leave %s as it was until the last step", titled(one.New)), left)
	c.steps.Add(afterwards, 1, scripts.Doing{Text: fmt.Sprintf("apply %s as it is to be", titled(one.New)), Deed: scripts.BringLeft{Left: left}})
}

// leadingTo are the gateways by which a way leads to one of some hosts outside.
func leadingTo(g *access.Gates, hosts []string) (out []*served.Entrance) {
	for _, l := range g.Ways() {
		if l.To.Namespace == "" && slices.Contains(hosts, l.To.Name) && !slices.Contains(out, l.Entrance) {
			out = append(out, l.Entrance)
		}
	}
	return out
}
