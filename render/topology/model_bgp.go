package topology

// ModelBGP is the sessions with routers and what they are told.
type ModelBGP struct {
	Peers       []ModelPeer      `model:"peers"`
	Profiles    []ModelBFD       `model:"profiles"`    // one a peer that has BFD, of its name
	Aliases     []ModelCommunity `model:"aliases"`     // communities that go by a name
	Communities []string         `model:"communities"` // values, or names of aliases
	LocalPref   *int             `model:"localPref"`
	Length      *int             `model:"aggregationLength"`
	LengthV6    *int             `model:"aggregationLengthV6"`
}

// ModelPeer is one router; what is null is left to MetalLB.
type ModelPeer struct {
	Name           string              `model:"name"`
	MyASN          int                 `model:"myASN"`
	ASN            int                 `model:"asn"`
	Address        string              `model:"address"`
	Port           *int                `model:"port"`
	SourceAddress  *string             `model:"sourceAddress"`
	HoldTime       *string             `model:"holdTime"`
	PasswordSecret *string             `model:"passwordSecret"`
	BFDProfile     *string             `model:"bfdProfile"`
	EBGPMultiHop   *bool               `model:"ebgpMultiHop"`
	NodeSelectors  []map[string]string `model:"nodeSelectors"` // labels of nodes
}

// ModelBFD is a BFD profile, in milliseconds; what is null is left to MetalLB.
type ModelBFD struct {
	Name             string `model:"name"`
	ReceiveInterval  *int   `model:"receiveInterval"`
	TransmitInterval *int   `model:"transmitInterval"`
	DetectMultiplier *int   `model:"detectMultiplier"`
	EchoInterval     *int   `model:"echoInterval"`
	EchoMode         *bool  `model:"echoMode"`
	PassiveMode      *bool  `model:"passiveMode"`
	MinimumTTL       *int   `model:"minimumTtl"`
}

// ModelCommunity is a community and its name.
type ModelCommunity struct {
	Name  string `model:"name"`
	Value string `model:"value"`
}
