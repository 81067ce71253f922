package consequences

import (
	"net/netip"
	"slices"

	"render/render/dns"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// lead is where the name of a host has to lead from now on.
type lead struct {
	gone, to []netip.Addr
	from     string           // what it led to, where nobody knows by which addresses
	fewer    bool             // all that it leads to it led to before
	view     *served.Entrance // whose clients are meant, where others come in by another one; else nil
	by       []served.Service // that have the new addresses
	objects  []*objects.Object
	parted   bool // from a gateway that has the host no more
	follows  bool // by external-dns
}

// leads are those of a host: of each Service that has the host on both sides, which clients
// come in by that DNS leads there, and of those that have it no more.
func (c *change) leads(host string) []lead {
	was, is, from := c.old.Places()[host], c.new.Places()[host], c.partingOf(host)
	named := host
	if is == nil && from != nil && c.isTakenUp(host) {
		named, _ = routing.MostSpecific(c.new.Places(), host)
		is = c.new.Places()[named]
	}
	if is == nil || was == nil && from == nil {
		return nil
	}
	if was == nil {
		was = &dns.Place{}
	}
	var parted []netip.Addr
	if from != nil {
		parted = slices.Clone(from.From.Addresses)
	}
	if c.new.Follows(named) { // which has one record with all of them
		out := leadOf(append(parted, was.Addresses...), is.Addresses, is.Objects)
		for i := range out {
			out[i].follows = true
		}
		return out
	}
	var out []lead
	apart := len(was.Ways) > 1 || len(is.Ways) > 1
	for i := range was.Ways {
		before := &was.Ways[i]
		now := is.WayBy(before.By.Service)
		if now == nil {
			parted = append(parted, before.Addresses...)
			continue
		}
		for _, l := range leadOf(before.Addresses, now.Addresses, now.Objects) {
			if l.by = []served.Service{now.By.Service}; apart {
				l.view = now.By
			}
			out = append(out, l)
		}
	}
	return append(out, leadsParted(was, is, parted, from)...)
}

// leadsParted is where a host leads that led to addresses of gateways, or of a controller of Ingresses, that
// have it no more: to those that came in their place, else to all that are left.
func leadsParted(was, is *dns.Place, parted []netip.Addr, from *served.Parting) []lead {
	gone := dns.AddressesBut(parted, is.Addresses)
	unknown := from != nil && len(from.From.Addresses) == 0
	if len(gone) == 0 && !unknown {
		return nil
	}
	to, rest := dns.WayIn{}, dns.WayIn{}
	var by, all []served.Service
	for _, one := range is.Ways {
		rest.Add(&one)
		all = append(all, one.By.Service)
		if was.WayBy(one.By.Service) == nil && !dns.HasAll(was.Addresses, one.Addresses) {
			to.Add(&one)
			by = append(by, one.By.Service)
		}
	}
	if len(by) == 0 {
		to, by = rest, all
	}
	before := append(slices.Clone(gone), was.Addresses...)
	out := leadOf(before, to.Addresses, to.Objects)
	if unknown && len(gone) == 0 && len(to.Addresses) > 0 {
		out = []lead{{to: to.Addresses, from: "the addresses of " + from.From.Title(), fewer: dns.HasAll(before, to.Addresses), objects: to.Objects}}
	}
	for i := range out {
		out[i].gone, out[i].by, out[i].parted = gone, by, true
		if from != nil {
			out[i].objects = slices.Concat(out[i].objects, from.Ingresses)
		}
	}
	return out
}

// leadOf is where a name leads that led to some addresses; none where it still leads to all of
// them, or nobody knows where it leads now.
func leadOf(was, is []netip.Addr, of []*objects.Object) []lead {
	if len(was) == 0 || len(is) == 0 || dns.HasAll(is, was) {
		return nil
	}
	return []lead{{gone: dns.AddressesBut(was, is), to: is, fewer: dns.HasAll(was, is), objects: of}}
}
