package importing

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
)

// givers are who gives addresses to Services in MetalLB's place, by the annotations in which they are
// asked for them. Each of them reads spec.loadBalancerIP too.
var givers = [...][2]string{
	{"lbipam.cilium.io/ips", "Cilium"}, {"io.cilium/lb-ipam-ips", "Cilium"},
	{"kube-vip.io/loadbalancerIPs", "kube-vip"}, {"purelb.io/addresses", "PureLB"},
}

// AsksAddress reports whether an annotation of a Service asks somebody for its address.
func AsksAddress(key string) bool {
	return strings.HasPrefix(key, "metallb.") && strings.HasSuffix(key, "/loadBalancerIPs") ||
		slices.ContainsFunc(givers[:], func(g [2]string) bool { return g[0] == key })
}

// askedElsewhere are the addresses that annotations ask somebody else than MetalLB for, where they are
// addresses: by which one, whom, and what for.
func askedElsewhere(annotations manifest.Object) (key, giver, addresses string) {
	for _, g := range givers {
		said := annotations.Text(g[0])
		usable := said != ""
		for one := range strings.SplitSeq(said, ",") {
			ip, err := netip.ParseAddr(strings.TrimSpace(one))
			usable = usable && err == nil && !ip.IsUnspecified() // which kube-vip asks the network for
		}
		if usable {
			return g[0], g[1], said
		}
	}
	return "", "", ""
}

// sameAddresses reports whether an annotation asks for those that a tier has.
func sameAddresses(said string, ips []string) bool {
	var list []string
	for one := range strings.SplitSeq(said, ",") {
		list = append(list, strings.TrimSpace(one))
	}
	return slices.Equal(list, ips)
}

// noteGiver notes that a tier's address was asked of somebody else than MetalLB.
func (im *importer) noteGiver(t *tier, by, giver string) {
	if len(t.ips) > 1 {
		im.pairs = true
		im.note("tier %q has %s, which %s asked %s for; two addresses are MetalLB's to give from now on, of which a pool is rendered: install it, and let %s give them to nobody", t.name, strings.Join(t.ips, ","), by, giver, giver)
		return
	}
	im.note("tier %q has %s, which %s asked %s for; spec.loadBalancerIP asks for it from now on, which MetalLB reads, and %s too: let one of them give addresses, MetalLB or, with metallb: none, %s", t.name, t.ips[0], by, giver, giver, giver)
}
