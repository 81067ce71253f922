package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/making"
	"render/render/objects"
	"render/render/served"
)

// checkFirstIssued tells of hosts that no certificate was shown for, and whose Certificate comes with them:
// until cert-manager has issued it there is none to show. Of hosts that another was shown for checkAwaited
// tells, of those that are redirected to https checkSentToHTTPS, of those that others are redirected to
// tellSentFirst, and where no gateway was there before all has to come.
func checkFirstIssued(c *change) {
	var titles, hosts, waits []string
	var of []*objects.Object
	byName := false
	for _, one := range c.new.credentials {
		is := c.new.making(one.ID)
		if !c.isFirstIssued(one, is) || len(c.sentUnissued(one, is)) > 0 || c.tellSentFirst(one, is) {
			continue
		}
		c.awaitRenamed(is, one.Hosts)
		titles, hosts, of = append(titles, titled(is.Object)), append(hosts, one.Hosts...), append(append(of, is.Object), one.From...)
		byName = byName || slices.ContainsFunc(one.Hosts, func(host string) bool {
			how, _ := making.ProofOf(is.Object, host, c.New, c.Old)
			return how != making.Otherwise
		})
		waits = append(waits, "kubectl wait --for=condition=Ready certificate/"+is.Object.ID().Name+" -n "+is.Object.ID().Namespace)
	}
	if len(titles) == 0 || len(c.old.Entrances) == 0 {
		return
	}
	help := "see that it is issued before clients come: " + strings.Join(waits[:min(len(waits), maxRun)], "; ")
	if byName {
		help = "where HTTP-01 proves a host, its name has to lead to the gateway before; " + help
	}
	c.tell("cert-awaited", Note, fmt.Sprintf("%s: cert-manager has first to issue what the gateway shows for %s: until then TLS does not begin there", fewListed(titles), quoted(hosts)), help, of...)
}

// isFirstIssued reports whether a certificate comes with its Certificate, and none was shown for its hosts.
func (c *change) isFirstIssued(one *served.Credential, is making.Secret) bool {
	return is.Form == making.CertManager && c.comes(is.Object) && len(c.shownOtherwise(one)) == 0 && !slices.ContainsFunc(c.old.credentials, func(b *served.Credential) bool { return b.ID == one.ID })
}
