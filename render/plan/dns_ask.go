package plan

import (
	"strings"

	"render/internal/later"
	"render/render/format"
)

// DNSSetIdentifier is the member of a name in a DNSEndpoint that is none for providers.
const DNSSetIdentifier = "setIdentifier"

// DNSAsk is an annotation for external-dns of a tier, and what it is in a DNSEndpoint, of
// which external-dns reads no annotation.
type DNSAsk struct {
	Written *format.Pair
	// Property is what a provider reads, as external-dns calls it; "" where the
	// annotation is nothing of external-dns', or of another of its sources.
	Property string
}

// DNSAsks are the annotations that a tier has for external-dns, in the order of the file.
// What each becomes is what external-dns makes of it where it reads annotations
// (source/annotations/provider_specific.go in 0.22).
func (p *Plan) DNSAsks(t *Tier) []DNSAsk {
	var out []DNSAsk
	for i := range t.Written.DNS.Annotations {
		pair := &t.Written.DNS.Annotations[i]
		out = append(out, DNSAsk{pair, p.dnsProperty(pair.Key.Value, pair.Value.Value)})
	}
	return out
}

// dnsProperty is what external-dns makes of an annotation for providers, "" for nothing.
func (p *Plan) dnsProperty(key, value string) string {
	for _, prefix := range p.DNSPrefixes() {
		name, ok := strings.CutPrefix(key, prefix)
		if !ok {
			continue
		}
		provider, of, _ := strings.Cut(name, "-")
		switch {
		case name == "set-identifier":
			return DNSSetIdentifier
		case name == "azure-tags":
			return "azure/tags"
		case name == "record-type" || name == "alias" && value == "true":
			return name
		case provider == "cloudflare" && of != "":
			return key // that of Cloudflare reads it whole
		case dnsProviders()[provider] && of != "":
			return provider + "/" + of
		}
	}
	return ""
}

// DNSNote is the annotation of which external-dns makes what a provider reads, by what
// external-dns calls it; false where it makes that of none.
func DNSNote(property string) (key string, ok bool) {
	const prefix = "external-dns.kubernetes.io/"
	provider, of, two := strings.Cut(property, "/")
	switch {
	case property == DNSSetIdentifier:
		return prefix + "set-identifier", true
	case property == "azure/tags":
		return prefix + "azure-tags", true
	case property == "record-type" || property == "alias":
		return prefix + property, true
	case two && strings.HasPrefix(of, "cloudflare-"):
		return property, true
	case two && dnsProviders()[provider]:
		return prefix + provider + "-" + of, true
	}
	return "", false
}

// dnsProviders are those of which external-dns hands on whatever annotation begins with
// their name.
func dnsProviders() map[string]bool { return dnsProvidersOnce.Get(makeDnsProviders) }

var dnsProvidersOnce later.Value[map[string]bool]

func makeDnsProviders() map[string]bool {
	return map[string]bool{"aws": true, "scw": true, "webhook": true, "coredns": true}
}
