package mesh

import (
	"fmt"
	"strings"
	"testing"
)

// solved is what cert-manager makes to prove a host by HTTP-01, beside the Certificate: a
// Service in front of the pod that answers, and a route for the challenge alone
// (cert-manager, pkg/issuer/acme/http/service.go and httproute.go). The issuer says to which
// Gateway the route attaches.
func solved(namespace, gateway, host, token string) string {
	name := "cm-acme-http-solver-" + token
	return fmt.Sprintf(`apiVersion: v1
kind: Service
metadata: {name: %[1]s, namespace: %[2]s}
spec:
  selector: {acme.cert-manager.io/http01-solver: "true", acme.cert-manager.io/http-token: %[5]q}
  ports: [{name: http, port: 8089, targetPort: 8089}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: %[1]s, namespace: %[2]s}
spec:
  parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: %[3]s, namespace: %[2]s}]
  hostnames: [%[4]q]
  rules:
  - matches: [{path: {type: Exact, value: /.well-known/acme-challenge/%[5]s}}]
    backendRefs: [{group: "", kind: Service, name: %[1]s, port: 8089, weight: 1}]
`, name, namespace, gateway, host, token)
}

// solvedHosts are the hosts that are proved, with the Gateways that take their challenges.
var solvedHosts = map[string]string{"example.org": "gateway-ingressgateway", "www.example.org": "gateway-ingressgateway", "staff.example.org": "gateway-ingressgateway-staff"}

// TestSolverRoutes: challenges of HTTP-01 come to cert-manager's solver on each tier of the
// Gateway API, whether its port 80 redirects or not, and in whichever namespace the Gateway is.
func TestSolverRoutes(t *testing.T) {
	if lost := challenges(t, func(stream string) string { return stream }); len(lost) > 0 {
		t.Errorf("lost: %q", lost)
	}
}

// TestSolverRoutesBroken: a listener that takes the routes of apps alone loses them.
func TestSolverRoutesBroken(t *testing.T) {
	lost := challenges(t, func(stream string) string { return strings.ReplaceAll(stream, "            - edge\n", "") })
	if len(lost) != 1 || !strings.Contains(lost[0], "staff.example.org") {
		t.Errorf("lost: %q", lost)
	}
}

// challenges are those that do not come to the solver.
func challenges(t *testing.T, change func(string) string) (lost []string) {
	t.Helper()
	var solvers [][]byte
	for host, gateway := range solvedHosts {
		solvers = append(solvers, []byte(solved("edge", gateway, host, strings.ReplaceAll(host, ".", "-"))))
	}
	w, configs := goldenWorld(t, "gateway-api-http01", change, solvers...)
	asked := 0
	failed := w.followers(t, configs, func(_ int, f *follower) {
		for host, gateway := range solvedHosts {
			if f.w.top.gateway(f.tier) != gateway+"-istio" {
				continue
			}
			token := strings.ReplaceAll(host, ".", "-")
			want := "outbound|8089||cm-acme-http-solver-" + token + ".edge.svc.cluster.local"
			asked++
			if got := f.follow(&request{host: host, port: 80, method: "GET", path: "/.well-known/acme-challenge/" + token}); got.clusters[want] == 0 {
				lost = append(lost, fmt.Sprintf("%s: %v", host, got.end))
			}
		}
	})
	if asked != len(solvedHosts) {
		t.Errorf("%d challenges were asked for", asked)
	}
	return append(lost, failed...)
}
