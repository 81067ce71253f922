package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// maxListed is how many names a message lists.
const maxListed = wording.MaxListed

// quoted are names as a message lists them: `"a", "b", "c" and 4 more`.
func quoted(names []string) string { return wording.FewQuoted(names) }

// maxPasted is of how many objects commands are told that people paste as they are: those
// are whole, since nobody can add the names that a text leaves out.
const maxPasted = 200

// allQuoted are names as a step or a help lists those that something is to be done with: who does it
// cannot add the ones that are left out.
func allQuoted(names []string) string {
	if len(names) > maxPasted {
		return quoted(names)
	}
	return wording.AllQuoted(names)
}

// fewListed are titles as a message lists them, where there may be many.
func fewListed(titles []string) string { return wording.Few(titles) }

// titled is an object as a message names it.
func titled(o *objects.Object) string { return o.ID().Kind + " " + wording.Quote(o.ID().Name) }

// titledWhole are objects as a message names them, all of them.
func titledWhole(list []*objects.Object) string { return wording.Listed(titledEach(list)) }

func titledEach(list []*objects.Object) (out []string) {
	for _, o := range list {
		out = append(out, titled(o))
	}
	return out
}

// titledApart are two objects as a message names them: with their namespaces, where
// they have one name.
func titledApart(a, b *objects.Object) (string, string) {
	if a.ID().Name != b.ID().Name {
		return titled(a), titled(b)
	}
	whole := func(o *objects.Object) string {
		return o.ID().Kind + " " + wording.Quote(o.ID().Namespace+"/"+o.ID().Name)
	}
	return whole(a), whole(b)
}

// onPorts are ports, by number or name, as a message lists them.
func onPorts(ports []string) string {
	if len(ports) == 1 {
		return "port " + ports[0]
	}
	return "ports " + wording.Listed(ports)
}

// partsListed are parts as a message names them: Services, and subsets of some.
func partsListed(list []served.Part) string {
	return fewListed(partTitles(list, "Service %s", "Services %s", "%s"))
}

// podsListed are their pods likewise, with the Services that come with them.
func podsListed(list []served.Part) string {
	return fewListed(partTitles(list, "Service %s and its pods", "Services %s and their pods", "the pods of %s"))
}

func partTitles(list []served.Part, one, several, subset string) []string {
	var whole, out []string
	for _, p := range list {
		if p.Subset == "" {
			whole = append(whole, p.Name)
		} else {
			out = append(out, fmt.Sprintf(subset, partTitle(p)))
		}
	}
	switch len(whole) {
	case 0:
		return out
	case 1:
		several = one
	}
	return append([]string{fmt.Sprintf(several, quoted(whole))}, out...)
}

// partTitle is a Service, or a subset of it, in a message.
func partTitle(p served.Part) string {
	if p.Subset == "" {
		return "Service " + wording.Quote(p.Name)
	}
	return "subset " + wording.Quote(p.Subset) + " of Service " + wording.Quote(p.Name)
}

// haveDNSLead is the step by which DNS leads hosts to a gateway.
func haveDNSLead(to string, hosts []string) string {
	return fmt.Sprintf("have DNS lead to %s for %s, and wait until that is known everywhere", to, allQuoted(hosts))
}
