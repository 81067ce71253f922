package model

// Access is who may send what to a tier's gateway.
type Access struct {
	Name      string            `model:"name"` // of the policies
	Namespace string            `model:"namespace"`
	Selector  map[string]string `model:"selector"` // labels of the gateway's pods
	Gateway   *string           `model:"gateway"`  // that policies are for, in place of pods; null where they choose those
	Allow     []AccessRule      `model:"allow"`    // what is none of these is refused
	Asks      []AccessAsk       `model:"asks"`     // the providers that are asked
	Tokens    []Token           `model:"tokens"`
}

// AccessAsk is what an extension provider is asked about.
type AccessAsk struct {
	Suffix   string       `model:"suffix"` // of the policy's name
	Provider string       `model:"provider"`
	Rules    []AccessRule `model:"rules"`
}

// AccessRule is what some may send; of an empty list all.
type AccessRule struct {
	Networks    []string     `model:"networks"`
	NotNetworks []string     `model:"notNetworks"`
	Proxied     bool         `model:"proxied"` // networks are those of whom proxies tell
	Issuers     []string     `model:"issuers"` // whose tokens
	Hosts       []string     `model:"hosts"`   // as the policy has them, with ports
	NotHosts    []string     `model:"notHosts"`
	Ports       []string     `model:"ports"` // of the pods
	Paths       []string     `model:"paths"`
	NotPaths    []string     `model:"notPaths"`
	Methods     []string     `model:"methods"`
	NotMethods  []string     `model:"notMethods"`
	When        []AccessTest `model:"when"`
}

// AccessTest is something that has to be so too.
type AccessTest struct {
	Key       string   `model:"key"`
	Values    []string `model:"values"`
	NotValues []string `model:"notValues"`
}

// Token is an issuer's tokens, and how they are verified.
type Token struct {
	Issuer    string        `model:"issuer"`
	JWKS      *string       `model:"jwks"` // the URL of its keys; null where the issuer is asked, or they are in keys
	Keys      *string       `model:"keys"` // its keys themselves, as a JSON Web Key Set; null where they are asked for
	Audiences []string      `model:"audiences"`
	Header    *string       `model:"header"` // null for authorization
	Prefix    *string       `model:"prefix"`
	ToHeaders []ClaimHeader `model:"toHeaders"`
}

// ClaimHeader is a header by which an app is told a claim.
type ClaimHeader struct {
	Header string `model:"header"`
	Claim  string `model:"claim"`
}
