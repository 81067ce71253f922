package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/routing"
	"render/render/served"
	"render/render/wording"
)

// checkCovered looks at hosts that a Secret's certificate is shown for, and was not.
func (c *change) checkCovered(one, before *served.Credential, is making) {
	var come []string
	for _, host := range one.Hosts {
		if before == nil || !slices.ContainsFunc(before.Hosts, func(had string) bool { return routing.Covers(had, host) }) {
			come = append(come, host)
		}
	}
	if is.form == certManager {
		c.checkAwaited(one, before, is)
		return // of more hosts checkOrdered tells
	}
	if len(come) == 0 {
		return
	}
	of := append([]*objects.Object{}, one.From...)
	title := "Secret " + wording.Quote(one.ID.Name)
	if shown, ok := is.served(); ok {
		lacks := slices.DeleteFunc(come, shown.Covers)
		if len(lacks) > 0 {
			c.tell("cert-lacks-host", Danger, fmt.Sprintf("%s: its certificate is not for %s, which the gateway answers with it: clients refuse it", title, quoted(lacks)),
				"make a certificate that is for all its hosts", append(of, is.o)...)
		}
		return
	}
	if before == nil {
		return // a new Secret for a new tier: nobody is surprised
	}
	c.tell("cert-needs-host", Warning, fmt.Sprintf("%s: the gateway shows its certificate for %s too, and what it is for is not to be seen here", title, quoted(come)),
		"see that the certificate is for it", of...)
}

// checkAwaited tells of hosts that are shown one certificate, and another one from now on that
// cert-manager has first to issue: a gateway whose Secret is not there has none to show.
func (c *change) checkAwaited(one, before *served.Credential, is making) {
	if before != nil || !c.comes(is.o) {
		return
	}
	hosts := c.shownOtherwise(one)
	if len(hosts) == 0 {
		return
	}
	title := titled(is.o)
	c.tell("cert-awaited", Danger, fmt.Sprintf("%s: cert-manager has first to issue it, and until then the gateway has no certificate to show for %s: connections are closed", title, quoted(hosts)),
		"apply the Certificate alone first, and the rest once it is ready", append([]*objects.Object{is.o}, one.From...)...)
	c.needNamespace(is.o.ID().Namespace)
	c.issueAlone(is.o)
}

// shownOtherwise are the hosts that a certificate is shown for and that another one was shown for
// before, whichever names or wildcards either side lists.
func (c *change) shownOtherwise(one *served.Credential) (out []string) {
	before, now := byHost(c.old.credentials), byHost(c.new.credentials)
	for _, side := range [...][]*served.Credential{{one}, c.new.credentials, c.old.credentials} {
		for _, other := range side {
			for _, host := range other.Hosts {
				had, was := routing.MostSpecific(before, host)
				at, is := routing.MostSpecific(now, host)
				same := slices.ContainsFunc(before[had], func(b *served.Credential) bool { return b.ID == one.ID })
				if was && is && !same && slices.Contains(now[at], one) && !slices.Contains(out, host) {
					out = append(out, host)
				}
			}
		}
	}
	return out
}

// byHost are credentials by the hosts for which they are shown.
func byHost(list []*served.Credential) map[string][]*served.Credential {
	out := map[string][]*served.Credential{}
	for _, one := range list {
		for _, host := range one.Hosts {
			out[host] = append(out[host], one)
		}
	}
	return out
}
