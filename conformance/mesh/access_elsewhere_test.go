package mesh

import (
	"bytes"
	"strings"
	"testing"
)

// certifiedApart is a tier with a wildcard for some, and a host below it with a certificate of
// its own for all.
const certifiedApart = `name: home
microk8s: "1.36"
routing: ROUTING
istio: "1.31"
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: ["*.example.org", {host: own.example.org, cert: {secret: own}}]
  trafficPolicy: Local
  access: {from: [10.0.0.0/8]}
  apps:
  - {name: inner, image: "a:1", port: 80, hosts: ["*.example.org"], routes: [/*]}
  - {name: own, image: "a:1", port: 80, hosts: [own.example.org], access: off, routes: [/*]}
`

// TestAccessElsewhere: a request that comes by a connection for the wildcard goes by the
// wildcard's routes, and is let in as they are; policies that go by Host alone are found.
func TestAccessElsewhere(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	for _, routing := range []string{"istio", "gateway-api"} {
		written := []byte(strings.Replace(certifiedApart, "ROUTING", routing, 1))
		name := inFolder(t, written)
		stream, ok := renders(t, tool, name)
		if !ok {
			_, told := refusedFor(t, tool, name)
			t.Fatal(told)
		}
		const tie = "    when:\n    - key: connection.sni\n      values:\n      - own.example.org\n"
		if !bytes.Contains(stream, []byte(tie)) {
			t.Fatalf("%s: nothing goes by what is asked for by TLS", routing)
		}
		for broken, stream := range map[bool][]byte{false: stream, true: bytes.ReplaceAll(stream, []byte(tie), nil)} {
			problems, asked := judgeAccess(t, allAsked, written, withIstio(t, tool, name, stream)...)
			if asked == 0 || (len(problems) > 0) != broken {
				t.Errorf("%s, without what is asked for by TLS %v: %d askings, %q", routing, broken, asked, problems)
			}
		}
	}
}
