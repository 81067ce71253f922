package rules

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"render/render/addresses"
	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// checkKeysReached warns of keys that istiod fetches from a host of the topology's own, which
// does not let it in: it brings no token, and its address is that of a pod.
func (v *verdict) checkKeysReached(t *plan.Tier) {
	seen := map[string]bool{}
	for _, j := range t.Tokens() {
		at, asked := j.Issuer, strings.TrimSuffix(j.Issuer.Value, "/")+"/.well-known/openid-configuration"
		if j.JWKS.IsSet() {
			at, asked = j.JWKS, j.JWKS.Value
		}
		u, err := url.Parse(asked)
		if err != nil || at.IsWrong() || u.Scheme != "http" && u.Scheme != "https" || seen[asked] {
			continue
		}
		seen[asked] = true
		host := strings.ToLower(u.Hostname())
		for i := range v.plan.Tiers {
			of := &v.plan.Tiers[i]
			if !namesHost(of, host) {
				continue // a wildcard that covers it may be for others: DNS leads there, or it does not
			}
			who, shut := v.keepsPodsOut(of)
			if !shut {
				who, shut = of.ShutsOut(host, routing.NewPath(routing.Exact, u.Path), u.Scheme == "https")
			}
			if shut {
				v.warn("access-token", at.Origin, "istiod fetches the keys from "+wording.Quote(host)+", which lets in only some: unless its pods are among them every token is refused with 401",
					keysElsewhere(j), who)
			}
			break
		}
	}
}

// keepsPodsOut reports whether the address of a tier lets in only some networks, of which none is
// known to have the cluster's pods, and where that is written. Where something is before the gateway,
// that is who comes in.
func (v *verdict) keepsPodsOut(t *plan.Tier) (at format.Origin, shut bool) {
	if w := t.Written; len(w.SourceRanges) == 0 || w.Proxies.Origin.IsSet() {
		return at, false
	}
	ranges := prefixes(t.Written.SourceRanges)
	if slices.ContainsFunc(ranges, func(r netip.Prefix) bool { return r.Bits() == 0 }) || v.doc.MicroK8s.IsSet() && covered(addresses.MicroK8sPods(), ranges) {
		return at, false
	}
	return format.ListOrigin(t.Written.SourceRanges), len(ranges) > 0
}

// namesHost reports whether a tier, or a route of it, names a host.
func namesHost(t *plan.Tier, host string) bool {
	return t.Known != nil && t.Known.Has(host) || slices.ContainsFunc(t.Routes, func(r *plan.Route) bool { return slices.Contains(r.HostNames, host) })
}

// keysElsewhere is how tokens are verified though nobody lets istiod in.
func keysElsewhere(j *format.JWT) string {
	if j.JWKS.IsSet() {
		return "write the URL of the keys inside the cluster, or a file that has them"
	}
	return "write jwks: the URL of the keys inside the cluster, or a file that has them"
}
