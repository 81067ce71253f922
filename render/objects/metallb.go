package objects

import (
	"iter"
	"strings"

	"render/render/format"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// AddressPool is MetalLB's IPAddressPool, or the AddressPool before it
// (https://metallb.io/apis/#ipaddresspool).
type AddressPool struct{ Resource }

func addressPool(o *Object) AddressPool { return AddressPool{o.Resource()} }

// IPAddressPools are all of them.
func (w *World) IPAddressPools() iter.Seq[AddressPool] {
	return viewed(w, MetalLB, "IPAddressPool", addressPool)
}

// IPAddressPool is one by its name.
func (w *World) IPAddressPool(namespace, name string) (AddressPool, bool) {
	return named(w, manifest.ID{Group: MetalLB, Kind: "IPAddressPool", Namespace: namespace, Name: name}, addressPool)
}

// AddressPool is the object seen as a pool.
func (o *Object) AddressPool() AddressPool { return addressPool(o) }

// Addresses are ranges, "a-b", or CIDRs.
func (p AddressPool) Addresses() List[Text] { return texts(p.Spec(), "addresses") }

// Ranges are the addresses that can be read.
func (p AddressPool) Ranges() (out []AddressRange) {
	for _, text := range p.Addresses().All() {
		if r, ok := ParseAddressRange(text.Value()); ok {
			out = append(out, r)
		}
	}
	return out
}

// AutoAssign is whether Services that ask for no address get one of it; absent they
// do.
func (p AddressPool) AutoAssign() Flag { return p.Spec().flag("autoAssign") }

// AvoidBuggyIPs is whether addresses that end in .0 and .255 are left out.
func (p AddressPool) AvoidBuggyIPs() Flag { return p.Spec().flag("avoidBuggyIPs") }

// ServiceAllocation is which Services may have its addresses.
func (p AddressPool) ServiceAllocation() ServiceAllocation {
	return ServiceAllocation{p.Spec().member("serviceAllocation", Mapping)}
}

// ServiceAllocation is which Services may have a pool's addresses; all where it is
// absent.
type ServiceAllocation struct{ Field }

// Namespaces are the Services' namespaces.
func (a ServiceAllocation) Namespaces() List[Text] { return texts(a.Field, "namespaces") }

// NamespaceSelectors choose more of them, by their labels.
func (a ServiceAllocation) NamespaceSelectors() List[LabelSelector] {
	return a.selectors("namespaceSelectors")
}

// ServiceSelectors choose Services by their labels, any of which is enough.
func (a ServiceAllocation) ServiceSelectors() List[LabelSelector] {
	return a.selectors("serviceSelectors")
}

func (a ServiceAllocation) selectors(key string) List[LabelSelector] {
	return listOf(a.member(key, Sequence), Mapping, func(f Field) LabelSelector { return LabelSelector{f} })
}

// Advertisement is MetalLB's L2Advertisement or BGPAdvertisement: which pools are
// announced (https://metallb.io/apis/#bgpadvertisement).
type Advertisement struct{ Resource }

func advertisement(o *Object) Advertisement { return Advertisement{o.Resource()} }

// L2Advertisements are those of the local network.
func (w *World) L2Advertisements() iter.Seq[Advertisement] {
	return viewed(w, MetalLB, "L2Advertisement", advertisement)
}

// BGPAdvertisements are those to routers.
func (w *World) BGPAdvertisements() iter.Seq[Advertisement] {
	return viewed(w, MetalLB, "BGPAdvertisement", advertisement)
}

// Advertisement is the object seen as an advertisement.
func (o *Object) Advertisement() Advertisement { return advertisement(o) }

// IPAddressPools are the names of the pools that are announced.
func (a Advertisement) IPAddressPools() List[Text] {
	return texts(a.Spec(), "ipAddressPools")
}

// IPAddressPoolSelectors choose pools by their labels. Without them and names all
// are announced.
func (a Advertisement) IPAddressPoolSelectors() List[LabelSelector] {
	return listOf(a.Spec().member("ipAddressPoolSelectors", Sequence), Mapping, func(f Field) LabelSelector { return LabelSelector{f} })
}

// Announces reports whether the pool is among those that are announced: MetalLB reads one
// namespace, and what names no pool and chooses none is for all (metallb,
// internal/config, setL2AdvertisementsToPools).
func (a Advertisement) Announces(p AddressPool) bool {
	if a.ID().Namespace != p.ID().Namespace {
		return false
	}
	names, selectors := a.IPAddressPools(), a.IPAddressPoolSelectors()
	if names.Len()+selectors.Len() == 0 {
		return true
	}
	for _, name := range names.All() {
		if name.Value() == p.ID().Name {
			return true
		}
	}
	for _, selector := range selectors.All() {
		if selector.Match(p.Metadata().Labels().Labels()) {
			return true
		}
	}
	return false
}

// Peers are the names of the BGPPeers that are told; all where there is none.
func (a Advertisement) Peers() List[Text] { return texts(a.Spec(), "peers") }

// Interfaces are those of the nodes by which neighbours are answered; all where there is
// none.
func (a Advertisement) Interfaces() List[Text] { return texts(a.Spec(), "interfaces") }

// NodeSelectors choose the nodes that announce; all where there is none.
func (a Advertisement) NodeSelectors() List[LabelSelector] { return nodeSelectors(a.Spec()) }

func nodeSelectors(spec Field) List[LabelSelector] {
	return listOf(spec.member("nodeSelectors", Sequence), Mapping, func(f Field) LabelSelector { return LabelSelector{f} })
}

// Communities are values, or names of a Community.
func (a Advertisement) Communities() List[Text] { return texts(a.Spec(), "communities") }

// BGPPeer is a router that MetalLB speaks to (https://metallb.io/apis/#bgppeer).
type BGPPeer struct{ Resource }

// BGPPeers are all of them.
func (w *World) BGPPeers() iter.Seq[BGPPeer] {
	return viewed(w, MetalLB, "BGPPeer", func(o *Object) BGPPeer { return BGPPeer{o.Resource()} })
}

// BFDProfile is the name of a BFDProfile in its namespace.
func (p BGPPeer) BFDProfile() Text { return p.Spec().text("bfdProfile") }

// PeerAddress is the router's address.
func (p BGPPeer) PeerAddress() Text { return p.Spec().text("peerAddress") }

// Interface is that of the nodes behind which the router is, where it has no address.
func (p BGPPeer) Interface() Text { return p.Spec().text("interface") }

// NodeSelectors choose the nodes that speak to it; all where there is none.
func (p BGPPeer) NodeSelectors() List[LabelSelector] { return nodeSelectors(p.Spec()) }

// BFDProfile is how fast a dead router is noticed
// (https://metallb.io/apis/#bfdprofile).
type BFDProfile struct{ Resource }

// BFDProfile is one by its name.
func (w *World) BFDProfile(namespace, name string) (BFDProfile, bool) {
	return named(w, manifest.ID{Group: MetalLB, Kind: "BFDProfile", Namespace: namespace, Name: name},
		func(o *Object) BFDProfile { return BFDProfile{o.Resource()} })
}

// Community has names for values of BGP's (https://metallb.io/apis/#community).
type Community struct{ Resource }

// Communities are all of them.
func (w *World) Communities() iter.Seq[Community] {
	return viewed(w, MetalLB, "Community", func(o *Object) Community { return Community{o.Resource()} })
}

// Aliases are the names.
func (c Community) Aliases() List[CommunityAlias] {
	return listOf(c.Spec().member("communities", Sequence), Mapping, func(f Field) CommunityAlias { return CommunityAlias{f} })
}

// CommunityAlias is a name for a value.
type CommunityAlias struct{ Field }

// Name is the name.
func (a CommunityAlias) Name() Text { return a.text("name") }

// Value is what it stands for.
func (a CommunityAlias) Value() Text { return a.text("value") }

// PoolConfig is the configuration of MetalLB before 0.13, which is YAML in a text
// of a ConfigMap named config.
type PoolConfig struct {
	Text  Text // what was read
	Pools []ConfiguredPool
}

// ConfiguredPool is a pool of such a text.
type ConfiguredPool struct {
	Name, Protocol string // layer2 or bgp
	Addresses      []string
	Asked          bool // auto-assign is false: who asks for no address gets none of it
	AvoidsBuggy    bool // avoid-buggy-ips: none that ends in .0 or .255
}

// PoolConfig reads MetalLB's old configuration. There is none unless the text
// speaks of address-pools; ok tells whether it could be read.
func (m ConfigMap) PoolConfig() (config PoolConfig, there, ok bool) {
	config.Text = m.Data().Text("config")
	text := config.Text.Value()
	if m.ID().Name != "config" || !strings.Contains(text, "address-pools") {
		return config, false, false
	}
	document, diagnostics := source.Parse(places.NewSource("config", []byte(text)))
	if document == nil || diagnostics.Failed() {
		return config, true, false
	}
	pools := document.Get("address-pools")
	if pools == nil {
		return config, true, true
	}
	for _, item := range pools.Items {
		var pool ConfiguredPool
		if name := item.Get("name"); name != nil {
			pool.Name = name.Text
		}
		if protocol := item.Get("protocol"); protocol != nil {
			pool.Protocol = protocol.Text
		}
		if addresses := item.Get("addresses"); addresses != nil {
			for _, entry := range addresses.Items {
				pool.Addresses = append(pool.Addresses, entry.Text)
			}
		}
		if assigns := item.Get("auto-assign"); assigns != nil {
			pool.Asked = format.FlagMeant(assigns.Text) == "false" // as YAML 1.1 has it
		}
		if avoids := item.Get("avoid-buggy-ips"); avoids != nil {
			pool.AvoidsBuggy = format.FlagMeant(avoids.Text) == "true"
		}
		config.Pools = append(config.Pools, pool)
	}
	return config, true, true
}
