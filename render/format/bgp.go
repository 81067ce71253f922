package format

// BGP describes sessions with routers, and what they are told of the addresses.
type BGP struct {
	Origin
	// The autonomous system number of the cluster. Example: 64512
	ASN Number `key:"asn" required:"" min:"1" max:"4294967295"`
	// The routers. Example: [{address: 10.0.0.1, asn: 64513}]
	Peers []BGPPeer `key:"peers" required:""`
	// BGP communities attached to routes: a value, a well-known name
	// (no-export, no-advertise, no-export-subconfed, no-peer, blackhole,
	// graceful-shutdown), or a value with a name of your own.
	// Example: [64512:100, no-export, {name: customers, value: "large:64512:1:2"}]
	Communities []BGPCommunity `key:"communities"`
	// The local preference told to internal peers: those whose number is the
	// cluster's. Example: 100
	LocalPref Number `key:"localPref" min:"0" max:"4294967295"`
	// The length of the prefixes that are told in place of single addresses:
	// a number for IPv4, or an object. Example: {ipv4: 24, ipv6: 64}
	Aggregation BGPAggregation `key:"aggregation"`
}

// BGPAdvertisement is one of the ways in which routers are told of a pool. What it
// leaves out is not told, whatever metallb.bgp says for other pools.
type BGPAdvertisement struct {
	Origin
	// Its name, where a pool has several. Example: public-backup
	Name Text `key:"name" format:"subdomain" derived:"the pool's"`
	// The routers that are told, by their names. Example: [peer-10-0-0-1]
	Peers []Text `key:"peers" format:"subdomain" derived:"all"`
	// BGP communities attached to the routes, as in metallb.bgp. Example: [no-export]
	Communities []BGPCommunity `key:"communities"`
	// The local preference told to internal peers. Example: 100
	LocalPref Number `key:"localPref" min:"0" max:"4294967295"`
	// The length of the prefixes that are told in place of single addresses.
	// Example: {ipv4: 24, ipv6: 64}
	Aggregation BGPAggregation `key:"aggregation"`
	// The nodes that tell. Example: [node-1]
	Nodes []Node `key:"nodes" derived:"those of the tiers' announce"`
}

// BGPPeer is one router.
type BGPPeer struct {
	Origin
	// Its name, by which advertisements name it. Example: edge-router
	Name Text `key:"name" format:"subdomain" derived:"peer-<address> or peer-<interface>, and of several of one address what they differ by"`
	// The router's address. Example: 10.0.0.1
	Address Text `key:"address" format:"ip"`
	// In place of an address: the nodes' interface behind which the router is, found there
	// by its own announcements (unnumbered BGP). Example: eth1
	Interface Text `key:"interface" format:"interface"`
	// The router's autonomous system number; or `internal` for whichever it is if it is the
	// cluster's own, and `external` if it is another. Example: 64513
	ASN Text `key:"asn" required:"" format:"asn"`
	// The router's port. Example: 179
	Port Number `key:"port" default:"179" min:"1" max:"65535"`
	// After what silence the session counts as lost: 0s for never, or 3s and
	// more. Example: 90s
	HoldTime Text `key:"holdTime" format:"duration" derived:"90s, MetalLB's own default"`
	// How often each side says that it is there: at most the hold time. Example: 30s
	Keepalive Text `key:"keepalive" format:"duration" derived:"a third of holdTime"`
	// How long MetalLB waits between tries to connect. Example: 5s
	ConnectTime Text `key:"connectTime" format:"duration" derived:"MetalLB's own default"`
	// What the nodes call themselves to the router, in the form of an IPv4 address.
	// Example: 10.0.0.9
	RouterID Text `key:"routerID" format:"ip" derived:"the node's address"`
	// Whether the router keeps the routes while MetalLB starts again. It cannot be
	// changed once the peer is there. Example: true
	GracefulRestart Flag `key:"gracefulRestart" derived:"false, MetalLB's own default"`
	// Whether addresses of both families are told in this session, whatever its own
	// is. Example: true
	DualStack Flag `key:"dualStack" derived:"false, MetalLB's own default"`
	// The VRF of the nodes by which the router is reached. Example: red
	VRF Text `key:"vrf" format:"interface"`
	// The address sessions are opened from. Example: 10.0.0.2
	SourceAddress Text `key:"sourceAddress" format:"ip" derived:"the node's"`
	// A Secret of type kubernetes.io/basic-auth in MetalLB's namespace, whose
	// key `password` the session uses. It is only named, and has to exist.
	// Example: router-password
	PasswordSecret Text `key:"passwordSecret" format:"subdomain"`
	// Whether BFD watches the session: true, or an object with its settings.
	// MetalLB needs its FRR mode for it. Example: {receiveInterval: 100ms, transmitInterval: 100ms}
	BFD BFD `key:"bfd" derived:"false"`
	// Whether routers of another autonomous system may be several hops away.
	// MetalLB minds it in its FRR modes; sessions of its native mode reach that far
	// anyway. Example: true
	EBGPMultiHop Flag `key:"ebgpMultiHop" derived:"false, MetalLB's own default"`
	// The nodes that open the session. Example: [node-1]
	Nodes []Node `key:"nodes" derived:"all"`
}

// BFD is how failures of the way to a router are found fast.
type BFD struct {
	Origin
	// Whether there is BFD, with MetalLB's own settings. Example: true
	On Flag `key:"-,alone"`
	// The least time between packets that this side can take in. Example: 300ms
	ReceiveInterval Text `key:"receiveInterval" format:"interval" derived:"300ms, MetalLB's own default"`
	// The least time between packets that this side sends. Example: 300ms
	TransmitInterval Text `key:"transmitInterval" format:"interval" derived:"300ms, MetalLB's own default"`
	// After how many lost packets the way counts as broken. Example: 3
	DetectMultiplier Number `key:"detectMultiplier" min:"2" max:"255"`
	// The least time between echo packets that this side can handle. Example: 50ms
	EchoInterval Text `key:"echoInterval" format:"interval" derived:"50ms, MetalLB's own default"`
	// Whether echo packets are sent; IPv4 only. Example: true
	EchoMode Flag `key:"echoMode" derived:"false, MetalLB's own default"`
	// Whether this side waits for the router's first packet. Example: true
	PassiveMode Flag `key:"passiveMode" derived:"false, MetalLB's own default"`
	// The least TTL that packets of routers several hops away may have.
	// Example: 254
	MinimumTTL Number `key:"minimumTtl" min:"1" max:"254"`
}

// BGPCommunity is a community that routes carry.
type BGPCommunity struct {
	Origin
	// Its value: a:b, large:a:b:c, or a well-known name. Example: 64512:100
	Value Text `key:"value,alone" required:"" format:"community"`
	// A name of your own for it. Example: customers
	Name Text `key:"name" format:"label" max:"63"`
}

// BGPAggregation is the length of the prefixes that are told.
type BGPAggregation struct {
	Origin
	// Of IPv4 addresses. Example: 24
	V4 Number `key:"ipv4,alone" min:"1" max:"32" derived:"32, MetalLB's own default"`
	// Of IPv6 addresses. Example: 64
	V6 Number `key:"ipv6" min:"1" max:"128" derived:"128, MetalLB's own default"`
}

// Enabled reports whether there is BFD.
func (b *BFD) Enabled() bool { return b.IsSet() && (!b.On.IsSet() || b.On.Value) }
