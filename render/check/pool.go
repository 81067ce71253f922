package check

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// addressRange is a stretch of a pool; both ends belong to it.
type addressRange struct{ first, last netip.Addr }

func (c *checker) pool(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	for n, item := range c.listOf(i, spec, "addresses", at("spec")) {
		text, ok := c.textItem(i, item, spot{"spec.addresses[#]", [2]int{n}})
		if !ok {
			continue
		}
		c.poolEntry(i, text, spot{"spec.addresses[#]", [2]int{n}})
	}
}

func (c *checker) poolEntry(i int, text string, where spot) {
	r, ok := parseRange(text)
	if !ok {
		c.fail(i, fmt.Sprintf("%s: %s is no range of addresses", where, diag.Quote(text)), `write: "192.0.2.10-192.0.2.20" or "192.0.2.0/28"`)
		return
	}
	c.pools = append(c.pools, r)
}

// configMapPools reads the pools of MetalLB before 0.13, which are YAML text in
// a ConfigMap named config. Text that cannot be read leaves no pools.
func (c *checker) configMapPools(i int) {
	text, ok := under(c.list[i].Object, "data").Get("config").(string)
	if !ok || !strings.Contains(text, "address-pools") {
		return
	}
	document, problems := source.Parse(places.NewSource("config", []byte(text)))
	if document == nil || problems.Failed() {
		c.fail(i, "data.config cannot be read as YAML, and MetalLB would keep what it had", "write: address-pools as MetalLB takes them")
		return
	}
	pools := document.Get("address-pools")
	if pools == nil {
		return
	}
	for p, pool := range pools.Items {
		addresses := pool.Get("addresses")
		if addresses == nil {
			continue
		}
		for n, entry := range addresses.Items {
			c.poolEntry(i, entry.Text, spot{"data.config: address-pools[#].addresses[#]", [2]int{p, n}})
		}
	}
}

// parseRange reads "a-b", with or without spaces, or a CIDR.
func parseRange(text string) (r addressRange, ok bool) {
	if a, b, cut := strings.Cut(text, "-"); cut {
		first, err := netip.ParseAddr(strings.TrimSpace(a))
		last, err2 := netip.ParseAddr(strings.TrimSpace(b))
		return addressRange{first, last}, err == nil && err2 == nil && first.Is4() == last.Is4() && !last.Less(first)
	}
	p, err := netip.ParsePrefix(strings.TrimSpace(text))
	if err != nil {
		return r, false
	}
	p = p.Masked()
	bytes := p.Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return addressRange{p.Addr(), last}, true
}

// sortPools orders ranges by their first address and makes each end where the
// farthest before it does, so that one look finds out what is in any.
func (c *checker) sortPools() {
	slices.SortFunc(c.pools, func(a, b addressRange) int { return a.first.Compare(b.first) })
	for n := 1; n < len(c.pools); n++ {
		if before := c.pools[n-1].last; c.pools[n].last.Less(before) {
			c.pools[n].last = before
		}
	}
}

func (c *checker) inPool(addr netip.Addr) bool {
	n, exact := slices.BinarySearchFunc(c.pools, addr, func(r addressRange, a netip.Addr) int { return r.first.Compare(a) })
	if exact {
		return true
	}
	return n > 0 && !c.pools[n-1].last.Less(addr)
}

// advertised checks that advertisements and pools name each other: what is in
// no advertisement gets addresses that nobody answers for, and MetalLB takes an
// advertisement of a pool that does not exist without a word.
func (c *checker) advertised() {
	named := map[manifest.ID]bool{}
	var selecting []int
	for i, id := range c.ids {
		if id.Group != metallb || id.Kind != "L2Advertisement" && id.Kind != "BGPAdvertisement" {
			continue
		}
		spec := c.object(i, c.list[i].Object, "spec", spot{})
		pools := c.listOf(i, spec, "ipAddressPools", at("spec"))
		selectors := c.listOf(i, spec, "ipAddressPoolSelectors", at("spec"))
		if len(selectors) > 0 || len(pools) == 0 {
			selecting = append(selecting, i)
		}
		for n, item := range pools {
			name, ok := c.textItem(i, item, spot{"spec.ipAddressPools[#]", [2]int{n}})
			if !ok {
				continue
			}
			pool := manifest.ID{Group: metallb, Kind: "IPAddressPool", Namespace: id.Namespace, Name: name}
			named[pool] = true
			if _, ok := c.index[pool]; !ok {
				c.fail(i, "pool "+diag.Quote(name)+" is not among the objects",
					c.nearest(name, "add an IPAddressPool "+diag.Quote(name), inside(id.Namespace, metallb, "IPAddressPool")))
			}
		}
	}
	c.each(metallb, "IPAddressPool", func(i int) {
		id := c.ids[i]
		if named[id] || slices.ContainsFunc(selecting, func(a int) bool { return c.ids[a].Namespace == id.Namespace && c.selectsPool(a, i) }) {
			return
		}
		c.fail(i, "no advertisement names the pool, and nobody would answer for its addresses", "add it to spec.ipAddressPools of an L2Advertisement")
	})
}

// selectsPool reports whether an advertisement may take in a pool by its labels.
func (c *checker) selectsPool(advertisement, pool int) bool {
	selectors, _ := asList(under(c.list[advertisement].Object, "spec").Get("ipAddressPoolSelectors"))
	labels := under(c.list[pool].Object, "metadata", "labels")
	return len(selectors) == 0 || slices.ContainsFunc(selectors, func(v any) bool {
		selector, _ := asObject(v)
		return selector.Get("matchExpressions") != nil || has(labels, under(selector, "matchLabels"))
	})
}
