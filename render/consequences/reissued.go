package consequences

import (
	"slices"

	"render/render/making"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// awaitReissued has steps wait for a Certificate that is issued anew for hosts too, and gives back what else its
// help says: with the gateway that has them before DNS leads there; before all else where clients come to them
// by what they came by, or by a redirect; else, of hosts that are new, with the gateway that has them.
func (c *change) awaitReissued(one *served.Credential, is making.Secret, hosts []string) string {
	switch {
	case slices.ContainsFunc(hosts, func(host string) bool { return c.led[host] }):
		c.steps.Add(beforehand, c.turnsUntil(is, hosts), c.toAwait(is.Object))
		return ""
	case len(c.shownOtherwise(one)) > 0:
		c.issueAlone(is.Object)
		return ""
	case c.isSentTo(is.Object, hosts), c.isUpgraded(one, is.Object, hosts):
		c.issueAlone(is.Object)
	case c.by == Kubectl && slices.ContainsFunc(hosts, c.isUnshown):
		c.steps.Add(byHand, 0, awaited(is.Object))
	default:
		return ""
	}
	return c.helpUntold(is, hosts)
}

// isUnshown reports whether no certificate was shown for a host.
func (c *change) isUnshown(host string) bool {
	_, was := routing.MostSpecific(c.shownBefore(), host)
	return !was
}

// isUpgraded reports whether hosts of a Certificate that were asked for in clear are redirected to https before
// it is issued.
func (c *change) isUpgraded(one *served.Credential, o *objects.Object, hosts []string) bool {
	return slices.ContainsFunc(c.sentToHTTPS()[one], func(host string) bool {
		its := slices.ContainsFunc(hosts, func(own string) bool { return routing.Covers(own, host) })
		return its && slices.ContainsFunc(c.upgraded[host], func(by *objects.Object) bool { return c.isSooner(by, o) })
	})
}
