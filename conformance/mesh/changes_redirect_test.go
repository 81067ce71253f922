package mesh

import "testing"

// TestRedirectOfAHost: an app gets a host below a wildcard, of which port 80 serves a path
// in clear and redirects all else, or loses it. Port 80 redirects in every state on the way.
func TestRedirectOfAHost(t *testing.T) {
	const wild, named = `{"name": "shop", "image": "shop:1", "port": 80, "routes": [{"prefix": "/"}]}`,
		`, {"name": "api", "image": "api:1", "port": 80, "hosts": ["far.example.org"], "routes": [{"prefix": "/shop/cart"}]}`
	with := func(apps string) *draft {
		return draftOf(t, `{"name": "home", "kubernetes": "1.36", "metallb": "0.16", "istio": {"version": "1.31", "install": "none"}, "routing": "gateway-api", "secrets": "omit",
			"tiers": [{"name": "primary", "ip": "192.168.1.141", "tls": {"redirect": {"except": ["/shop/*"]}}, "hosts": ["*.example.org"], "apps": [%s]}]}`, apps)
	}
	requests := func(n tally) int { return n.requests }
	judgeWritten(t, "it gets one", with(wild), with(wild+named), requests)
	judgeWritten(t, "it loses one", with(wild+named), with(wild), requests)
}
