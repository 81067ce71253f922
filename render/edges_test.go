package render_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io/fs"
	"maps"
	"math/big"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render"
	"render/render/manifest"
	"render/render/platform"
)

// edge is a topology that a row of the platform tables decides over: what is
// said of it, or rendered, at the last version without the feature and at the
// first with it (for one that ended, the other way round).
type edge struct {
	feature       platform.Feature
	without, with string            // versions of the feature's system; a feature that ended has the later one first
	change        map[string]string // of edgeTopology's words
	refused       string            // a part of what is said without it; "" where it is rendered
	only          string            // stands in the output with it, and not without; this or instead is there
	instead       string            // stands in the output without it, and not with it
}

// edgeTopology renders on every version that is named in an edge. The words in
// capitals are put in.
const edgeTopology = `name: edge
kubernetes: "KUBERNETES"
metallb: METALLB
istio: ISTIO
secrets: omit
tiers:
- name: primary
  ip: ADDRESS
  hosts: [edge.example.org]
TIER  apps:
  - {name: a, image: "a:1", port: 80, routes: [ROUTE]APP}
`

var edges = []edge{
	{feature: platform.MetalLBConfigMap, without: "0.13.0", with: "0.12.1", only: "kind: ConfigMap", instead: "kind: IPAddressPool"},
	{feature: platform.MetalLBCustomResources, without: "0.12.1", with: "0.13.0", only: "kind: L2Advertisement", instead: "address-pools:"},
	{feature: platform.MetalLBAvoidBuggyIPs, without: "0.13.3", with: "0.13.4", only: "avoidBuggyIPs: true",
		change:  map[string]string{"METALLB": "{version: VERSION, pools: [{name: p, addresses: [192.168.1.0/24], avoidBuggyIPs: true}]}"},
		refused: "avoidBuggyIPs in an IPAddressPool came with MetalLB 0.13.4"},
	{feature: platform.MetalLBInterfaces, without: "0.13.5", with: "0.13.6", only: "interfaces:\n  - eth1",
		change: map[string]string{"TIER": "  interfaces: [eth1]\n"}, refused: "interfaces in an L2Advertisement came with MetalLB 0.13.6"},
	{feature: platform.MetalLBL2NodeSelectors, without: "0.12.1", with: "0.13.0", only: "nodeSelectors:",
		change: map[string]string{"TIER": "  nodes: [n]\n"}, refused: "nodeSelectors in an L2Advertisement came with MetalLB 0.13"},
	{feature: platform.MetalLBAnnotationsIO, without: "0.14.8", with: "0.14.9", only: "metallb.io/loadBalancerIPs", instead: "metallb.universe.tf/loadBalancerIPs",
		change: map[string]string{"ADDRESS": "[192.168.1.141, 'fd00::141']"}},
	{feature: platform.MetalLBLoadBalancerIPsAnnotation, without: "0.11", with: "0.12.0", only: "metallb.universe.tf/loadBalancerIPs",
		change: map[string]string{"ADDRESS": "[192.168.1.141, 'fd00::141']"}, refused: "the annotation loadBalancerIPs came with MetalLB 0.12"},
	{feature: platform.MetalLBBGPSourceAddress, without: "0.10.3", with: "0.11.0", only: "source-address: \"10.0.0.9\"",
		change: bgpEdge("sourceAddress: 10.0.0.9", ""), refused: "the source address of a BGP session came with MetalLB 0.11"},
	{feature: platform.MetalLBBGPPasswordSecret, without: "0.12.1", with: "0.13.0", only: "passwordSecret:\n    name: s",
		change: bgpEdge("passwordSecret: s", ""), refused: "passwordSecret in a BGPPeer came with MetalLB 0.13"},
	{feature: platform.MetalLBBFD, without: "0.11.0", with: "0.12.0", only: "bfd-profiles:",
		change: bgpEdge("bfd: true", ""), refused: "BFD for a BGP session came with MetalLB 0.12"},
	{feature: platform.MetalLBBGPMultiHop, without: "0.11.0", with: "0.12.0", only: "ebgp-multihop: true",
		change: bgpEdge("ebgpMultiHop: true", ""), refused: "ebgpMultiHop in a BGP session came with MetalLB 0.12"},
	{feature: platform.MetalLBBGPHighPorts, without: "0.13.0", with: "0.12.1", only: "peer-port: 16385",
		change: bgpEdge("port: 16385", ""), refused: "a port above 16384 in a BGP session is gone after MetalLB 0.12"},
	{feature: platform.MetalLBBGPNodeSelectors, without: "0.12.1", with: "0.13.0", only: "kind: BGPAdvertisement", refused: "nodeSelectors in a BGPAdvertisement came with MetalLB 0.13",
		change: bgpEdge("holdTime: 9s", "", "TIER", "  nodes: [n]\n")},
	{feature: platform.MetalLBBGPLargeCommunities, without: "0.13.9", with: "0.13.10", only: "- large:1:2:3",
		change: bgpEdge("holdTime: 9s", ", communities: ['large:1:2:3']"), refused: "large communities came with MetalLB 0.13.10"},
	{feature: platform.MetalLBBGPIPv6, without: "0.11.0", with: "0.12.0", only: "fd00::141/128",
		change: bgpEdge("holdTime: 9s", "", "ADDRESS", "'fd00::141'"), refused: "BGP for IPv6 addresses came with MetalLB 0.12"},
	{feature: platform.MetalLBBGPZeroHoldTime, without: "0.14.8", with: "0.14.9", only: "holdTime: 0s",
		change: bgpEdge("holdTime: 0s", ""), refused: "a hold time of 0 in a BGPPeer came with MetalLB 0.14.9"},
	{feature: platform.MetalLBBGPRangeAggregation, without: "0.11.0", with: "0.12.0", only: "aggregation-length: 30",
		change: map[string]string{"METALLB": "{version: VERSION, advertise: bgp, pools: [{name: p, addresses: [192.168.1.139-192.168.1.144]}], " +
			"bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 2}], aggregation: 30}}"},
		refused: "prefixes of length 30 have more addresses"},
	{feature: platform.IstioOperatorInCluster, without: "1.24.0", with: "1.23.0", only: "kind: CustomResourceDefinition"},
	{feature: platform.IstioSail, without: "1.28.9", with: "1.29.0", only: "kind: Istio\n", refused: "an install by the Sail operator came with Istio 1.29",
		change: map[string]string{"ISTIO": "{version: VERSION, install: sail}"}},
	{feature: platform.IstioInjectionByPodLabel, without: "1.9.9", with: "1.10.0", only: edgeNamespace + "---", instead: edgeNamespace + "    istio-injection: enabled",
		change: map[string]string{"ISTIO": "{version: VERSION, install: none}", "KUBERNETES": "1.21"}},
	{feature: platform.IstioNetworkingV1, without: "1.21.0", with: "1.22.0", only: "networking.istio.io/v1\n", instead: "networking.istio.io/v1beta1"},
	{feature: platform.IstioSecurityV1, without: "1.21.0", with: "1.22.0", only: "security.istio.io/v1\n", instead: "security.istio.io/v1beta1",
		change: map[string]string{"ISTIO": "{version: VERSION, mtls: strict}"}},
	{feature: platform.IstioCurvesP384, without: "1.24.0", with: "1.25.0", refused: "P-384",
		change: map[string]string{"omit": "plain"}, only: "kind: Secret"},
	{feature: platform.IstioRedirectScheme, without: "1.11.0", with: "1.12.0", only: "scheme: https",
		change:  map[string]string{"ROUTE": "{exact: /x, redirect: {to: 'https://other.example.org/y'}}", "KUBERNETES": "1.21"},
		refused: "scheme in a redirect came with Istio 1.12"},
	{feature: platform.IstioRedirectPort, without: "1.11.0", with: "1.12.0", only: "port: 8443",
		change:  map[string]string{"ROUTE": "{exact: /x, redirect: {to: 'https://other.example.org:8443/y'}}", "KUBERNETES": "1.21"},
		refused: "port and derivePort in a redirect came with Istio 1.12"},
	{feature: platform.IstioOperatorServiceIPFamilies, without: "1.23.0", with: "1.24.0", only: "ipFamilyPolicy: RequireDualStack",
		change: map[string]string{"ADDRESS": "[192.168.1.141, 'fd00::141']"}, refused: "came with Istio 1.24"},
	{feature: platform.IstioOperatorOwnGateways, without: "1.23.0", with: "1.24.0", instead: "- name: istio-ingressgateway\n      enabled: false",
		change: map[string]string{"name: primary": "name: edge"}},
	{feature: platform.IstioHPAMetricsV2, without: "1.14.5", with: "1.15.0", only: "averageUtilization: 70", instead: "targetAverageUtilization: 70",
		change: map[string]string{"TIER": "  replicas: {min: 1, max: 2, cpu: 70}\n", "KUBERNETES": "1.23"}},
	{feature: platform.KubernetesPDBV1, without: "1.20", with: "1.21", only: "policy/v1\n", instead: "policy/v1beta1",
		change: map[string]string{"APP": ", replicas: 2", "ISTIO": "1.12.9"}},
	{feature: platform.KubernetesSeccompProfile, without: "1.18", with: "1.19", only: "seccompProfile:", refused: "seccompProfile in a securityContext came with Kubernetes 1.19",
		change: map[string]string{"secrets: omit": "secrets: omit\noverlays: [hardened]", "ISTIO": "1.11.8"}},
	{feature: platform.KubernetesDualStack, without: "1.20", with: "1.21", only: "ipFamilyPolicy: RequireDualStack", refused: "dual-stack Services came with Kubernetes 1.21",
		change: map[string]string{"ADDRESS": "[192.168.1.141, 'fd00::141']", "ISTIO": "{version: 1.12.9, install: none}"}},
	{feature: platform.KubernetesUnprivilegedPorts, without: "1.21", with: "1.22", only: "net.ipv4.ip_unprivileged_port_start", instead: "targetPort: 8080",
		change: map[string]string{"ISTIO": "{version: 1.12.9, install: none}"}},
	{feature: platform.KubernetesHPAV2, without: "1.22", with: "1.23", only: "autoscaling/v2\n", instead: "autoscaling/v2beta2\n",
		change: map[string]string{"TIER": "  replicas: {min: 1, max: 2}\n", "ISTIO": "{version: 1.13.9, install: none}"}},
	{feature: platform.KubernetesMixedProtocols, without: "1.23", with: "1.24", only: "protocol: UDP",
		change: map[string]string{"TIER": "  ports: [{name: u, port: 5353, protocol: UDP}]\n", "ISTIO": "1.17.2"}, refused: "came with Kubernetes 1.24"},
	{feature: platform.IstioGatewayAPIV1, without: "1.19.0", with: "1.20.0", only: "kind: HTTPRoute", refused: "came with Istio 1.20",
		change: gatewayAPIWith(map[string]string{"ISTIO": "{version: VERSION, install: istioctl}"})},
	{feature: platform.IstioGRPCRouteV1, without: "1.21.0", with: "1.22.0", only: "kind: GRPCRoute", instead: "kind: HTTPRoute",
		change: gatewayAPIWith(map[string]string{"ISTIO": "{version: VERSION, install: istioctl}", "port: 80": "port: {port: 80, protocol: grpc}", "ROUTE": "{prefix: /a.B}"})},
	{feature: platform.IstioHTTPRouteTimeouts, without: "1.23.0", with: "1.24.0", only: "timeouts:", refused: "came with Istio 1.24",
		change: gatewayAPIWith(map[string]string{"ISTIO": "{version: VERSION, install: istioctl}", "ROUTE": "{exact: /x, timeout: 5s}"})},
	{feature: platform.IstioListenerDots, without: "1.23.0", with: "1.24.0", only: "name: http-edge.example.org", instead: "name: http-edge-example-org",
		change: gatewayAPIWith(map[string]string{"ISTIO": "{version: VERSION, install: istioctl}", "edge.example.org]": "edge.example.org, b.example.org]", "TIER": "  tls: \"off\"\n"})},
	{feature: platform.IstioGatewayParameters, without: "1.25.0", with: "1.26.0", only: "parametersRef:", refused: "came with Istio 1.26",
		change: gatewayAPIWith(map[string]string{"TIER": "  sourceRanges: [10.0.0.0/8]\n", "KUBERNETES": "1.30"})},
	{feature: platform.IstioHTTPRouteMirrorPercent, without: "1.25.0", with: "1.26.0", only: "percent: 10", refused: "came with Istio 1.26",
		change: gatewayAPIWith(map[string]string{"ROUTE": "{exact: /x, mirror: {app: b, percent: 10}}", "APP}\n": "APP}\n  - {name: b, image: \"b:1\", port: 80}\n"})},
	{feature: platform.IstioHTTPRouteCORS, without: "1.29.0", with: "1.30.0", only: "type: CORS", refused: "came with Istio 1.30",
		change: gatewayAPIWith(map[string]string{"ROUTE": "{exact: /x, cors: {origins: ['https://a.example.org']}}", "KUBERNETES": "1.33"})},
	{feature: platform.IstioHTTPRouteRedirectCodes, without: "1.29.0", with: "1.30.0", only: "statusCode: 308", refused: "came with Istio 1.30",
		change: gatewayAPIWith(map[string]string{"ROUTE": "{exact: /x, redirect: {to: /y, code: 308}}", "KUBERNETES": "1.33"})},
	{feature: platform.IstioTLSRouteV1, without: "1.29.0", with: "1.30.0", only: "kind: TLSRoute", refused: "came with Istio 1.30",
		change: gatewayAPIWith(map[string]string{"TIER": "  tls: passthrough\n", "port: 80": "port: {port: 80, protocol: tls}", "ROUTE": "{}", "KUBERNETES": "1.33"})},
	{feature: platform.IstioTCPRouteV1, without: "1.30.0", with: "1.31.0", only: "kind: TCPRoute", refused: "came with Istio 1.31",
		change: gatewayAPIWith(map[string]string{"TIER": "  ports: [{name: tcp, port: 5432}]\n", "port: 80": "port: {port: 80, protocol: tcp}", "ROUTE": "{tcp: 5432}", "KUBERNETES": "1.33"})},
	{feature: platform.IstioGatewayAPIOptionalMutual, without: "1.30.0", with: "1.31.0", only: "gateway.istio.io/tls-terminate-mode: OPTIONAL_MUTUAL", refused: "came with Istio 1.31",
		change: gatewayAPIWith(map[string]string{"TIER": "  cert: {secret: there}\n  tls: optional-mutual\n", "KUBERNETES": "1.33"})},
	{feature: platform.IstioOldCiphers, without: "1.15.0", with: "1.14.0", only: "minProtocolVersion: TLSV1_1", refused: "no cipher for TLS below 1.2 since Istio 1.15",
		change: map[string]string{"TIER": "  tls: {minVersion: \"1.1\"}\n", "ISTIO": "{version: VERSION, install: istioctl}", "KUBERNETES": "1.23"}},
	{feature: platform.IstioTLSOptionalMutual, without: "1.18.0", with: "1.19.0", only: "mode: OPTIONAL_MUTUAL", refused: "came with Istio 1.19",
		change: map[string]string{"TIER": "  cert: {secret: there}\n  tls: optional-mutual\n", "ISTIO": "{version: VERSION, install: istioctl}"}},
}

