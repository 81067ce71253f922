package mesh

import "testing"

// TestHostsOfOneWord: an app gets a host, or loses one, that differs from another of its
// hosts in dots for dashes alone, so that the names of both have a hash while both are
// there. The other is answered in every state on the way.
func TestHostsOfOneWord(t *testing.T) {
	const dashes, dots = `"a-b.example.org"`, `"a.b.example.org"`
	for _, routing := range []string{"istio", gatewayAPI} {
		with := func(hosts string) *draft {
			return draftOf(t, `{"name": "home", "kubernetes": "1.36", "metallb": "0.16", "istio": {"version": "1.31", "install": "none"}, "routing": %q,
				"tiers": [{"name": "primary", "ip": "192.168.1.141", "tls": {"mode": "off"}, "hosts": [%s, %s],
				"apps": [{"name": "shop", "image": "shop:1.0", "port": 80, "hosts": [%s], "routes": [{"prefix": "/x"}]}]}]}`, routing, dashes, dots, hosts)
		}
		for _, c := range []struct{ name, old, new string }{
			{"dots are added", dashes, dashes + ", " + dots},
			{"dashes are added", dots, dashes + ", " + dots},
			{"the order is another", dashes + ", " + dots, dots + ", " + dashes},
			{"dots are removed", dashes + ", " + dots, dashes},
		} {
			judgeWritten(t, routing+", "+c.name, with(c.old), with(c.new), func(n tally) int { return n.requests })
		}
	}
}
