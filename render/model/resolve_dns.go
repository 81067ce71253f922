package model

import (
	"net/netip"

	"render/render/format"
	"render/render/plan"
)

// resolveDNS is null where external-dns is told nothing, or by an object, and where a tier
// has no names.
func (r *resolver) resolveDNS(t *plan.Tier) *DNS {
	if names := t.InDNS(); r.plan.DNSNotes() && len(names) > 0 {
		out := &DNS{Prefixes: r.plan.DNSPrefixes(), ZoneNote: plan.DNSZoneNote, Off: t.Written.DNS.Off(), Annotations: map[string]string{}}
		if out.Off {
			return out
		}
		listed := gatewaysHosts(t)
		for _, n := range names {
			if n.Below != "" || !listed[n.Host.Value] {
				out.Below = append(out.Below, n.Host.Value)
			}
		}
		w := &t.Written.DNS
		out.Targets, out.Zone, out.Annotations = t.DNSTargets(), optionalWord(w.Zone), format.Pairs(w.Annotations)
		if w.TTL.IsSet() {
			out.TTL = &w.TTL.Value
		}
		return out
	}
	return nil
}

// gatewaysHosts are the hosts that a tier's Gateways list: not those that it lists itself
// below a wildcard of the same server.
func gatewaysHosts(t *plan.Tier) map[string]bool {
	out := map[string]bool{}
	for i := range t.Servers {
		for _, group := range t.Servers[i].Gateways {
			for _, host := range group.Hosts {
				out[host] = true
			}
		}
	}
	return out
}

// resolveDNSEndpoint is null where external-dns is told nothing, or by annotations.
func (r *resolver) resolveDNSEndpoint(t *plan.Tier) *DNSEndpoint {
	if !r.plan.TellsDNSEndpoint(t) {
		return nil
	}
	w := &t.Written.DNS
	out := &DNSEndpoint{Name: t.Names.Gateway, Namespace: t.GatewaysIn, ZoneLabel: plan.DNSZoneLabel, ZoneNote: plan.DNSZoneNote, Zone: optionalWord(w.Zone), Annotations: map[string]string{}}
	for _, n := range t.InDNS() {
		out.Names = append(out.Names, n.Host.Value)
	}
	for _, target := range t.DNSTargets() {
		switch addr, err := netip.ParseAddr(target); {
		case err != nil:
			out.Alias = &target
		case addr.Is4():
			out.IPv4 = append(out.IPv4, target)
		default:
			out.IPv6 = append(out.IPv6, target)
		}
	}
	if w.TTL.IsSet() {
		out.TTL = &w.TTL.Value
	}
	for _, note := range r.plan.DNSAsks(t) {
		switch {
		case note.Property == "":
			out.Annotations[note.Written.Key.Value] = note.Written.Value.Value
		case note.Property == plan.DNSSetIdentifier:
			out.SetIdentifier = &note.Written.Value.Value
		default:
			out.Provider = append(out.Provider, DNSProperty{note.Property, note.Written.Value.Value})
		}
	}
	return out
}
