package objects

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// The prefixes of MetalLB's annotations, from 0.14.9 on and before; the older ones are read by all.
const (
	MetalLBNotes    = "metallb.io/"
	MetalLBOldNotes = "metallb.universe.tf/"
)

// AddressRequest is what the annotations of a Service ask MetalLB for. Of the two
// spellings of each the newer counts where it is there at all
// (metallb, controller/service.go, valueForAnnotation and SharingKey).
type AddressRequest struct{ annotations LabelMap }

// AddressRequest is what the annotations ask MetalLB for.
func (m LabelMap) AddressRequest() AddressRequest { return AddressRequest{m} }

// IPs are the addresses, apart by commas, and the annotation that has them.
func (r AddressRequest) IPs() (asked Text, annotation string) { return r.text("loadBalancerIPs") }

// Pool is the name of the pool of which one is asked for.
func (r AddressRequest) Pool() Text {
	text, _ := r.text("address-pool")
	return text
}

// Sharing is the key which Services have that share an address.
func (r AddressRequest) Sharing() Text {
	text, _ := r.text("allow-shared-ip")
	return text
}

// SharingAnnotation is what has that key where it is written beside what is asked for: the older
// spelling, which every version reads, but beside the newer one.
func (r AddressRequest) SharingAnnotation() string {
	prefix := MetalLBOldNotes
	if asked, by := r.IPs(); asked.Present() && strings.HasPrefix(by, MetalLBNotes) {
		prefix = MetalLBNotes
	}
	return prefix + "allow-shared-ip"
}

func (r AddressRequest) text(name string) (text Text, annotation string) {
	if newer := r.annotations.Text(MetalLBNotes + name); newer.Present() {
		return newer, MetalLBNotes + name
	}
	return r.annotations.Text(MetalLBOldNotes + name), MetalLBOldNotes + name
}

// Addresses are those that a Service asks for, by an annotation or the field
// loadBalancerIP, each once; wrong is why MetalLB gives it none (metallb,
// controller/service.go, getDesiredLbIPs).
func (r AddressRequest) Addresses(loadBalancerIP Text) (list []netip.Addr, wrong string) {
	text := loadBalancerIP.Value()
	by, annotation := r.IPs()
	switch {
	case by.Value() != "" && text != "":
		return nil, "it asks by loadBalancerIP and by the annotation " + annotation + " too"
	case by.Value() != "":
		text = by.Value()
	case text == "":
		return nil, ""
	}
	seen := map[netip.Addr]bool{}
	for one := range strings.SplitSeq(text, ",") {
		a, err := netip.ParseAddr(strings.TrimSpace(one))
		if err != nil {
			return nil, fmt.Sprintf("it asks for %q, which is no address", one)
		}
		if !seen[a] {
			seen[a] = true
			list = append(list, a)
		}
	}
	return list, ""
}

// AppendAddress adds an address to others, where it is none of them.
func AppendAddress(list []netip.Addr, a netip.Addr) []netip.Addr {
	if slices.Contains(list, a) {
		return list
	}
	return append(list, a)
}

// AppendAddressText adds the address that a text is; nothing where it is none.
func AppendAddressText(list []netip.Addr, text string) []netip.Addr {
	a, err := netip.ParseAddr(strings.TrimSpace(text))
	if err != nil {
		return list
	}
	return AppendAddress(list, a)
}
