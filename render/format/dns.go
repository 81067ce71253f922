package format

// DNS is how DNS is told the tiers' names and addresses.
type DNS struct {
	Origin
	// How external-dns is told. `external-dns`: by annotations of Gateways, and of the Gateway
	// API's routes, by which it finds each tier's hosts and address there. `endpoint`: by a
	// DNSEndpoint a tier, an object of its own with the same, for its source `crd`; external-dns'
	// CustomResourceDefinition is to be there. Example: external-dns
	By Enum[DNSBy] `key:"by,alone" required:"" enum:""`
	// What external-dns' annotations begin with, where it runs with --annotation-prefix,
	// without the slash. Below 0.22 its own prefix is external-dns.alpha.kubernetes.io,
	// from then on external-dns.kubernetes.io. Example: internal.example.org
	Prefix Text `key:"prefix" format:"subdomain" derived:"both of external-dns' own"`
}

// TierDNS is what DNS is told of a tier.
type TierDNS struct {
	Origin
	// Whether it is told anything. Example: false
	On Flag `key:"-,alone"`
	// Where the names lead: addresses, or one other name. Example: [203.0.113.10]
	Target []Text `key:"target" form:"one" format:"target" derived:"the tier's ip"`
	// For how many seconds answers may be kept. Example: 300
	TTL Number `key:"ttl" min:"1" max:"2147483647" derived:"the DNS server's own"`
	// Which kind of zone the names are for, where each has an external-dns of its own. That
	// for private ones runs with --annotation-filter="render/dns-zone notin (public)", that
	// for public ones with private in its place; for DNSEndpoints with
	// --label-filter="dns-zone notin (public)", since 0.22.0 finds none by their annotations.
	// Example: private
	Zone Enum[DNSZone] `key:"zone" enum:"" derived:"both"`
	// More annotations for external-dns, as its providers have them. In a DNSEndpoint they
	// are what external-dns makes of them for providers, of each name.
	// Example: {external-dns.kubernetes.io/cloudflare-proxied: "false"}
	Annotations []Pair `key:"annotations" form:"map" format:"gatewaynote,text"`
}

// Off reports whether DNS is to be told nothing.
func (d *TierDNS) Off() bool { return d.On.IsSet() && !d.On.Value }

// DNSBy is who tells DNS.
type DNSBy string

// The words of DNSBy.
const (
	DNSByExternalDNS DNSBy = "external-dns"
	DNSByEndpoint    DNSBy = "endpoint"
)

// Words lists them.
func (DNSBy) Words() []string { return wordsOf(DNSByExternalDNS, DNSByEndpoint) }

// DNSZone is whose questions names are for.
type DNSZone string

// The words of DNSZone.
const (
	DNSPublic  DNSZone = "public"
	DNSPrivate DNSZone = "private"
)

// Words lists them.
func (DNSZone) Words() []string { return wordsOf(DNSPublic, DNSPrivate) }
