package rules

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkDNS checks what DNS would be told of the tiers.
func (v *verdict) checkDNS() {
	told := v.doc.DNS.IsSet()
	v.checkDNSEndpoints()
	owners := map[string][]dnsOwner{}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		d := &p.Written.DNS
		switch {
		case !told && d.IsSet():
			v.warn("no-effect", d.Origin, "has no effect: the topology has no `dns`, so that nobody is told of any tier", "write dns: external-dns beside the tiers, or remove it")
		case !told:
		case d.Off():
			v.checkDNSNotes(p, "controller")
		case len(p.InDNS()) == 0:
			if d.IsSet() {
				v.warn("no-effect", d.Origin, "has no effect: the tier has no host that DNS could have", "remove it")
			}
		default:
			v.checkDNSTarget(p)
			v.checkDNSNotes(p, "target", "ttl", "hostname", "controller")
			v.shareDNS(owners, p)
		}
	}
}

// checkDNSTarget checks where a tier's names would lead: to addresses, or to one name,
// since a CNAME is alone (RFC 1034, 3.6.2).
func (v *verdict) checkDNSTarget(p *plan.Tier) {
	target := p.Written.DNS.Target
	if len(target) == 0 && len(p.IPs) == 0 {
		if p.Written.IP == nil {
			v.fail("dns-target", p.Written.Origin, "DNS is to be told of the tier's hosts, and the tier has no address", "write dns: {target: ...} with what is before the gateway, or dns: false", v.doc.DNS.Origin)
		}
		return
	}
	if v.failOwnTarget(p) {
		return
	}
	seen := map[string]format.Origin{}
	var addr, name format.Text
	for _, t := range target {
		if first, ok := seen[t.Value]; ok {
			v.fail("value-twice", t.Origin, wording.Quote(t.Value)+" is there twice", "remove one of the two", first)
			return
		}
		seen[t.Value] = t.Origin
		kind := &name
		if _, err := netip.ParseAddr(t.Value); err == nil {
			kind = &addr
		} else if name.IsSet() {
			v.fail("dns-target", t.Origin, "a name leads to one other name, and here to two", "remove one of the two, or write addresses", name.Origin)
			return
		}
		*kind = t
	}
	if addr.IsSet() && name.IsSet() {
		v.fail("dns-target", name.Origin, "a name that leads to another has no addresses of its own", "remove "+wording.Quote(name.Value)+", or the addresses", addr.Origin)
		return
	}
	v.warnOfPrivateAddress(p)
}

// failOwnTarget tells of a target that is one of the names that are to lead to it. What is
// only below one of the tier's wildcards may have a record of its own elsewhere.
func (v *verdict) failOwnTarget(p *plan.Tier) bool {
	names := p.InDNS()
	for _, t := range p.Written.DNS.Target {
		at := slices.IndexFunc(names, func(n plan.Name) bool { return strings.EqualFold(n.Host.Value, strings.TrimSuffix(t.Value, ".")) })
		if at < 0 {
			continue
		}
		v.fail("dns-target", t.Origin, wording.Quote(t.Value)+" is one of the names that are to lead there, so that it would lead to itself, and all the others nowhere",
			"write the address that it has, or a name that is no host of the tier; or dns: false, if its record is somebody else's", names[at].Host.Origin)
		return true
	}
	return false
}

// warnOfPrivateAddress warns of an address that nobody on the internet reaches, in a zone
// that is theirs.
func (v *verdict) warnOfPrivateAddress(p *plan.Tier) {
	d := &p.Written.DNS
	if d.Zone.Value != format.DNSPublic {
		return
	}
	for _, text := range p.DNSTargets() {
		if addr, err := netip.ParseAddr(text); err == nil && (addr.IsPrivate() || addr.IsLinkLocalUnicast()) {
			v.warn("dns-private", d.Zone.Origin, wording.Quote(text)+" is a private address, which a public zone tells to everyone and nobody outside reaches", "write the router's address as target beside it, or zone: private",
				format.Or(format.ListOrigin(d.Target), format.ListOrigin(p.Written.IP)))
		}
	}
}

// checkDNSNotes finds annotations that are written by hand and by `dns`, of those by these
// names.
func (v *verdict) checkDNSNotes(p *plan.Tier, names ...string) {
	written := [][]format.Pair{v.doc.Annotations, p.Written.Gateway.Annotations, p.Written.DNS.Annotations}
	if v.plan.DNSEndpoints() { // which leaves Gateways alone
		written = [][]format.Pair{p.Written.DNS.Annotations}
	}
	for _, list := range written {
		for _, pair := range list {
			key := pair.Key.Value
			name, ok := v.dnsWrites(key)
			if !ok || name != plan.DNSZoneNote && !slices.Contains(names, name) {
				continue
			}
			help := "remove it"
			if name == "target" || name == "ttl" {
				help += ", and write dns: {" + name + ": " + format.YAMLWord(pair.Value.Value) + "} at the tier"
			}
			v.fail("dns-annotation", pair.Key.Origin, wording.Quote(key)+" is what `dns` writes", help, v.doc.DNS.Origin)
		}
	}
}

// dnsWrites reports whether `dns` may write an annotation, and which by its name behind the
// prefix.
func (v *verdict) dnsWrites(key string) (name string, ok bool) {
	if key == plan.DNSZoneNote {
		return key, true
	}
	for _, prefix := range v.plan.DNSPrefixes() {
		if name, ok := strings.CutPrefix(key, prefix); ok {
			return name, true
		}
	}
	return "", false
}

// dnsOwner is a tier that DNS is told has a name.
type dnsOwner struct {
	tier *plan.Tier
	name format.Text
}

// shareDNS finds names that one DNS server would be told two tiers have: external-dns makes
// one record of both, with the addresses of all.
func (v *verdict) shareDNS(owners map[string][]dnsOwner, p *plan.Tier) {
	zone := p.Written.DNS.Zone.Value
	for _, n := range p.InDNS() {
		for _, other := range owners[n.Host.Value] {
			apart := other.tier.Written.DNS.Zone.Value
			if zone != "" && apart != "" && zone != apart || sameTargets(p, other.tier) {
				continue
			}
			v.fail("dns-two-tiers", n.Host.Origin, fmt.Sprintf("DNS would be told that %s is on tier %q too, and hands out the addresses of both", wording.Quote(n.Host.Value), other.tier.Written.Name.Value),
				"write dns: {zone: private} at the tier that is for the LAN and dns: {zone: public} at the other, or dns: false at one", other.name.Origin)
			break
		}
		owners[n.Host.Value] = append(owners[n.Host.Value], dnsOwner{p, n.Host})
	}
}

// sameTargets reports whether the names of two tiers lead to the same.
func sameTargets(a, b *plan.Tier) bool {
	x, y := map[string]bool{}, map[string]bool{}
	for _, t := range a.DNSTargets() {
		x[t] = true
	}
	for _, t := range b.DNSTargets() {
		if y[t] = true; !x[t] {
			return false
		}
	}
	return len(x) == len(y)
}
