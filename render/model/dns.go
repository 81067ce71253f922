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
