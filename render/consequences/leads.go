package consequences

import (
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// lead is where the name of a host has to lead from now on.
type lead struct {
	gone, to []netip.Addr
	fewer    bool             // all that it leads to it led to before
	view     *served.Entrance // whose clients are meant, where others come in by another one; else nil
	by       []served.Service // that have the new addresses
	objects  []*objects.Object
	parted   bool // from a gateway that has the host no more
}

// leads are those of a host: of each Service that has the host on both sides, which clients
// come in by that DNS leads there, and of those that have it no more.
func (c *change) leads(host string) []lead {
	was, is := c.old.places()[host], c.new.places()[host]
	if was == nil || is == nil {
		return nil
	}
	if c.new.follows(host) { // which has one record with all of them
		return leadOf(was.addresses, is.addresses, is.objects)
	}
	var out []lead
	var parted []netip.Addr
	apart := len(was.ways) > 1 || len(is.ways) > 1
	for i := range was.ways {
		before := &was.ways[i]
		now := is.by(before.by.Service)
		if now == nil {
			parted = append(parted, before.addresses...)
			continue
		}
		for _, l := range leadOf(before.addresses, now.addresses, now.objects) {
			if l.by = []served.Service{now.by.Service}; apart {
				l.view = now.by
			}
			out = append(out, l)
		}
	}
	return append(out, c.leadsParted(host, parted)...)
}

// leadsParted is where a host leads that led to addresses of gateways that have it no more: to
// those that came in their place, else to all that are left.
func (c *change) leadsParted(host string, parted []netip.Addr) []lead {
	was, is := c.old.places()[host], c.new.places()[host]
	gone := addressesBut(parted, is.addresses)
	if len(gone) == 0 {
		return nil
	}
	to, rest := wayIn{}, wayIn{}
	var by, all []served.Service
	for _, one := range is.ways {
		rest.add(&one)
		all = append(all, one.by.Service)
		if was.by(one.by.Service) == nil && !contains(was.addresses, one.addresses) {
			to.add(&one)
			by = append(by, one.by.Service)
		}
	}
	if len(by) == 0 {
		to, by = rest, all
	}
	out := leadOf(append(slices.Clone(gone), was.addresses...), to.addresses, to.objects)
	for i := range out {
		out[i].gone, out[i].by, out[i].parted = gone, by, true
	}
	return out
}

// add puts another way in beside one.
func (w *wayIn) add(other *wayIn) {
	w.addresses = append(w.addresses, addressesBut(other.addresses, w.addresses)...)
	slices.SortFunc(w.addresses, netip.Addr.Compare)
	w.objects = append(w.objects, other.objects...)
}

// leadOf is where a name leads that led to some addresses; none where it still leads to all of
// them, or nobody knows where it leads now.
func leadOf(was, is []netip.Addr, of []*objects.Object) []lead {
	if len(was) == 0 || len(is) == 0 || contains(is, was) {
		return nil
	}
	return []lead{{gone: addressesBut(was, is), to: is, fewer: contains(was, is), objects: of}}
}
