package format

// MetalLB gives each gateway its IP.
type MetalLB struct {
	Origin
	// The version of MetalLB, or `none` for no MetalLB objects. Below 0.13 it
	// is configured by a ConfigMap, from 0.13 by custom resources. Example: 0.15.3
	Version Text `key:"version,alone" format:"metallb" derived:"from microk8s"`
	// The namespace MetalLB runs in. Example: metallb-system
	Namespace Text `key:"namespace" default:"metallb-system" format:"label" max:"63"`
	// How addresses are announced: by ARP and NDP on the local network, by
	// BGP to routers, or in a list both. A pool may say otherwise. Example: layer2
	Advertise []Enum[Advertise] `key:"advertise" form:"one" filled:"" enum:"" derived:"layer2"`
	// How it speaks BGP: `native`, or by FRR, whose BFD, IPv6 and large communities its own
	// has not; `frr` from 0.12 on, `frr-k8s` from 0.14 on. Nothing is rendered of it: what
	// the mode refuses is told. Example: frr-k8s
	Mode Enum[MetalLBMode] `key:"mode" enum:"" derived:"native with microk8s's addon, else not known"`
	// Address pools. A tier whose IP is in none of them gets a pool of its own,
	// named by its address, holding just its IPs, which no other Service is given.
	// Example: [{name: default, addresses: [192.168.1.141-192.168.1.142]}]
	Pools []Pool `key:"pools" derived:"one a tier, named by its address"`
	// BGP sessions and what is told in them. Example: {asn: 64512, peers: [{address: 10.0.0.1, asn: 64513}]}
	BGP *BGP `key:"bgp"`
}

// Pool is a set of addresses MetalLB may hand out.
type Pool struct {
	Origin
	// The pool's name. Example: default
	Name Text `key:"name" required:"" format:"label" max:"63"`
	// IPs, ranges `a-b` or CIDRs. Example: [192.168.1.141-192.168.1.142, 10.0.0.0/28]
	Addresses []Text `key:"addresses" required:"" format:"range"`
	// Whether Services that ask for no address get one from here.
	// MetalLB's own default is true. Example: false
	AutoAssign Flag `key:"autoAssign" derived:"true, MetalLB's own default"`
	// Whether addresses that end in .0 and .255 are left out. MetalLB's own
	// default is false. Example: true
	AvoidBuggyIPs Flag `key:"avoidBuggyIPs" derived:"false, MetalLB's own default"`
	// Which Services get its addresses: with `namespaces` those in them alone, with
	// `services` those with such labels, asked for or not. Example: {priority: 50, namespaces: [istio-system]}
	Allocate Allocation `key:"allocate" derived:"all Services"`
	// How this pool's addresses are announced, in place of metallb.advertise.
	// Example: [layer2, bgp]
	Advertise []Enum[Advertise] `key:"advertise" form:"one" filled:"" enum:"" derived:"metallb.advertise"`
	// What routers are told of this pool: one or several advertisements by BGP, in
	// place of the one with what metallb.bgp says for all.
	// Example: [{peers: [peer-10-0-0-1], communities: [no-export]}]
	Advertisements []BGPAdvertisement `key:"advertisements" filled:"" derived:"one, with the communities, localPref and aggregation of metallb.bgp"`
}

// Allocation is which Services a pool is for.
type Allocation struct {
	Origin
	// Which pool comes first for Services that ask for no address: that with the least
	// number, and last those without one. Example: 50
	Priority Number `key:"priority" min:"1" max:"2147483647"`
	// The namespaces of the Services. Example: [istio-system]
	Namespaces []Text `key:"namespaces" format:"label" derived:"all"`
	// Labels that the Services have. A gateway's Service has istio: <names.label>, or with
	// routing: gateway-api gateway.networking.k8s.io/gateway-name: <Gateway>.
	// Example: {istio: ingressgateway}
	Services []Pair `key:"services" form:"map" format:"labelkey,labelvalue" derived:"all"`
}