// bgpEdge is a MetalLB with a router, and with more of metallb.bgp.
func bgpEdge(peer, more string, others ...string) map[string]string {
	change := map[string]string{"METALLB": "{version: VERSION, advertise: bgp, bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 2, " + peer + "}]" + more + "}}"}
	for i := 0; i+1 < len(others); i += 2 {
		change[others[i]] = others[i+1]
	}
	return change
}

// edgeNamespace is how the gateways' Namespace begins.
const edgeNamespace = "name: istio-system\n  labels:\n    app.kubernetes.io/managed-by: render\n    app.kubernetes.io/part-of: edge\n"

// gatewayAPIWith is a change to a topology of the Gateway API.
func gatewayAPIWith(change map[string]string) map[string]string {
	out := map[string]string{"secrets: omit": "secrets: omit\nrouting: gateway-api"}
	maps.Copy(out, change)
	return out
}

// TestEdges renders, for every row of the platform tables, at the last version
// without the feature and the first with it.
func TestEdges(t *testing.T) {
	tested := map[platform.Feature]bool{}
	for _, e := range edges {
		tested[e.feature] = true
		t.Run(e.feature.Name(), func(t *testing.T) {
			without, told := edgeOutput(t, e, e.without)
			switch {
			case e.refused == "" && told != "":
				t.Errorf("%s: refused: %s", e.without, told)
			case e.refused != "" && !strings.Contains(told, e.refused):
				t.Errorf("%s: told %q, want %q", e.without, told, e.refused)
			}
			with, told := edgeOutput(t, e, e.with)
			if told != "" {
				t.Fatalf("%s: refused: %s", e.with, told)
			}
			if e.only == "" && e.instead == "" {
				t.Error("nothing shows the difference")
			}
			if e.only != "" && (!strings.Contains(with, e.only) || strings.Contains(without, e.only)) {
				t.Errorf("%q is to stand in the output of %s and not of %s:\n%s", e.only, e.with, e.without, with)
			}
			if e.instead != "" && (!strings.Contains(without, e.instead) || strings.Contains(with, e.instead)) {
				t.Errorf("%q is to stand in the output of %s and not of %s:\n%s", e.instead, e.without, e.with, without)
			}
			if e.feature.In(edgeVersion(t, e.without)) || !e.feature.In(edgeVersion(t, e.with)) {
				t.Errorf("the table says otherwise of %s and %s", e.without, e.with)
			}
		})
	}
	for _, f := range platform.Features() {
		if tested[f] == notAsked[f] {
			t.Errorf("%q: a topology decides over it, or nothing asks for it yet, and not both", f.Name())
		}
	}
}

