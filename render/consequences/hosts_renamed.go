package consequences

import (
	"fmt"
	"slices"

	"render/render/making"
	"render/render/scripts"
)

// findRenamed finds hosts of a gateway that are answered no more, and that go on under another name: by one that comes,
// and that leads to the same Services. None do where nobody knows how clients come to either gateway. Steps have both
// answer for a while.
func (c *change) findRenamed(from *server, gone []string, now []*server, come map[*server][]string) {
	if from.unreached || from.controls || len(come) == 0 {
		return
	}
	before, after := c.behindHosts()
	theirs := map[string][]string{} // by what they led to
	for _, host := range append(slices.Clone(gone), c.leftHosts(from, gone)...) {
		if behind := before[host]; behind != "" {
			theirs[behind] = append(theirs[behind], host)
		}
	}
	for _, to := range now {
		var old, others []string
		for _, host := range come[to] {
			if list := theirs[after[host]]; len(list) > 0 && !to.unreached && !to.controls {
				others = append(others, host)
				if !slices.Contains(old, list[0]) {
					old = append(old, list...)
				}
			}
		}
		if len(others) > 0 {
			c.goOver(from, to, old, others, slices.ContainsFunc(old, func(host string) bool { return slices.Contains(gone, host) }))
		}
	}
}

// leftHosts are the hosts of a gateway that are answered as long as nobody deletes what fell out.
func (c *change) leftHosts(s *server, gone []string) []string {
	return slices.DeleteFunc(slices.Clone(s.hosts), func(host string) bool {
		return slices.Contains(gone, host) || c.old.Places()[host] == nil || c.new.Places()[host] != nil || !c.keepsAnswering([]string{host})
	})
}

// goOver has steps have both names answer, DNS lead to the gateway of the new ones, and the old ones redirect to them
// before they go. Where the old ones are answered until a step deletes what fell out, the change itself has both.
func (c *change) goOver(from, to *server, old, hosts []string, ends bool) {
	if ends {
		c.parts = true
		j := c.joins(from.title, to.title, to.entrances)
		j.hosts = append(j.hosts, hosts...)
	}
	for _, host := range hosts {
		if ends {
			c.led[host] = true
		}
	}
	for _, host := range slices.Concat(old, hosts) {
		c.renamed[host] = true
	}
	lead := c.leadByDNS(to.title, hosts)
	if !ends {
		c.steps.Add(byHand, 0, scripts.Doing{Text: lead, Deed: scripts.Asked{}})
		c.steps.Add(byHand, 2, scripts.Doing{Text: "see that nobody comes by " + allQuoted(old) + " any more", Deed: scripts.Asked{}})
		return
	}
	c.steps.NeedAfter(beforehand, 1, lead)
	c.steps.NeedAfter(beforehand, 3, fmt.Sprintf("have %s redirect to %s for as long as clients come by the old name", allQuoted(old), allQuoted(hosts)))
}

// leadByDNS is the step by which DNS leads hosts to a gateway, which external-dns does by itself.
func (c *change) leadByDNS(to string, hosts []string) string {
	if c.new.ExternalDNS() {
		return fmt.Sprintf("wait until DNS leads to %s for %s, everywhere", to, allQuoted(hosts))
	}
	return haveDNSLead(to, hosts)
}

// behindHosts are the Services that requests for hosts go to, as a key, before and once the change is done. They are
// found once.
func (c *change) behindHosts() (before, after map[string]string) {
	if c.behind[0] == nil {
		c.behind = [2]map[string]string{c.old.OwnDoors().Behind(), c.doorsAfter().Behind()}
	}
	return c.behind[0], c.behind[1]
}

// isRenamed reports whether some hosts go over to another name, or are one that others go over to.
func (c *change) isRenamed(hosts []string) bool {
	return slices.ContainsFunc(hosts, func(host string) bool { return c.renamed[host] })
}

// helpRenamed is what to do about hosts that are answered no more; nothing where none goes on under another name.
func (c *change) helpRenamed(hosts []string) string {
	if !c.isRenamed(hosts) {
		return ""
	}
	return "have both names answer first, and the old one redirect to the new one for as long as clients come by it: steps of their own"
}

// awaitRenamed has steps wait for the certificate of another's new names.
func (c *change) awaitRenamed(is making.Secret, hosts []string) {
	switch {
	case !c.isRenamed(hosts):
	case slices.ContainsFunc(hosts, func(host string) bool { return c.led[host] }):
		c.steps.Add(beforehand, c.turnsUntil(is, hosts), c.toAwait(is.Object))
	default:
		c.steps.Add(byHand, 1, awaited(is.Object))
	}
}

// turnsUntil are the turns before which a Certificate is not issued for hosts that are another's new names: where
// HTTP-01 may prove them DNS leads there first.
func (c *change) turnsUntil(is making.Secret, hosts []string) int {
	if c.isRenamed(hosts) && len(c.provedAnew(is, hosts, making.HTTP01))+len(c.provedAnew(is, hosts, making.Untold)) > 0 {
		return 2
	}
	return 0
}
