package render_test

import (
	"slices"
	"strings"
	"testing"

	"render/render"
)

// TestAudiences: for whom a token is, is asked of requests for the app that asks it. A
// RequestAuthentication would refuse one for others on every host of the gateway, and has it only
// where apps are told claims by headers, which those that are open believe too.
func TestAudiences(t *testing.T) {
	const topology = `name: home
kubernetes: "1.34"
istio: "1.31"
metallb: 0.15.3
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [api.example.org, open.example.org]
  apps:
  - {name: api, image: "api:1", port: 80, hosts: [api.example.org], access: {jwt: {issuer: "https://id.example.org", audiences: [shop, api], header: x-token}}, routes: [/*]}
  - {name: open, image: "open:1", port: 80, hosts: [open.example.org], routes: [/*]}
`
	for text, want := range map[string][]any{
		topology: nil,
		strings.Replace(topology, "header: x-token", "header: x-token, toHeaders: {x-user: sub}", 1): {"api", "shop"},
	} {
		asked := false
		for _, m := range mustRender(t, render.Input{Name: "topology.yaml", Text: []byte(text)}).Manifests {
			switch m.Object.Map()["kind"] {
			case "RequestAuthentication":
				rule := at(m.Object.Map(), "spec", "jwtRules").([]any)[0].(map[string]any)
				if got, _ := rule["audiences"].([]any); !slices.Equal(got, want) {
					t.Errorf("every request of the gateway is asked for %v, want %v, of\n%s", got, want, text)
				}
			case "AuthorizationPolicy":
				out, _ := m.Object.Map()["spec"].(map[string]any)["rules"].([]any)
				asked = asked || len(out) == 2 && at(out[1].(map[string]any), "when") != nil
			}
		}
		if !asked {
			t.Errorf("nobody asks for audiences, of\n%s", text)
		}
	}
}
