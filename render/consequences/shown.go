package consequences

import (
	"slices"

	"render/render/acme"
	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// shownOtherwise are the hosts that a certificate is shown for and that another one was shown for
// before, whichever names or wildcards either side lists. They are found once, for all certificates.
func (c *change) shownOtherwise(one *served.Credential) []string {
	if c.reshown == nil {
		c.reshown = map[*served.Credential][]string{}
		before, now := c.shownBefore(), served.CredentialsByHost(c.new.credentials)
		seen := map[string]bool{}
		for _, other := range slices.Concat(c.new.credentials, c.old.credentials) {
			for _, host := range other.Hosts {
				had, was := routing.MostSpecific(before, host)
				at, is := routing.MostSpecific(now, host)
				if !was || !is || seen[host] {
					continue
				}
				seen[host] = true
				for _, shown := range now[at] {
					if !slices.ContainsFunc(before[had], func(b *served.Credential) bool { return b.ID == shown.ID }) {
						c.reshown[shown] = append(c.reshown[shown], host)
					}
				}
			}
		}
	}
	return c.reshown[one]
}

// provedLate are those of a Certificate's hosts that HTTP-01 proves only once their names lead to the gateway
// that is to show it.
func (c *change) provedLate(is making.Secret, hosts []string) []string {
	return c.provedAnew(is, hosts, making.HTTP01)
}

// provedAnew are the hosts that are proved in one way, which is never DNS, but for those whose names led already to where the issuer
// has proved them so, and does again.
func (c *change) provedAnew(is making.Secret, hosts []string, as making.Proof) (out []string) {
	var lost []string // where they are asked for before all else is applied
	if as == making.HTTP01 {
		lost = c.lostBeforehand()[is.Object]
	}
	for _, host := range hosts {
		how, class := making.ProofOf(is.Object, host, c.New, c.Old)
		if how != as || routing.IsWild(host) {
			continue
		}
		if from := c.partingOf(host); from != nil && class != "" && class == from.From.Class {
			continue
		}
		if slices.Contains(lost, host) || !c.wasProved(is, host, as) && (as != making.HTTP01 || !c.leadsAlready(host)) {
			out = append(out, host)
		}
	}
	return out
}

// lostBeforehand are the hosts of Certificates that nobody answers for before all else is applied. They are
// found once.
func (c *change) lostBeforehand() map[*objects.Object][]string {
	if c.lost == nil {
		c.lost = acme.Beforehand(c.Old, c.New)
	}
	return c.lost
}

// leadsAlready reports whether the name of a host leads to a gateway of the old side, and goes on to.
func (c *change) leadsAlready(host string) bool {
	_, served := routing.MostSpecific(c.old.Places(), host)
	return served && !c.led[host] && c.partingOf(host) == nil && len(c.leads(host)) == 0
}

// wasProved reports whether the issuer of a Certificate has proved a host in one way already.
func (c *change) wasProved(is making.Secret, host string, as making.Proof) bool {
	at, _ := routing.MostSpecific(c.shownBefore(), host)
	return slices.ContainsFunc(c.shownBefore()[at], func(one *served.Credential) bool {
		was := c.old.making(one.ID)
		if was.Form != making.CertManager || making.Issuer(was.Maker) != making.Issuer(is.Maker) {
			return false
		}
		how, _ := making.ProofOf(was.Object, host, c.Old, c.New)
		return how == as
	})
}

// shownBefore are the certificates that gateways of the old side showed, by host, and those that controllers
// of Ingresses showed for hosts that part from these. They are found once.
func (c *change) shownBefore() map[string][]*served.Credential {
	if c.shown == nil {
		c.shown = served.CredentialsByHost(c.old.credentials)
		for _, by := range c.old.controllers() {
			for _, one := range by.Credentials() {
				for _, host := range one.Hosts {
					if c.partings[host] != nil {
						c.shown[host] = append(c.shown[host], one)
					}
				}
			}
		}
	}
	return c.shown
}

// pairBefore is the Secret whose pair was shown for all hosts that a Certificate is for.
func (c *change) pairBefore(hosts []string) (id manifest.ID, ok bool) {
	for i, host := range hosts {
		at, _ := routing.MostSpecific(c.shownBefore(), host)
		list := c.shownBefore()[at]
		if len(list) == 0 || i > 0 && list[0].ID != id {
			return id, false
		}
		id = list[0].ID
	}
	return id, len(hosts) > 0
}
