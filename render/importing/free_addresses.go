package importing

import (
	"net/netip"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// freeOf are as many addresses as are asked for of one pool that no other object of those that were
// read names, nor a flag, and the pool's name; "" where no pool has so many. The last of a pool come first: who
// asks for none is given its first ones.
func (im *importer) freeOf(count int) (free []string, pool string) {
	named := map[netip.Addr]bool{}
	for _, given := range im.known.IPs {
		addressesIn(given, named)
	}
	for o := range im.world.All() {
		if !isPool(o.ID()) {
			addressesIn(o.Members(), named)
		}
	}
	for o := range im.world.All() {
		spec := o.Members().Object("spec")
		if !isPool(o.ID()) || spec.Get("serviceAllocation") != nil || spec.Get("serviceSelector") != nil {
			continue // nor one of some Services alone
		}
		free = nil
		for _, r := range rangesOf(spec) {
			free = append(free, freeIn(r, named, count-len(free))...)
		}
		if len(free) == count {
			return free, o.ID().Name
		}
	}
	return nil, ""
}

// isPool reports whether an object is a pool of addresses for Services, MetalLB's or Cilium's.
func isPool(id manifest.ID) bool {
	return id.Group == objects.MetalLB && id.Kind == "IPAddressPool" || id.Group == "cilium.io" && id.Kind == "CiliumLoadBalancerIPPool"
}

// rangesOf are the addresses of a pool, but for those of one alone, which somebody keeps for
// somebody.
func rangesOf(spec manifest.Object) (out []objects.AddressRange) {
	var texts []string
	for _, one := range spec.List("addresses") {
		text, _ := one.(string)
		texts = append(texts, text)
	}
	for _, one := range append(spec.List("blocks"), spec.List("cidrs")...) {
		block := asObject(one)
		texts = append(texts, block.Text("cidr"), block.Text("start")+"-"+block.Text("stop"))
	}
	for _, text := range texts {
		if r, ok := objects.ParseAddressRange(text); ok && r.First.Is4() && r.First != r.Last {
			out = append(out, r)
		}
	}
	return out
}

// freeIn are addresses of a range that nobody names, from its last one on.
func freeIn(r objects.AddressRange, named map[netip.Addr]bool, count int) (out []string) {
	const tried = 256 // in a range of which so many are named it is somebody's else to find one
	at := r.Last
	for range tried {
		if len(out) == count || !at.IsValid() || !r.Has(at) {
			break
		}
		if last := at.As4()[3]; !named[at] && last != 0 && last != 255 { // as some networks have it
			out = append(out, at.String())
		}
		at = at.Prev()
	}
	return out
}

// addressesIn finds the addresses that a value names, alone or within texts.
func addressesIn(value any, named map[netip.Addr]bool) {
	switch v := value.(type) {
	case manifest.Object:
		for _, m := range v {
			addressesIn(m.Value, named)
		}
	case []any:
		for _, one := range v {
			addressesIn(one, named)
		}
	case string:
		for _, part := range strings.FieldsFunc(v, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }) {
			if a, err := netip.ParseAddr(strings.Trim(part, ".")); err == nil {
				named[a] = true
			}
		}
	}
}
