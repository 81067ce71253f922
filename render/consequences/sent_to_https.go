package consequences

import (
	"fmt"
	"maps"
	"slices"

	"render/render/dns"
	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// checkSentToHTTPS tells of hosts that were answered in clear, and whose requests are redirected to https while
// cert-manager has still to issue the first certificate that is shown for them. An old certificate is another
// matter: of one that is shown in its place checkAwaited tells, of more hosts checkOrdered.
func checkSentToHTTPS(c *change) {
	for _, one := range c.new.credentials {
		is := c.new.making(one.ID)
		if hosts := c.sentUnissued(one, is); len(hosts) > 0 {
			c.tellSentToHTTPS(one, is, hosts)
		}
	}
}

// sentUnissued are the hosts of a certificate that comes new, as the first for them, to which requests in clear
// are redirected before it is issued.
func (c *change) sentUnissued(one *served.Credential, is making.Secret) (hosts []string) {
	if !c.isFirstIssued(one, is) {
		return nil
	}
	for _, host := range c.sentToHTTPS()[one] {
		if slices.ContainsFunc(c.upgraded[host], func(by *objects.Object) bool { return c.isSooner(by, is.Object) }) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// isSooner reports whether what redirects clients is there before a Certificate of the same change is issued:
// Argo CD has its wave ready first, and Flux its stage, in which a Gateway is too.
func (c *change) isSooner(by, certificate *objects.Object) bool {
	switch c.by {
	case ArgoCD:
		return waveOf(by) <= waveOf(certificate)
	case Flux:
		return c.atOnce() || by.ID().Kind == "Gateway"
	}
	return true
}

// tellSentToHTTPS tells of them. Where the port in clear proves them, the Certificate is issued before all else;
// else the redirect has to come after it, in a change of its own.
func (c *change) tellSentToHTTPS(one *served.Credential, is making.Secret, hosts []string) {
	of := append([]*objects.Object{is.Object}, one.From...)
	for _, host := range hosts {
		of = append(of, c.upgraded[host]...)
	}
	message := fmt.Sprintf("%s: cert-manager has first to issue it, and until then requests for %s are redirected to https, where the gateway has no certificate to show: connections are closed",
		titled(is.Object), quoted(hosts))
	late := c.provedLate(is, making.OrderedNames(is.Maker))
	if len(late) == 0 {
		c.tell("cert-awaited", Danger, message, c.helpAwaited(is.Object), of...)
		c.needNamespace(is.Object.ID().Namespace)
		c.issueAlone(is.Object)
		return
	}
	once := "once this is applied"
	if slices.ContainsFunc(late, func(host string) bool { return !c.leadsAlready(host) }) {
		once = "once DNS leads there"
	}
	how := "without the redirect"
	if manifest.Rendered(is.Object.Members()) {
		how += ", by redirect: false in the tier's tls"
	}
	c.tell("cert-awaited", Danger, fmt.Sprintf("%s; HTTP-01 proves %s only %s", message, quoted(late), once), "apply the change "+how+", and the redirect once the Certificate is ready: two changes", of...)
	c.redirectLast(is.Object, hosts, late)
}

// redirectLast has the redirect of hosts come once a Certificate is ready, and DNS lead hosts to its gateway
// before that, where nobody else has it.
func (c *change) redirectLast(o *objects.Object, hosts, late []string) {
	c.parts = true
	step := "apply the change without the redirect to https for " + allQuoted(hosts)
	if slices.ContainsFunc(late, func(host string) bool { return c.led[host] }) { // with what leads it
		step = "leave the redirect to https for " + allQuoted(hosts) + " out until " + titled(o) + " is ready"
	}
	c.steps.Need(beforehand, step)
	for _, host := range late {
		list := c.leads(host)
		if len(list) == 0 || c.led[host] || slices.ContainsFunc(list, func(l dns.Lead) bool { return l.Follows }) {
			continue
		}
		c.led[host] = true
		c.steps.NeedAfter(beforehand, 1, haveDNSLead(wayOf(&list[0]).to, []string{host}))
	}
	c.steps.Add(beforehand, 2, c.toAwait(o))
}

// sentToHTTPS are the hosts, by certificate, that were answered in clear and whose requests are redirected to
// https from now on. They are found once.
func (c *change) sentToHTTPS() map[*served.Credential][]string {
	if c.sentOn != nil {
		return c.sentOn
	}
	c.sentOn, c.upgraded = map[*served.Credential][]string{}, c.doorsAfter().SentToHTTPS()
	inClear := c.old.OwnDoors().InPlace()
	shown := served.CredentialsByHost(c.new.credentials)
	for _, host := range slices.Sorted(maps.Keys(c.upgraded)) {
		if _, was := routing.MostSpecific(c.shownBefore(), host); was {
			continue
		}
		if at, _ := routing.MostSpecific(inClear, host); !inClear[at] && c.partingOf(host) == nil {
			continue
		}
		at, _ := routing.MostSpecific(shown, host)
		for _, one := range shown[at] {
			c.sentOn[one] = append(c.sentOn[one], host)
		}
	}
	return c.sentOn
}
