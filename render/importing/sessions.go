package importing

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/document"
	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
)

// sessions are what MetalLB's objects say of BGP, and those that its ConfigMap does, where
// config is one.
func (im *importer) sessions(config manifest.Object) (bgp document.Mapping) {
	if config != nil {
		return im.configured(config)
	}
	var peers []any
	var own any
	names := im.peerNames()
	for i, o := range im.world.OfKind(objects.MetalLB, "BGPPeer") {
		spec := o.Members().Object("spec")
		if own == nil {
			own = spec.Get("myASN")
		}
		var p document.Mapping
		if name := o.ID().Name; name != names[i] {
			p.Add("name", name)
		}
		p = append(p, peerOf(spec, "peerAddress", "peerASN", "peerPort", "holdTime", "sourceAddress")...)
		p.Add("interface", spec.Text("interface"))
		if spec.Get("peerASN") == nil {
			p.Add("asn", spec.Get("dynamicASN"))
		}
		p.Add("keepalive", spec.Text("keepaliveTime"))
		p.Add("connectTime", spec.Text("connectTime"))
		p.Add("routerID", spec.Text("routerID"))
		p.Add("gracefulRestart", spec.Get("enableGracefulRestart"))
		p.Add("dualStack", spec.Get("dualStackAddressFamily"))
		p.Add("vrf", spec.Text("vrf"))
		p.Add("passwordSecret", spec.Object("passwordSecret").Text("name"))
		p.Add("bfd", im.watched(spec.Text("bfdProfile")))
		p.Add("ebgpMultiHop", spec.Get("ebgpMultiHop"))
		p.Add("nodes", nodesOf(spec.List("nodeSelectors"), "matchLabels"))
		peers = append(peers, p)
	}
	if len(peers) == 0 {
		return nil
	}
	bgp.Add("asn", own)
	bgp.Add("peers", peers)
	return append(bgp, im.announced.forAll()...)
}

// communities are the values of communities by their names.
func (im *importer) communities(config manifest.Object) map[string]string {
	values := map[string]string{}
	for _, o := range im.world.OfKind(objects.MetalLB, "Community") {
		for _, c := range o.Members().Object("spec").List("communities") {
			one, _ := c.(manifest.Object)
			values[one.Text("name")] = one.Text("value")
		}
	}
	for _, m := range config.Object("bgp-communities") {
		values[m.Key], _ = m.Value.(string)
	}
	return values
}

// peerNames are those that peers have unless they are given others.
func (im *importer) peerNames() []string {
	var b format.BGP
	text := func(value string) format.Text { return format.Text{Value: value} }
	for _, o := range im.world.OfKind(objects.MetalLB, "BGPPeer") {
		spec := o.Members().Object("spec")
		p := format.BGPPeer{Address: text(spec.Text("peerAddress")), Interface: text(spec.Text("interface")), SourceAddress: text(spec.Text("sourceAddress")), VRF: text(spec.Text("vrf"))}
		for _, n := range nodesOf(spec.List("nodeSelectors"), "matchLabels") {
			name, _ := n.(string)
			p.Nodes = append(p.Nodes, format.Node{Name: text(name)})
		}
		b.Peers = append(b.Peers, p)
	}
	return b.PeerNames()
}

// peerOf is what a peer says of itself in either style, by what its members are called there.
func peerOf(o manifest.Object, address, asn, port, hold, source string) (p document.Mapping) {
	p.Add("address", o.Text(address))
	p.Add("asn", o.Get(asn))
	p.Add("port", o.Get(port))
	p.Add("holdTime", o.Text(hold))
	p.Add("sourceAddress", o.Text(source))
	return p
}

// told is what routers are told with each address.
func told(bgp *document.Mapping, communities []any, values map[string]string, preference, length, length6 any) {
	var list []any
	for _, c := range communities {
		name, _ := c.(string)
		if value := values[name]; value != "" && value != format.CommunityValue(name) {
			list = append(list, document.Mapping{{Key: "name", Value: name}, {Key: "value", Value: value}})
			continue
		}
		list = append(list, name)
	}
	bgp.Add("communities", list)
	bgp.Add("localPref", preference)
	if length6 == nil {
		bgp.Add("aggregation", length)
		return
	}
	var both document.Mapping
	both.Add("ipv4", length)
	both.Add("ipv6", length6)
	bgp.Add("aggregation", both)
}

// watched are the settings of a BFD profile; true where it has none.
func (im *importer) watched(profile string) any {
	for _, o := range im.world.OfKind(objects.MetalLB, "BFDProfile") {
		spec := o.Members().Object("spec")
		switch {
		case o.ID().Name != profile:
			continue
		case len(spec) == 0:
			return true
		}
		var m document.Mapping
		for _, one := range spec {
			if strings.HasSuffix(one.Key, "Interval") {
				m.Add(one.Key, document.Flow(one.Value)+"ms")
				continue
			}
			m.Add(one.Key, one.Value)
		}
		return m
	}
	return nil
}

// nodesOf are nodes by their names, or by what holds of their labels.
func nodesOf(selectors []any, key string) (nodes []any) {
	for _, n := range selectors {
		selector, _ := n.(manifest.Object)
		labels := selector.Object(key)
		if name := labels.Text(format.HostnameLabel); name != "" && len(labels) == 1 && len(selector) == 1 {
			nodes = append(nodes, name)
			continue
		}
		var m document.Mapping
		if len(labels) > 0 {
			m.Add("labels", labels)
		}
		m.Add("expressions", selector.List(strings.NewReplacer("Labels", "Expressions", "labels", "expressions").Replace(key)))
		if len(m) > 0 {
			nodes = append(nodes, m)
		}
	}
	return nodes
}

// configured is what a ConfigMap of MetalLB says of BGP.
func (im *importer) configured(config manifest.Object) (bgp document.Mapping) {
	var peers []any
	for i, one := range config.List("peers") {
		o, _ := one.(manifest.Object)
		if i == 0 {
			bgp.Add("asn", o.Get("my-asn"))
		}
		p := peerOf(o, "peer-address", "peer-asn", "peer-port", "hold-time", "source-address")
		p.Add("keepalive", o.Text("keepalive-time"))
		p.Add("routerID", o.Text("router-id"))
		p.Add("nodes", nodesOf(o.List("node-selectors"), "match-labels"))
		peers = append(peers, p)
	}
	if len(peers) == 0 {
		return nil
	}
	bgp.Add("peers", peers)
	return append(bgp, im.announced.forAll()...)
}

// inPool reports whether a pool holds a tier's addresses.
func (t *tier) inPool(addresses []any) bool {
	return len(t.ips) > 0 && !slices.ContainsFunc(t.ips, func(ip string) bool {
		return !slices.ContainsFunc(addresses, func(a any) bool {
			text, _ := a.(string)
			r, ok := objects.ParseAddressRange(text)
			addr, err := netip.ParseAddr(ip)
			return ok && err == nil && r.Has(addr)
		})
	})
}
