package addresses

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/format"
	"render/render/platform"
	"render/render/versions"
	"render/render/wording"
)

// checkNetworks checks the tiers' and the pools' addresses by what is known of the LAN.
func (v *verdict) checkNetworks() {
	if len(v.Doc.Networks) == 0 {
		return
	}
	l := v.readNetworks()
	v.lan = l
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		if len(p.IPs) != len(p.Written.IP) {
			continue
		}
		for j, ip := range p.IPs {
			v.checkOnLAN(l, p.Written.IP[j], ip, p.Written.Balanced())
		}
	}
	for i := range v.Plan.Pools {
		if pool := &v.Plan.Pools[i]; pool.Written != nil && (pool.Written.AutoAssign.Value || !pool.Written.AutoAssign.IsSet()) {
			v.checkPoolOnLAN(l, pool.Written.Addresses)
			v.checkPoolEnds(l, pool)
		}
	}
}

// readNetworks reads what is known, and tells of what contradicts itself.
func (v *verdict) readNetworks() *lan {
	l := &lan{}
	for i := range v.Doc.Networks {
		n := &v.Doc.Networks[i]
		prefix, err := netip.ParsePrefix(n.CIDR.Value)
		if err != nil || !format.Fits(n.CIDR, "cidr") {
			l.partly = true
			continue
		}
		prefix = v.meantNetwork(n, prefix)
		l.prefixes, l.origins = append(l.prefixes, prefix), append(l.origins, n.CIDR.Origin)
		v.addUse(l, n, prefix, n.Router, "the router's")
		for _, t := range n.DHCP {
			v.addUse(l, n, prefix, t, "what a DHCP server gives to others")
		}
		l.nodes = append(l.nodes, len(n.Nodes))
		if n.Nodes == nil {
			l.nodes[len(l.nodes)-1] = -1
		}
		for _, t := range n.Nodes {
			v.addUse(l, n, prefix, t, onNodes)
		}
		for _, t := range n.Reserved {
			v.addUse(l, n, prefix, t, "reserved")
		}
	}
	v.checkPrefixes(l)
	l.order()
	v.addServers(l)
	return l
}

// meantNetwork is a network as it is written, or, where nothing that is written of it is in that and all of it in
// another one of the same size, that other one, which is told.
func (v *verdict) meantNetwork(n *format.Network, prefix netip.Prefix) netip.Prefix {
	var meant netip.Prefix
	known := 0
	for _, t := range slices.Concat([]format.Text{n.Router}, n.DHCP, n.Nodes, n.Reserved) {
		r, fault := format.ParseRange(t.Value)
		if !t.IsSet() || fault.Found() {
			continue
		}
		other, err := r.First.Prefix(prefix.Bits())
		if err != nil || !other.Contains(r.Last) || known > 0 && other != meant || other == prefix {
			return prefix
		}
		meant = other
		known++
	}
	if known < 2 {
		return prefix
	}
	v.Fail("network-known", n.CIDR.Origin, fmt.Sprintf("nothing that is written of %s is in it, and all of it in %s", prefix, meant), "write: "+meant.String())
	return meant
}

const onNodes = "a node's"

func (v *verdict) addUse(l *lan, n *format.Network, prefix netip.Prefix, t format.Text, what string) {
	if !t.IsSet() {
		return
	}
	r, fault := format.ParseRange(t.Value)
	if fault.Found() {
		return
	}
	if !prefix.Contains(r.First) || !prefix.Contains(r.Last) {
		v.Fail("network-known", t.Origin, fmt.Sprintf("%s is not in %s, the network that it is written of", wording.Quote(t.Value), prefix), "write it in the network that it is of, or write its cidr as wide as it is", n.CIDR.Origin)
		return
	}
	r.Origin = t.Origin
	l.uses = append(l.uses, use{AddressRange: r, what: what, node: what == onNodes})
}

// addServers adds the servers outside the cluster of which nothing else is written.
func (v *verdict) addServers(l *lan) {
	seen := map[netip.Addr]bool{}
	var servers []use
	for _, t := range v.servers() {
		a, err := netip.ParseAddr(t.Value)
		r := format.AddressRange{First: a, Last: a, Origin: t.Origin}
		if err == nil && !seen[a] && l.network(a) >= 0 && l.overlap(r) == nil {
			seen[a] = true
			servers = append(servers, use{AddressRange: r, what: "a server's outside the cluster", other: true})
		}
	}
	l.uses = append(l.uses, servers...)
	l.order()
}

