package objects

import (
	"net/netip"
	"slices"
)

// Families are the address families of a Service in the cluster, as far as they are
// known: the first is for good.
type Families struct {
	first string // "IPv4", "IPv6"; "" where nothing says
	both  bool
	known bool // whether it has both
}

// FamiliesOf are those of a Service that is made as its settings say. Where they say
// nothing they follow from the addresses that it asks for.
func FamiliesOf(s ServiceSettings, addresses []netip.Addr) Families {
	f := Families{known: true}
	list := s.IPFamilies()
	switch {
	case list.Len() > 0:
		f.first, f.both = list.Item(0).Value(), list.Len() > 1
	case len(addresses) > 0 && !slices.ContainsFunc(addresses, netip.Addr.Is4):
		f.first = "IPv6"
	case len(addresses) > 0:
		f.first = "IPv4"
	}
	switch policy := s.IPFamilyPolicy().Value(); {
	case policy == "RequireDualStack" || len(addresses) > 1:
		f.both = true
	case policy == "PreferDualStack" && !f.both:
		f.known = false
	}
	return f
}

// Kept are the families of a Service that was there, and whose settings are others
// now: what they do not say stays as it was (kubernetes,
// pkg/registry/core/service/storage, initIPFamilyFields).
func (f Families) Kept(s ServiceSettings) Families {
	if s.IPFamilies().Len() > 0 {
		return FamiliesOf(s, nil)
	}
	switch s.IPFamilyPolicy().Value() {
	case "SingleStack":
		f.both, f.known = false, true
	case "RequireDualStack":
		f.both, f.known = true, true
	case "PreferDualStack":
		f.known = f.known && f.both
	}
	return f
}

// Refuses is the field for which the API server refuses other families; "" where it
// takes them (pkg/apis/core/validation, validateUpgradeDowngradeIPFamilies).
func (f Families) Refuses(s ServiceSettings) string {
	list := s.IPFamilies()
	switch {
	case list.Len() == 0:
		return ""
	case f.first != "" && list.Item(0).Value() != f.first:
		return "spec.ipFamilies"
	case f.known && f.both && list.Len() == 1 && s.IPFamilyPolicy().Value() != "SingleStack":
		return "spec.ipFamilyPolicy"
	}
	return ""
}

// Narrows reports whether a Service of both families is one of some addresses' once it is SingleStack: it
// keeps its first family.
func (f Families) Narrows(addresses []netip.Addr) bool {
	return f.known && f.both && Families{first: f.first, known: true}.Fit(addresses) && len(addresses) == 1
}

// Fit reports whether MetalLB gives a Service of the families some addresses
// (controller, allocateIPs).
func (f Families) Fit(addresses []netip.Addr) bool {
	switch {
	case f.first == "" || !f.known || len(addresses) == 0:
		return true
	case f.both != (len(addresses) > 1):
		return false
	}
	return f.both || addresses[0].Is4() == (f.first == "IPv4")
}
