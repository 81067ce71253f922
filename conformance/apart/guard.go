package apart

import "math/rand/v2"

// accesses are who may come in.
var accesses = []func() any{
	func() any { return "off" },
	func() any { return map[string]any{"from": []any{"10.0.0.0/8"}} },
	func() any {
		return map[string]any{"from": []any{"10.0.0.0/8", "192.168.1.0/24"}, "notFrom": []any{"10.0.0.66/32"}, "except": []any{"/p0"}}
	},
	func() any { return map[string]any{"notFrom": []any{"172.16.0.0/12"}} },
	func() any {
		return map[string]any{"jwt": map[string]any{"issuer": "https://id.example.org", "audiences": []any{"shop"}, "claims": map[string]any{"groups": "staff"}}}
	},
	func() any {
		return map[string]any{"anyOf": []any{map[string]any{"from": []any{"10.0.0.0/8"}}, map[string]any{"jwt": map[string]any{"issuer": "https://tokens.example.org", "header": "x-token"}}}}
	},
	func() any { return map[string]any{"auth": "login"} },
	func() any {
		return map[string]any{"anyOf": []any{map[string]any{"from": []any{"10.0.0.0/8"}}, map[string]any{"auth": "login"}}}
	},
}

// guard says of a topology who may come in, of some tiers and apps: never of all tiers, where
// there are several, so that others' requests can be seen not to change.
func guard(t map[string]any, r *rand.Rand) {
	istio, known := t["istio"].(map[string]any), accesses
	if istio["install"] == "none" { // whose istiod has a provider, nobody here knows
		known = accesses[:len(accesses)-2]
	} else {
		istio["meshConfig"] = loginBy("login.default")
	}
	tiers := t["tiers"].([]any)
	open := -1
	if len(tiers) > 1 {
		open = r.IntN(len(tiers))
	}
	for i := range tiers {
		tier := tiers[i].(map[string]any)
		if i == open {
			continue
		}
		if r.IntN(3) == 0 {
			tier["proxies"] = map[string]any{"protocol": true}
		} else {
			tier["trafficPolicy"] = "Local"
		}
		if r.IntN(3) > 0 {
			tier["access"] = known[1+r.IntN(len(known)-1)]()
		}
		for _, a := range tier["apps"].([]any) {
			if r.IntN(3) == 0 {
				a.(map[string]any)["access"] = known[r.IntN(len(known))]()
			}
		}
	}
}

// senders has some tiers take connections of some networks alone: of pods' too, and of others.
func senders(t map[string]any, r *rand.Rand) {
	for _, one := range t["tiers"].([]any) {
		tier := one.(map[string]any)
		if r.IntN(3) > 0 || tier["proxies"] != nil {
			continue
		}
		tier["sourceRanges"] = []any{[]any{"10.0.0.0/8"}, []any{"203.0.113.0/24", "192.168.0.0/16"}, []any{"10.0.0.0/24"}}[r.IntN(3)]
		if r.IntN(2) == 0 {
			tier["trafficPolicy"] = "Local"
		}
	}
}

// loginBy are settings of a mesh whose gateways may ask a Service who may come in.
func loginBy(service string) map[string]any {
	return map[string]any{"extensionProviders": []any{map[string]any{"name": "login", "envoyExtAuthzHttp": map[string]any{"service": service + ".svc.cluster.local", "port": 4180}}}}
}
