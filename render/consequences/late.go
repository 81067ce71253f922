package consequences

import (
	"fmt"
	"slices"

	"render/render/making"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// tellProvedLate tells of a Certificate that a gateway shows in place of another, and that is not issued before
// names lead there: until then the pair that was shown can stand in its place.
func (c *change) tellProvedLate(one *served.Credential, is making.Secret, hosts, late []string) {
	help, step := "prove it by DNS-01 for this while, or give each of its hosts a certificate of its own, whose pair can be copied", ""
	pair, copied := c.pairBefore(making.OrderedNames(is.Maker))
	if copied {
		step = fmt.Sprintf("copy the pair of Secret %s into Secret %s", wording.Quote(pair.Namespace+"/"+pair.Name), wording.Quote(one.ID.Namespace+"/"+one.ID.Name))
		help = "before, " + step + ": it is shown until the Certificate is ready"
	}
	once := "DNS leads there"
	if !slices.ContainsFunc(late, func(host string) bool { return !c.wasProved(is, host, making.HTTP01) }) {
		once = "requests come to its gateway"
	}
	c.tell("cert-awaited", Danger, fmt.Sprintf("%s: cert-manager has first to issue it, and until then the gateway has no certificate to show for %s: connections are closed; HTTP-01 proves %s only once %s",
		titled(is.Object), quoted(hosts), quoted(late), once), help, append([]*objects.Object{is.Object}, one.From...)...).lasting = !copied
	if copied {
		c.needNamespace(one.ID.Namespace)
		c.steps.Does(beforehand, step, scripts.CopyPair{From: pair, To: one.ID})
	}
	c.awaitLate(is.Object, late)
}

// awaitLate has steps wait for a Certificate behind those that have DNS lead its hosts to its gateway.
func (c *change) awaitLate(o *objects.Object, hosts []string) {
	switch {
	case slices.ContainsFunc(hosts, func(host string) bool { return c.led[host] }):
		c.steps.Add(beforehand, 2, c.toAwait(o))
	case slices.ContainsFunc(hosts, func(host string) bool { return len(c.leads(host)) > 0 }):
		c.steps.Add(byHand, 1, awaited(o))
	}
}

// tellReissuedLate tells of a Certificate that is issued anew for hosts too that are not proved before their
// names lead to its gateway. What it was for is shown until then, and is not for them.
func (c *change) tellReissuedLate(one *served.Credential, o *objects.Object, more, late []string) {
	help, severity := "have DNS lead there first, and clients come once the Certificate is ready", Warning
	message := fmt.Sprintf("%s: is issued anew, for %s too: until then the gateway shows the old one, which is not for it; HTTP-01 proves %s only once DNS leads there", titled(o), quoted(more), quoted(late))
	sent := c.sentTo(more)
	if len(sent) > 0 {
		help, severity = unissuedSent, severityOfSent(c.isSentTo(o, sent))
		message += ", and clients are redirected to " + quoted(sent)
	}
	shown := len(c.shownOtherwise(one)) > 0
	if shown {
		help = fmt.Sprintf("prove %s by DNS-01 for this while, or give it a certificate of its own at first, whose pair can be copied", quoted(late))
	}
	told := c.tell("cert-reissued", severity, message, help, o)
	told.done, told.lasting = len(sent) > 0 && !shown, shown
	if len(sent) > 0 {
		c.sentLast(o, sent, late)
		return
	}
	c.awaitLate(o, late)
}
