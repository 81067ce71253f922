package rules

import (
	"fmt"

	"render/render/plan"
	"render/render/wording"
)

// checkDNSEndpoints checks what DNSEndpoints alone have.
func (v *verdict) checkDNSEndpoints() {
	if !v.plan.DNSEndpoints() {
		return
	}
	zoned, asked := false, false
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		zoned = zoned || p.Written.DNS.Zone.IsSet()
		asked = v.checkDNSAsks(p) || asked
	}
	if prefix := v.doc.DNS.Prefix; prefix.IsSet() && !prefix.IsWrong() && !asked {
		v.warn("no-effect", prefix.Origin, "has no effect: external-dns reads no annotation of a DNSEndpoint, and no tier's `dns` has one for its provider", "remove it", v.doc.DNS.By.Origin)
	}
	for _, pair := range v.doc.Labels {
		if pair.Key.Value == plan.DNSZoneLabel && zoned {
			v.fail("dns-annotation", pair.Key.Origin, wording.Quote(pair.Key.Value)+" is what `dns` writes", "write another name", v.doc.DNS.Origin)
		}
	}
}

// checkDNSAsks finds two annotations of a tier that external-dns' provider would be asked
// as one, and reports whether any begins with external-dns' prefix.
func (v *verdict) checkDNSAsks(p *plan.Tier) (any bool) {
	first := map[string]plan.DNSAsk{}
	for _, ask := range v.plan.DNSAsks(p) {
		key := ask.Written.Key
		_, own := v.dnsWrites(key.Value)
		any = any || own
		before, twice := first[ask.Property]
		switch {
		case ask.Property == "":
		case twice:
			v.fail("value-twice", key.Origin, fmt.Sprintf("%s and %s are one in a DNSEndpoint", wording.Quote(before.Written.Key.Value), wording.Quote(key.Value)), "remove one of the two", before.Written.Key.Origin)
		default:
			first[ask.Property] = ask
		}
	}
	return any
}
