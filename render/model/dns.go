package model

// DNS is what external-dns is told of a tier.
type DNS struct {
	Prefixes    []string          `model:"prefixes"` // of its annotations, each with all of them
	Off         bool              `model:"off"`      // it is to pass over the tier; then all else is empty
	Targets     []string          `model:"targets"`  // where the names lead
	Below       []string          `model:"below"`    // names below the tier's wildcards, which its Gateways do not list
	TTL         *int              `model:"ttl"`      // in seconds; null for the DNS server's own
	ZoneNote    string            `model:"zoneNote"` // the annotation that says the zone
	Zone        *string           `model:"zone"`     // "public" or "private"; null for both
	Annotations map[string]string `model:"annotations"`
}

// DNSEndpoint is the object by which external-dns is told of a tier.
type DNSEndpoint struct {
	Name          string            `model:"name"`
	Namespace     string            `model:"namespace"`
	Names         []string          `model:"names"` // of the tier, in the order of the file
	IPv4          []string          `model:"ipv4"`  // where they lead
	IPv6          []string          `model:"ipv6"`
	Alias         *string           `model:"alias"` // the name that they lead to; null where there are addresses
	TTL           *int              `model:"ttl"`   // in seconds; null for the DNS server's own
	SetIdentifier *string           `model:"setIdentifier"`
	Provider      []DNSProperty     `model:"provider"`    // what the DNS server's provider is asked for, of each name
	ZoneLabel     string            `model:"zoneLabel"`   // that says the zone
	ZoneNote      string            `model:"zoneNote"`    // the annotation that says it too
	Zone          *string           `model:"zone"`        // "public" or "private"; null for both
	Annotations   map[string]string `model:"annotations"` // of the object, that are nothing of a provider
}

// DNSProperty is what a provider of external-dns is asked for.
type DNSProperty struct {
	Name  string `model:"name"`
	Value string `model:"value"`
}
