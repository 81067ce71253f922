package dns

import (
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// Lead is where the name of a host has to lead from now on.
type Lead struct {
	Gone, To []netip.Addr
	From     string           // what it led to, where nobody knows by which addresses
	Fewer    bool             // all that it leads to it led to before
	View     *served.Entrance // whose clients are meant, where others come in by another one; else nil
	By       []served.Service // that have the new addresses
	Objects  []*objects.Object
	Parted   bool // from a gateway that has the host no more
	Follows  bool // by external-dns
}

// LeadsOf are those of a host that came in at one place, or by a controller of Ingresses that it parts from, and does
// at another: one for all where external-dns makes a record of them.
func LeadsOf(was, is *Place, from *served.Parting, follows bool) []Lead {
	if was == nil {
		was = &Place{}
	}
	var parted []netip.Addr
	if from != nil {
		parted = slices.Clone(from.From.Addresses)
	}
	if follows { // which has one record with all of them
		out := leadOf(append(parted, was.Addresses...), is.Addresses, is.Objects)
		for i := range out {
			out[i].Follows = true
		}
		return out
	}
	var out []Lead
	apart := len(was.Ways) > 1 || len(is.Ways) > 1
	for i := range was.Ways {
		before := &was.Ways[i]
		now := is.WayBy(before.By.Service)
		if now == nil {
			parted = append(parted, before.Addresses...)
			continue
		}
		for _, l := range leadOf(before.Addresses, now.Addresses, now.Objects) {
			if l.By = []served.Service{now.By.Service}; apart {
				l.View = now.By
			}
			out = append(out, l)
		}
	}
	return append(out, leadsParted(was, is, parted, from)...)
}

// leadsParted is where a host leads that led to addresses of gateways, or of a controller of Ingresses, that
// have it no more: to those that came in their place, else to all that are left.
func leadsParted(was, is *Place, parted []netip.Addr, from *served.Parting) []Lead {
	gone := AddressesBut(parted, is.Addresses)
	unknown := from != nil && len(from.From.Addresses) == 0
	if len(gone) == 0 && !unknown {
		return nil
	}
	to, rest := WayIn{}, WayIn{}
	var by, all []served.Service
	for _, one := range is.Ways {
		rest.Add(&one)
		all = append(all, one.By.Service)
		if was.WayBy(one.By.Service) == nil && !HasAll(was.Addresses, one.Addresses) {
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
		out = []Lead{{To: to.Addresses, From: "the addresses of " + from.From.Title(), Fewer: HasAll(before, to.Addresses), Objects: to.Objects}}
	}
	for i := range out {
		out[i].Gone, out[i].By, out[i].Parted = gone, by, true
		if from != nil {
			out[i].Objects = slices.Concat(out[i].Objects, from.Ingresses)
		}
	}
	return out
}

// leadOf is where a name leads that led to some addresses; none where it still leads to all of
// them, or nobody knows where it leads now.
func leadOf(was, is []netip.Addr, of []*objects.Object) []Lead {
	if len(was) == 0 || len(is) == 0 || HasAll(is, was) {
		return nil
	}
	return []Lead{{Gone: AddressesBut(was, is), To: is, Fewer: HasAll(was, is), Objects: of}}
}