// notAsked are rows that change no output: without the feature there is a
// warning.
var notAsked = map[platform.Feature]bool{
	platform.MetalLBBGPBothFamilies: true, // testdata/refused/bgp-family-unheard.txtar
	platform.KubernetesPodSecurity:  true, // testdata/refused/namespace-pod-security-old.txtar
}

// pairOnP384 is a certificate for the edges' host, on a curve that few versions
// take.
func pairOnP384(t *testing.T) fs.FS {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"edge.example.org"}, Subject: pkix.Name{CommonName: "edge.example.org"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	crt, err := x509.CreateCertificate(rand.Reader, leaf, leaf, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"certs/edge.example.org.crt": {Data: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: crt})},
		"certs/edge.example.org.key": {Data: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})},
	}
}

func edgeVersion(t *testing.T, text string) platform.Version {
	t.Helper()
	v, ok := platform.ParseVersion(text)
	if !ok {
		t.Fatal(text)
	}
	return v
}

// edgeOutput renders an edge's topology at a version: all objects as YAML, or
// what is wrong.
func edgeOutput(t *testing.T, e edge, version string) (output, told string) {
	t.Helper()
	text := edgeTopology
	for from, to := range e.change {
		text = strings.Replace(text, from, to, 1)
	}
	word := map[platform.System]string{platform.SystemKubernetes: "KUBERNETES", platform.SystemMetalLB: "METALLB", platform.SystemIstio: "ISTIO"}[e.feature.System()]
	text = strings.NewReplacer("VERSION", "'"+version+"'", word, version).Replace(text)
	kubernetes := "1.28"
	if e.feature == platform.IstioNetworkingV1 {
		kubernetes = "1.29"
	}
	text = strings.NewReplacer("KUBERNETES", kubernetes, "METALLB", "0.15.2", "ISTIO", "1.24.0", "ADDRESS", "192.168.1.141",
		"TIER", "", "APP", "", "ROUTE", "/x").Replace(text)
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: pairOnP384(t)})
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		return "", out.Diagnostics.Err().Error()
	}
	for _, stages := range [][]manifest.Stage{nil, {manifest.Istio}} {
		part, err := out.Stream(stages, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		output += string(part)
	}
	return output, ""
}
