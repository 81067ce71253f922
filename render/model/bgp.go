package model

// BGP is the sessions with routers and what they are told.
type BGP struct {
	Peers    []Peer      `model:"peers"`
	Profiles []BFD       `model:"profiles"` // one a peer that has BFD, of its name
	Aliases  []Community `model:"aliases"`  // communities that go by a name
}

// BGPAdvertisement is what routers are told of pools; what is null is left to MetalLB.
type BGPAdvertisement struct {
	Name          string         `model:"name"`
	Pools         []string       `model:"pools"`
	Peers         []string       `model:"peers"`       // names of those that are told; all where there is none
	Communities   []string       `model:"communities"` // values, or names of aliases
	LocalPref     *int           `model:"localPref"`
	Length        *int           `model:"aggregationLength"`
	LengthV6      *int           `model:"aggregationLengthV6"`
	NodeSelectors []NodeSelector `model:"nodeSelectors"`
}

// Peer is one router; what is null is left to MetalLB.
type Peer struct {
	Name           string         `model:"name"`
	MyASN          int            `model:"myASN"`
	ASN            *int           `model:"asn"`        // null where any will do
	DynamicASN     *string        `model:"dynamicASN"` // that is "internal" or "external"
	Address        *string        `model:"address"`    // null where it is behind an interface
	Interface      *string        `model:"interface"`
	Port           *int           `model:"port"`
	SourceAddress  *string        `model:"sourceAddress"`
	HoldTime       *string        `model:"holdTime"`
	Keepalive      *string        `model:"keepalive"`
	ConnectTime    *string        `model:"connectTime"`
	RouterID       *string        `model:"routerID"`
	Graceful       *bool          `model:"gracefulRestart"`
	DualStack      *bool          `model:"dualStack"`
	VRF            *string        `model:"vrf"`
	PasswordSecret *string        `model:"passwordSecret"`
	BFDProfile     *string        `model:"bfdProfile"`
	EBGPMultiHop   *bool          `model:"ebgpMultiHop"`
	NodeSelectors  []NodeSelector `model:"nodeSelectors"`
}

// BFD is a BFD profile, in milliseconds; what is null is left to MetalLB.
type BFD struct {
	Name             string `model:"name"`
	ReceiveInterval  *int   `model:"receiveInterval"`
	TransmitInterval *int   `model:"transmitInterval"`
	DetectMultiplier *int   `model:"detectMultiplier"`
	EchoInterval     *int   `model:"echoInterval"`
	EchoMode         *bool  `model:"echoMode"`
	PassiveMode      *bool  `model:"passiveMode"`
	MinimumTTL       *int   `model:"minimumTtl"`
}

// Community is a community and its name.
type Community struct {
	Name  string `model:"name"`
	Value string `model:"value"`
}
