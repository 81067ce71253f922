package plan_test

import (
	"fmt"
	"testing"

	"render/render/decode"
	"render/render/places"
	"render/render/plan"
	"render/render/source"
)

// TestAsked: a gateway reaches whom it asks who may come in: an app of this file by its pods,
// another Service by its namespace; not what nobody asks, nor what is outside the cluster.
func TestAsked(t *testing.T) {
	for _, c := range []struct{ access, service, want string }{
		{"{auth: login}", "oauth2-proxy.login.svc.cluster.local", "[orders] [login]"},
		{"{auth: login}", "elsewhere/oauth2-proxy.login.svc.cluster.local", "[orders] [login]"},
		{"{auth: login}", "login/oauth2-proxy", "[orders] [login]"},
		{"{anyOf: [{from: [10.0.0.0/8]}, {auth: login}]}", "oauth2-proxy.login.svc.cluster.local", "[orders] [login]"},
		{"{auth: login}", "login.default.svc.cluster.local", "[orders login] []"},
		{"{auth: login}", "login.example.org", "[orders] []"},
		{"{auth: other}", "oauth2-proxy.login.svc.cluster.local", "[orders] []"},
		{"{from: [10.0.0.0/8]}", "oauth2-proxy.login.svc.cluster.local", "[orders] []"},
	} {
		root, _ := source.Parse(places.NewSource("topology.yaml", fmt.Appendf(nil, `name: home
namespace: default
istio: {version: "1.31", meshConfig: {extensionProviders: [{name: login, envoyExtAuthzHttp: {service: %s, port: 4180}}]}}
isolation: true
tiers:
- name: primary
  hosts: [a.example.org]
  apps: [{name: login, image: "login:1", port: 80, routes: [/*]}]
- name: staff
  hosts: [b.example.org]
  access: %s
  apps: [{name: orders, image: "orders:1", port: 80, routes: [/*]}]
`, c.service, c.access)))
		document, _ := decode.Decode(root)
		staff := plan.Derive(document, plan.Options{}).Tiers[1]
		reached := []string{}
		for _, a := range staff.Reached {
			reached = append(reached, a.Written.Name.Value)
		}
		if got := fmt.Sprint(reached, " ", staff.AskedIn); got != c.want {
			t.Errorf("%s asked by %s: reaches %s, want %s", c.service, c.access, got, c.want)
		}
	}
}
