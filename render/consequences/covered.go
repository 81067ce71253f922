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
	var hosts []string
	for _, host := range one.Hosts {
		if slices.ContainsFunc(c.old.credentials, func(had *served.Credential) bool {
			return slices.Contains(had.Hosts, host)
		}) {
			hosts = append(hosts, host)
		}
	}
	if len(hosts) == 0 {
		return
	}
	title := titled(is.o)
	c.tell("cert-awaited", Danger, fmt.Sprintf("%s: cert-manager has first to issue it, and until then the gateway has no certificate to show for %s: connections are closed", title, quoted(hosts)),
		"apply the Certificate alone first, and the rest once it is ready", append([]*objects.Object{is.o}, one.From...)...)
	c.needNamespace(is.o.ID().Namespace)
	c.issueAlone(is.o)
}