// checkPrefixes finds networks that are in others.
func (v *verdict) checkPrefixes(l *lan) {
	order := make([]int, len(l.prefixes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if c := l.prefixes[a].Addr().Compare(l.prefixes[b].Addr()); c != 0 {
			return c
		}
		return l.prefixes[a].Bits() - l.prefixes[b].Bits()
	})
	widest := -1
	for _, i := range order {
		if widest >= 0 && l.prefixes[widest].Overlaps(l.prefixes[i]) {
			v.Fail("network-known", l.origins[i], fmt.Sprintf("%s is in network %s, which is written too", wording.Quote(l.prefixes[i].String()), l.prefixes[widest]), "write one of the two", l.origins[widest])
			continue
		}
		widest = i
	}
}

// checkOnLAN checks an address of a tier.
func (v *verdict) checkOnLAN(l *lan, t format.Text, ip netip.Addr, balanced bool) {
	if u := l.overlap(format.AddressRange{First: ip, Last: ip}); u != nil && !u.other {
		message := fmt.Sprintf("%s is %s", wording.Quote(t.Value), u.what)
		if u.node {
			v.Warn("address-in-use", t.Origin, message+": the node's own ports stand behind it too"+v.ingressPorts()+", and no other node can take it over", l.freeAddress(v, ip), u.Origin)
			return
		}
		v.Fail("address-in-use", t.Origin, message, l.freeAddress(v, ip), u.Origin)
		return
	}
	ways, said := v.waysOf(ip)
	at, byBGP := l.network(ip), ways.BGP && !ways.Layer2
	switch {
	case at >= 0 && l.isEnd(at, ip):
		v.Fail("address-in-use", t.Origin, fmt.Sprintf("%s is an end of %s, which is no host's: the one names the network, the other all its hosts", wording.Quote(t.Value), l.prefixes[at]), l.freeAddress(v, ip), l.origins[at])
	case !balanced || v.Plan.Versions.NoMetalLB || !l.knows(ip) || at < 0 && l.partly:
	case at < 0 && ways.BGP: // by which routers know it, wherever it is
	case at < 0:
		v.Warn("address-off-lan", t.Origin, wording.Quote(t.Value)+" is in none of networks, and layer 2 announces it to hosts of its own network alone",
			l.meantOnLAN(v, ip), l.origins[0])
	case byBGP && l.nodes[at] == 0:
		v.Warn("address-on-lan", t.Origin, fmt.Sprintf("%s is in %s, whose hosts ask for it by ARP and no router, and no node is in it to answer", wording.Quote(t.Value), l.prefixes[at]),
			"remove that network, where routers alone lead to the address", l.origins[at], said)
	case byBGP:
		v.Warn("address-on-lan", t.Origin, fmt.Sprintf("%s is in %s, whose hosts ask for it by ARP and no router, and BGP alone tells of it", wording.Quote(t.Value), l.prefixes[at]),
			"write an address of no network of networks, or advertise: layer2 at its pool in metallb.pools", l.origins[at], said)
	}
}

// meantOnLAN is the help for an address of no network: that of the one network with the same end, where that is
// free, as that of somebody who swapped two digits.
func (l *lan) meantOnLAN(v *verdict, ip netip.Addr) string {
	const other = "write an address of one of them, or add its network"
	if len(l.prefixes) != 1 || !ip.Is4() || !l.prefixes[0].Addr().Is4() || l.prefixes[0].Bits() != 24 || len(v.Doc.MetalLB.Pools) > 0 {
		return other
	}
	bytes := l.prefixes[0].Addr().As4()
	bytes[3] = ip.As4()[3]
	meant := netip.AddrFrom4(bytes)
	if l.overlap(format.AddressRange{First: meant, Last: meant}) != nil || v.usedAddresses()[meant] || v.spokenFor(meant) {
		return other
	}
	return "write: " + meant.String() + ", which is free by what networks says; or add its network"
}

// waysOf are the ways in which an address of a tier is announced.
func (v *verdict) waysOf(ip netip.Addr) (format.Ways, format.Origin) {
	for i := range v.Plan.Pools {
		if v.Plan.Pools[i].Has(ip) {
			return v.Plan.Pools[i].Ways, v.Plan.Pools[i].WaysOrigin
		}
	}
	return v.Doc.MetalLB.Announced(nil)
}

// ingressPorts tells of the ports that microk8s's own ingress has on every node.
func (v *verdict) ingressPorts() string {
	version, _ := versions.MicroK8s(v.Doc)
	if version.IsZero() {
		return ""
	}
	return ", 80 and 443 of " + platform.IngressAddon(version) + " where microk8s's ingress addon is enabled"
}
