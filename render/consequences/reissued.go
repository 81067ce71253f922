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
		c.steps.Add(beforehand, 0, c.toAwait(is.Object))
		return ""
	case len(c.shownOtherwise(one)) > 0:
		c.issueAlone(is.Object)
		return ""
	case c.isSentTo(is.Object, hosts):
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

// isSentTo reports whether redirects send clients to hosts of a Certificate before it is issued: Flux has its
// stage ready first, and Argo CD its wave.
func (c *change) isSentTo(o *objects.Object, hosts []string) bool {
	sooner := func(route *objects.Object) bool {
		return c.by == Kubectl || c.by == ArgoCD && waveOf(route) <= waveOf(o)
	}
	for to, routes := range c.sent {
		if slices.ContainsFunc(hosts, func(host string) bool { return routing.Covers(host, to) }) && slices.ContainsFunc(routes, sooner) {
			return true
		}
	}
	return false
}
