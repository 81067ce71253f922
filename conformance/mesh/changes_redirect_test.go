package mesh

import (
	"encoding/json"
	"fmt"
	"testing"
)

// TestRedirectOfAHost: an app gets a host below a wildcard, of which port 80 serves a path
// in clear and redirects all else, or loses it. Port 80 redirects in every state on the way.
func TestRedirectOfAHost(t *testing.T) {
	const wild, named = `{"name": "shop", "image": "shop:1", "port": 80, "routes": [{"prefix": "/"}]}`,
		`, {"name": "api", "image": "api:1", "port": 80, "hosts": ["far.example.org"], "routes": [{"prefix": "/shop/cart"}]}`
	with := func(apps string) *draft {
		d := &draft{}
		text := fmt.Sprintf(`{"name": "home", "kubernetes": "1.36", "metallb": "0.16", "istio": {"version": "1.31", "install": "none"}, "routing": "gateway-api", "secrets": "omit",
			"tiers": [{"name": "primary", "ip": "192.168.1.141", "tls": {"redirect": {"except": ["/shop/*"]}}, "hosts": ["*.example.org"], "apps": [%s]}]}`, apps)
		if err := json.Unmarshal([]byte(text), d); err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, p := range []*pair{{change: "it gets one", old: with(wild), new: with(wild + named)}, {change: "it loses one", old: with(wild + named), new: with(wild)}} {
		problems, n := judgePair(t, p)
		if n.pairs != 1 || n.requests == 0 {
			t.Errorf("%s: nothing was judged: %v, %v", p.change, n, refusals)
		}
		for _, problem := range problems {
			t.Errorf("%s: %s", p.change, problem)
		}
	}
}
