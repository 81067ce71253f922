package mesh

import (
	"slices"
	"strings"
)

// dualStackEnv is the variable by which istiod has gateways listen at IPv4 and IPv6.
const dualStackEnv = "ISTIO_DUAL_STACK"

// asksIPv6 reports whether a tier has an IPv6 address.
func (t *topology) asksIPv6() bool {
	return slices.ContainsFunc(t.Tiers, func(t tier) bool {
		return slices.ContainsFunc(t.IP, func(ip string) bool { return strings.Contains(ip, ":") })
	})
}
