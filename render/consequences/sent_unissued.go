package consequences

import (
	"fmt"
	"slices"

	"render/render/making"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// unissuedSent is what to do where clients are redirected to a host before its certificate can be issued.
const unissuedSent = "apply the change without the redirect, and the redirect once the Certificate is ready: two changes"

// sentTo are those of some hosts to which redirects send clients that went elsewhere.
func (c *change) sentTo(hosts []string) (out []string) {
	for _, host := range hosts {
		for to := range c.sent {
			if routing.Covers(host, to) {
				out = append(out, host)
				break
			}
		}
	}
	return out
}

// isSentTo reports whether redirects send clients to hosts of a Certificate before it is issued.
func (c *change) isSentTo(o *objects.Object, hosts []string) bool {
	sooner := func(route *objects.Object) bool { return c.isSooner(route, o) }
	for to, routes := range c.sent {
		if slices.ContainsFunc(hosts, func(host string) bool { return routing.Covers(host, to) }) && slices.ContainsFunc(routes, sooner) {
			return true
		}
	}
	return false
}

// tellSentFirst tells of redirects to hosts of a certificate that is the first for them, and still to be issued;
// false where there are none, or whoever applies them waits for it.
func (c *change) tellSentFirst(one *served.Credential, is making.Secret) bool {
	hosts := c.sentTo(one.Hosts)
	late := c.provedLate(is, making.OrderedNames(is.Maker))
	sooner := c.isSentTo(is.Object, hosts)
	if len(hosts) == 0 || len(late) == 0 && !sooner {
		return false
	}
	of := append([]*objects.Object{is.Object}, one.From...)
	message := fmt.Sprintf("%s: cert-manager has first to issue it, and until then the gateway has no certificate to show for %s, where clients are redirected to: connections are closed",
		titled(is.Object), quoted(hosts))
	if len(late) == 0 {
		c.tell("cert-awaited", Danger, message, c.helpAwaited(is.Object), of...)
		c.needNamespace(is.Object.ID().Namespace)
		c.issueAlone(is.Object)
		return true
	}
	c.tell("cert-awaited", severityOfSent(sooner), fmt.Sprintf("%s; HTTP-01 proves %s only once DNS leads there", message, quoted(late)), unissuedSent, of...)
	c.sentLast(is.Object, hosts, late)
	return true
}

// severityOfSent is a danger where the redirect is there before the Certificate is issued; else whoever applies
// both holds the redirect back until then, and with it all that comes in its stage.
func severityOfSent(sooner bool) Severity {
	if sooner {
		return Danger
	}
	return Warning
}

// sentLast has redirects to hosts come once their Certificate is ready, and before that DNS lead to the gateway
// for those that HTTP-01 proves, where no other step has it.
func (c *change) sentLast(o *objects.Object, hosts, late []string) {
	c.parts = true
	step := "apply the change without the redirect to " + allQuoted(hosts)
	if slices.ContainsFunc(late, func(host string) bool { return c.led[host] }) { // with what leads it
		step = "leave the redirect to " + allQuoted(hosts) + " out until " + titled(o) + " is ready"
	}
	c.steps.Need(beforehand, step)
	var order []string
	by := map[string][]string{}
	for _, host := range late {
		place := c.new.Places()[host]
		if c.led[host] || c.leadsAlready(host) || place == nil || len(place.Ways) == 0 {
			continue
		}
		c.led[host] = true
		to := place.Ways[0].By.Title()
		if by[to] == nil {
			order = append(order, to)
		}
		by[to] = append(by[to], host)
	}
	for _, to := range order {
		c.steps.NeedAfter(beforehand, 1, c.leadByDNS(to, by[to]))
	}
	c.steps.Add(beforehand, 2, c.toAwait(o))
}
