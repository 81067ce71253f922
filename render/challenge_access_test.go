package render_test

import (
	"net/netip"
	"testing"

	"render/render/trace"
)

// challenged has a tier with a host that cert-manager proves and one whose certificate is there
// already, and one with such hosts alone.
const challenged = `name: acme
microk8s: "1.36"
istio: {version: "1.31", install: istioctl}
secrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer, solver: http01}}
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [a.example.net, {host: b.example.net, cert: {secret: corp-tls}}]
  trafficPolicy: Local
  access: {from: [10.20.0.0/16]}
  apps: [{name: both, image: "both:1", port: 80, routes: [/*]}]
- name: staff
  ip: 192.168.1.142
  hosts: [wiki.example.org]
  cert: {secret: corp-tls}
  trafficPolicy: Local
  access: {from: [10.20.0.0/16]}
  apps: [{name: wiki, image: "wiki:1", port: 80, routes: [/*]}]
`

// TestChallengesPastAccess: everybody may ask for the challenges of hosts that are proved by
// them, and for those of no other host.
func TestChallengesPastAccess(t *testing.T) {
	mesh := tracedOf(t, challenged)
	for host, open := range map[string]bool{"wiki.example.org": false, "a.example.net": true, "b.example.net": false} {
		for path, open := range map[string]bool{"/.well-known/acme-challenge/x": open, "/x": false} {
			r, err := trace.Parse("http://" + host + path)
			if err != nil {
				t.Fatal(err)
			}
			r.From = netip.MustParseAddr("198.51.100.7")
			if got := mesh.Follow(r); (got.Status != 403) != open {
				t.Errorf("%s%s: %s, %d: %s", host, path, got.Verdict, got.Status, got.Why)
			}
		}
	}
}
