package render_test

import (
	"context"
	"net/netip"
	"testing"

	"render/render"
	"render/render/trace"
)

// asksBy is a request to a host by a connection for another name, and whether it is let in.
type asksBy struct {
	sni, host string
	port      int64
	in        bool
}

// tracedOf is what requests to a topology meet.
func tracedOf(t *testing.T, text string) *trace.Mesh {
	t.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text)})
	if err != nil || out.Diagnostics.Failed() {
		t.Fatal(err, out.Diagnostics)
	}
	mesh, _, diagnostics := out.Traced()
	if diagnostics.Failed() {
		t.Fatal(diagnostics.Err())
	}
	return mesh
}

// TestAccessElsewhere: requests are let in as is said of the routes that they go by, which are
// those of the server for which the client opened the connection; judged by trace, in both
// routings. The client is of no network that is named.
func TestAccessElsewhere(t *testing.T) {
	const head = "name: home\nkubernetes: \"1.34\"\nmetallb: 0.15.3\nistio: {version: \"1.30\", install: none}\nsecrets: omit\n"
	for name, c := range map[string]struct {
		tier string
		asks []asksBy
	}{
		"below a wildcard, open": {"  hosts: [\"*.example.org\", {host: own.example.org, cert: {secret: own}}]\n  access: {from: [10.0.0.0/8]}\n  apps:\n" +
			"  - {name: inner, image: \"a:1\", port: 80, hosts: [\"*.example.org\"], routes: [/*]}\n  - {name: own, image: \"a:1\", port: 80, hosts: [own.example.org], access: off, routes: [/*]}\n",
			[]asksBy{{"q.example.org", "own.example.org", 443, false}, {"own.example.org", "own.example.org", 443, true}, {"", "own.example.org", 80, true}, {"q.example.org", "q.example.org", 443, false}}},
		"below every host": {"  hosts: [\"*\", {host: own.example.org, cert: {secret: own}}]\n  access: {from: [10.0.0.0/8]}\n  apps:\n" +
			"  - {name: inner, image: \"a:1\", port: 80, hosts: [\"*\"], routes: [/*]}\n  - {name: own, image: \"a:1\", port: 80, hosts: [own.example.org], access: off, routes: [/*]}\n",
			[]asksBy{{"q.example.net", "own.example.org", 443, false}, {"own.example.org", "own.example.org", 443, true}}},
		"a wildcard below another, with exceptions": {"  hosts: [\"*.example.org\", {host: \"*.in.example.org\", cert: {secret: in}}]\n  access: {from: [10.0.0.0/8]}\n  apps:\n" +
			"  - {name: outer, image: \"a:1\", port: 80, hosts: [\"*.example.org\"], routes: [/*]}\n  - {name: inner, image: \"a:1\", port: 80, hosts: [\"*.in.example.org\"], access: {from: [10.0.0.0/8], except: [/login/*]}, routes: [/*]}\n",
			[]asksBy{{"q.example.org", "a.in.example.org", 443, false}, {"a.in.example.org", "a.in.example.org", 443, true}, {"b.in.example.org", "a.in.example.org", 443, true}}},
		"the wildcard is open": {"  hosts: [\"*.example.org\", {host: own.example.org, cert: {secret: own}}]\n  apps:\n" +
			"  - {name: inner, image: \"a:1\", port: 80, hosts: [\"*.example.org\"], routes: [/*]}\n  - {name: own, image: \"a:1\", port: 80, hosts: [own.example.org], access: {from: [10.0.0.0/8]}, routes: [/*]}\n",
			[]asksBy{{"q.example.org", "q.example.org", 443, true}, {"own.example.org", "own.example.org", 443, false}}},
	} {
		for _, routing := range []string{"", "routing: gateway-api\n"} {
			text := head + routing + "tiers:\n- name: primary\n  ip: 10.0.0.10\n  trafficPolicy: Local\n" + c.tier
			mesh := tracedOf(t, text)
			for _, a := range c.asks {
				r := trace.Request{Secure: a.port == 443, SNI: a.sni, Method: "GET", Path: "/login/x", Host: a.host, Port: a.port, From: netip.MustParseAddr("203.0.113.9"), Address: netip.MustParseAddr("10.0.0.10")}
				if got := mesh.Follow(r); (got.Verdict == trace.Arrives) != a.in {
					t.Errorf("%s, %s: to %s on a connection for %s: %s, want in: %v: %s", name, routing, a.host, a.sni, got.Verdict, a.in, got.Why)
				}
			}
		}
	}
}

// TestAccessWithoutName: a connection of whoever asks for no name by TLS is one of those for
// every host, and names of another port's take nothing from it.
func TestAccessWithoutName(t *testing.T) {
	const text = `name: home
kubernetes: "1.34"
metallb: 0.15.3
istio: {version: "1.30", install: none}
secrets: omit
tiers:
- name: primary
  ip: 10.0.0.10
  hosts: ["*"]
  tls: passthrough
  trafficPolicy: Local
  access: {from: [10.0.0.0/8]}
  apps:
  - {name: all, image: "a:1", port: {port: 443, protocol: tls}}
- name: staff
  ip: 10.0.0.11
  hosts: ["*.example.org", a.example.org]
  trafficPolicy: Local
  ports: [{name: tls-any, port: 9883, tls: passthrough}]
  access: {from: [10.0.0.0/8]}
  apps:
  - {name: web, image: "a:1", port: 80, routes: [/*]}
  - {name: any, image: "a:1", port: {port: 9883, protocol: tls}, routes: [{tls: 9883, hosts: ["*.example.org"]}]}
`
	mesh := tracedOf(t, text)
	for from, in := range map[string]bool{"10.2.0.9": true, "203.0.113.9": false} {
		for _, r := range []trace.Request{{Port: 443, Address: netip.MustParseAddr("10.0.0.10")}, {Host: "a.example.org", Port: 9883, Address: netip.MustParseAddr("10.0.0.11")}, {Host: "b.example.org", Port: 9883, Address: netip.MustParseAddr("10.0.0.11")}} {
			r.Secure, r.Raw, r.From = true, true, netip.MustParseAddr(from)
			if got := mesh.Follow(r); (got.Verdict == trace.Arrives) != in {
				t.Errorf("%q on %d from %s: %s, want in: %v: %s", r.Host, r.Port, from, got.Verdict, in, got.Why)
			}
		}
	}
}
