package consequences

import (
	"net/netip"
	"slices"

	"render/render/format"
)

// mayForward reports whether some of the clients of hosts may come by a router that has the public address: the gateway's
// is private, and public DNS may have the names.
func mayForward(hosts []string, addresses []netip.Addr) bool {
	private := slices.ContainsFunc(addresses, func(ip netip.Addr) bool { return ip.Is4() && ip.IsPrivate() })
	return private && slices.ContainsFunc(hosts, func(host string) bool { return format.PrivateDomain(host) == "" })
}
