package model

import (
	"render/render/format"
	"render/render/plan"
)

// resolveDNS is null where external-dns is told nothing, and where a tier has no names.
func (r *resolver) resolveDNS(t *plan.Tier) *DNS {
	if names := t.InDNS(); r.plan.Document.DNS.IsSet() && len(names) > 0 {
		out := &DNS{Prefixes: r.plan.DNSPrefixes(), ZoneNote: plan.DNSZoneNote, Off: t.Written.DNS.Off(), Annotations: map[string]string{}}
		if out.Off {
			return out
		}
		for _, n := range names {
			if n.Below != "" {
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
