//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"strings"
	"testing"
)

// TestOthersIstio: what is waited for is what was applied, and no istiod, gateway or CRD
// that somebody else has there; of an istiod that somebody else has to have it is told
// where it is another than the topology says.
func TestOthersIstio(t *testing.T) {
	const none = "../../examples/none/topology.yaml"
	for name, one := range map[string]struct {
		topology, words, says string
		code                  int
		said                  string
	}{
		"another revision": {seedTopology, "app=istiod,istio.io/rev=1-9-7", "", 1,
			"apply: stopped in stage istio: the istiod of revision 1-9-7, which was applied, is not in namespace istio-system; another one is: istiod default docker.io/istio/pilot:1.31.0, after 4s\n"},
		"another patch": {seedTopology, "app=istiod,istio.io/rev=1-9-7", "istiod-1-9-7 1-9-7 docker.io/istio/pilot:1.9.1\n", 1,
			"apply: stopped in stage istio: istiod of revision 1-9-7 in namespace istio-system is docker.io/istio/pilot:1.9.1, and Istio 1.9.7 was applied, after 4s\n"},
		"the version before": {smallTopology, "app=istiod,istio.io/rev=default", "istiod default registry.example.org:5000/pilot:1.30.2-distroless@sha256:00\n", 1,
			"apply: stopped in stage istio: istiod of revision default in namespace istio-system is registry.example.org:5000/pilot:1.30.2-distroless@sha256:00, and Istio 1.31 was applied, after 4s\n"},
		"the version, another patch": {smallTopology, "app=istiod,istio.io/rev=default", "istiod default registry.example.org:5000/pilot:v1.31.7-fips\n", 0, "apply: done"},
		"an image that tells none":   {smallTopology, "app=istiod,istio.io/rev=default", "istiod default registry.example.org:5000/pilot\n", 0, "apply: done"},
		"a gateway of before": {seedTopology, "istio-proxy", "docker.io/istio/proxyv2:1.8.0\n", 1,
			"apply: stopped in stage istio: deployment/istio-ingressgateway in namespace istio-system is docker.io/istio/proxyv2:1.8.0, and Istio 1.9.7 was applied, after 4s\n"},
		"CRDs of before": {smallTopology, "get crd gateways.networking.istio.io", "v1alpha3 v1beta1\n", 1,
			"apply: stopped in stage gateways: the CRD gateways.networking.istio.io is of another release than what is applied: it serves v1alpha3 v1beta1, and not v1, after 4s\n"},
		"CRDs that nothing brings": {"../../examples/gateway-api/topology.yaml", "get crd gateways.gateway.networking.k8s.io", "v1beta1\n", 2,
			"apply: the CRD gateways.gateway.networking.k8s.io is of another release than what is applied: it serves v1beta1, and not v1, and nothing that is applied here brings it; before this, run: kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.0/standard-install.yaml\n"},
		"somebody else's of another version": {none, "app=istiod,istio.io/rev=canary", "istiod-canary canary docker.io/istio/pilot:1.29.0\n", 0,
			"apply: warning: istiod of revision canary in namespace istio-system is docker.io/istio/pilot:1.29.0, and the topology is for Istio 1.31\n"},
		"somebody else's is not there": {none, "app=istiod,istio.io/rev=canary", "", 2, "apply: there is no istiod of revision canary in namespace istio-system, and nothing that is applied here brings it; before this, install Istio 1.31 of revision canary\n"},
		"a tag":                        {none, "mutatingwebhookconfigurations -l istio.io/tag=canary", "1-31-1", 0, "apply: done"},
		"an operator that lags":        {"../../examples/sail/topology.yaml", "observedGeneration", "4 3", 1, "apply: stopped in stage istio: the operator that reads istios.sailoperator.io/default has not seen what was applied, after 4s\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newStandIn(t)
			c.says(t, one.words, one.says)
			if one.topology == none {
				c.says(t, "loadBalancer", "192.168.1.141 fd00::141 fd00::142\n")
				if name != "a tag" {
					c.fails(t, "mutatingwebhookconfigurations", "array index out of bounds\n")
				}
			}
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", one.topology})
			if code != one.code || !strings.Contains(out, one.said) {
				t.Errorf("exit code %d\n%s\n%s", code, out, calls)
			}
			if name == "a tag" && !strings.Contains(calls, "get deployments -l app=istiod,istio.io/rev=1-31-1 ") {
				t.Errorf("not the tag's revision\n%s", calls)
			}
		})
	}
}
