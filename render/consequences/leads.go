package consequences

import (
	"render/render/dns"
	"render/render/routing"
)

// leads are those of a host: of each Service that has the host on both sides, which clients
// come in by that DNS leads there, and of those that have it no more.
func (c *change) leads(host string) []dns.Lead {
	was, is, from := c.old.Places()[host], c.new.Places()[host], c.partingOf(host)
	named := host
	if is == nil && from != nil && c.isTakenUp(host) {
		named, _ = routing.MostSpecific(c.new.Places(), host)
		is = c.new.Places()[named]
	}
	if is == nil || was == nil && from == nil {
		return nil
	}
	return dns.LeadsOf(was, is, from, c.new.Follows(named))
}
