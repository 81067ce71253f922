package plan_test

import (
	"slices"
	"testing"

	"render/render/decode"
	"render/render/places"
	"render/render/plan"
	"render/render/source"
)

// TestTLSGatewayNames: the Gateways of a port that speaks tls have names that Kubernetes
// takes, whatever the hosts are, and each another.
func TestTLSGatewayNames(t *testing.T) {
	root, _ := source.Parse(places.NewSource("topology.yaml", []byte(`
name: home
tiers:
- name: staff
  ip: 192.168.1.141
  hosts: ["*.tier1.example.net", home.tier1.example.net, home-tier1.example.net, sso.net, {host: administration.tier1.example.net, cert: certs/staff}]
  ports: [{name: tls-mqtt, port: 8883}, {name: tls-logs, port: 16514}]
  apps:
  - name: broker
    port: {port: 1883, protocol: tcp}
    routes:
    - {tls: 8883, hosts: ["*.tier1.example.net", home.tier1.example.net, home-tier1.example.net, sso.net, administration.tier1.example.net]}
    - {tls: 16514}
`)))
	document, _ := decode.Decode(root)
	var got []string
	for _, g := range plan.Derive(document, plan.Options{}).Tiers[0].TLSGateways {
		got = append(got, g.Name)
	}
	want := []string{
		"gateway-ingressgateway-staff-tls-8883-administration-18012f9f",
		"gateway-ingressgateway-staff-tls-8883-home-tier1-exam-1652db69",
		"gateway-ingressgateway-staff-tls-8883-home-tier1-exam-7f043c86",
		"gateway-ingressgateway-staff-tls-8883-sso-net",
		"gateway-ingressgateway-staff-tls-8883-wildcard-tier1-1741ebcc",
		"gateway-ingressgateway-staff-tls-16514",
		"gateway-ingressgateway-staff-tls-16514--administration-18012f9f",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, name := range got {
		if len(name) > 63 {
			t.Errorf("%q is longer than 63 characters", name)
		}
	}
}
