package render_test

import (
	"strings"

	"render/render/platform"
)

// edges are the edges of TestEdges, by system, and of a system by version. Those
// of Istio are three groups: what it is by itself, what it does with the Gateway
// API, and how it is installed and routes. An edge is three lines: where it is,
// what asks for the feature, and what differs.
var edges = []edge{
	// Kubernetes.
	{name: "the field seccompProfile", feature: platform.KubernetesSeccompProfile, without: "1.18", with: "1.19",
		asks:  edgeLines{document: "overlays: [hardened]", istio: "1.11.8"},
		shows: edgeDifference{refusal: "seccompProfile in a securityContext came with Kubernetes 1.19", onlyWith: "seccompProfile:"}},
	{name: "PodDisruptionBudgets of policy v1", feature: platform.KubernetesPDBV1, without: "1.20", with: "1.21",
		asks:  edgeLines{app: "replicas: 2", istio: "1.12.9"},
		shows: edgeDifference{onlyWith: "policy/v1\n", onlyWithout: "policy/v1beta1"}},
	{name: "Services with two address families", feature: platform.KubernetesDualStack, without: "1.20", with: "1.21",
		asks:  edgeLines{address: bothFamilies, istio: "{version: 1.12.9, install: none}"},
		shows: edgeDifference{refusal: "dual-stack Services came with Kubernetes 1.21", onlyWith: "ipFamilyPolicy: RequireDualStack"}},
	{name: "low ports without privileges", feature: platform.KubernetesUnprivilegedPorts, without: "1.21", with: "1.22",
		asks:  edgeLines{istio: "{version: 1.12.9, install: none}"},
		shows: edgeDifference{onlyWith: "net.ipv4.ip_unprivileged_port_start", onlyWithout: "targetPort: 8080"}},
	{name: "HorizontalPodAutoscalers of autoscaling v2", feature: platform.KubernetesHPAV2, without: "1.22", with: "1.23",
		asks:  edgeLines{tier: "replicas: {min: 1, max: 2}", istio: "{version: 1.13.9, install: none}"},
		shows: edgeDifference{onlyWith: "autoscaling/v2\n", onlyWithout: "autoscaling/v2beta2\n"}},
	{name: "TCP and UDP in one Service", feature: platform.KubernetesMixedProtocols, without: "1.23", with: "1.24",
		asks:  edgeLines{tier: "ports: [{name: u, port: 5353, protocol: UDP}]", istio: "1.17.2"},
		shows: edgeDifference{refusal: "came with Kubernetes 1.24", onlyWith: "protocol: UDP"}},
	{name: "startup probes", feature: platform.KubernetesStartupProbes, without: "1.17", with: "1.18",
		asks:  edgeLines{app: "probe: {start: /healthz}", istio: "1.9.9"},
		shows: edgeDifference{refusal: "startupProbe of a container came with Kubernetes 1.18", onlyWith: "startupProbe:"}},
	{name: "probes by gRPC", feature: platform.KubernetesGRPCProbes, without: "1.23", with: "1.24",
		asks:  edgeLines{app: "probe: {ready: {grpc: 80}}", istio: "1.17.2"},
		shows: edgeDifference{refusal: "grpc in a container's probe came with Kubernetes 1.24", onlyWith: "grpc:\n"}},

	// MetalLB.
	{name: "the source address of a BGP session", feature: platform.MetalLBBGPSourceAddress, without: "0.10.3", with: "0.11.0",
		asks:  edgeLines{metallb: bgpTo("sourceAddress: 10.0.0.9")},
		shows: edgeDifference{refusal: "the source address of a BGP session came with MetalLB 0.11", onlyWith: "source-address: \"10.0.0.9\""}},
	{name: "the annotation loadBalancerIPs", feature: platform.MetalLBLoadBalancerIPsAnnotation, without: "0.11", with: "0.12.0",
		asks:  edgeLines{address: bothFamilies},
		shows: edgeDifference{refusal: "the annotation loadBalancerIPs came with MetalLB 0.12", onlyWith: "metallb.universe.tf/loadBalancerIPs"}},
	{name: "BFD for a BGP session", feature: platform.MetalLBBFD, without: "0.11.0", with: "0.12.0",
		asks:  edgeLines{metallb: bgpTo("bfd: true")},
		shows: edgeDifference{refusal: "BFD for a BGP session came with MetalLB 0.12", onlyWith: "bfd-profiles:"}},
	{name: "a BGP session over several hops", feature: platform.MetalLBBGPMultiHop, without: "0.11.0", with: "0.12.0",
		asks:  edgeLines{metallb: bgpTo("ebgpMultiHop: true")},
		shows: edgeDifference{refusal: "ebgpMultiHop in a BGP session came with MetalLB 0.12", onlyWith: "ebgp-multihop: true"}},
	{name: "BGP for IPv6 addresses", feature: platform.MetalLBBGPIPv6, without: "0.11.0", with: "0.12.0",
		asks:  edgeLines{metallb: bgpTo("holdTime: 9s"), address: "'fd00::141'"},
		shows: edgeDifference{refusal: "BGP for IPv6 addresses came with MetalLB 0.12", onlyWith: "fd00::141/128"}},
	{name: "aggregation of a range with small networks at its ends", feature: platform.MetalLBBGPRangeAggregation, without: "0.11.0", with: "0.12.0",
		asks: edgeLines{metallb: "{version: VERSION, advertise: bgp, pools: [{name: p, addresses: [192.168.1.139-192.168.1.144]}], " +
			"bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 2}], aggregation: 30}}"},
		shows: edgeDifference{refusal: "prefixes of length 30 have more addresses", onlyWith: "aggregation-length: 30"}},
	{name: "the end of configuration by a ConfigMap", feature: platform.MetalLBConfigMap, without: "0.13.0", with: "0.12.1",
		shows: edgeDifference{onlyWith: "kind: ConfigMap", onlyWithout: "kind: IPAddressPool"}},
	{name: "configuration by custom resources", feature: platform.MetalLBCustomResources, without: "0.12.1", with: "0.13.0",
		shows: edgeDifference{onlyWith: "kind: L2Advertisement", onlyWithout: "address-pools:"}},
	{name: "nodes that announce by layer 2", feature: platform.MetalLBL2NodeSelectors, without: "0.12.1", with: "0.13.0",
		asks:  edgeLines{tier: "announce: {nodes: [n]}"},
		shows: edgeDifference{refusal: "nodeSelectors in an L2Advertisement came with MetalLB 0.13", onlyWith: "nodeSelectors:"}},
	{name: "nodes that announce by BGP", feature: platform.MetalLBBGPNodeSelectors, without: "0.12.1", with: "0.13.0",
		asks:  edgeLines{metallb: bgpTo("holdTime: 9s"), tier: "announce: {nodes: [n]}"},
		shows: edgeDifference{refusal: "nodeSelectors in a BGPAdvertisement came with MetalLB 0.13", onlyWith: "kind: BGPAdvertisement"}},
	{name: "the password of a BGP session in a Secret", feature: platform.MetalLBBGPPasswordSecret, without: "0.12.1", with: "0.13.0",
		asks:  edgeLines{metallb: bgpTo("passwordSecret: s")},
		shows: edgeDifference{refusal: "passwordSecret in a BGPPeer came with MetalLB 0.13", onlyWith: "passwordSecret:\n    name: s"}},
	{name: "the end of high ports for a BGP session", feature: platform.MetalLBBGPHighPorts, without: "0.13.0", with: "0.12.1",
		asks:  edgeLines{metallb: bgpTo("port: 16385")},
		shows: edgeDifference{refusal: "a port above 16384 in a BGP session is gone after MetalLB 0.12", onlyWith: "peer-port: 16385"}},
	{name: "pools without buggy addresses", feature: platform.MetalLBAvoidBuggyIPs, without: "0.13.3", with: "0.13.4",
		asks:  edgeLines{metallb: "{version: VERSION, pools: [{name: p, addresses: [192.168.1.0/24], avoidBuggyIPs: true}]}"},
		shows: edgeDifference{refusal: "avoidBuggyIPs in an IPAddressPool came with MetalLB 0.13.4", onlyWith: "avoidBuggyIPs: true"}},
	{name: "interfaces that announce by layer 2", feature: platform.MetalLBInterfaces, without: "0.13.5", with: "0.13.6",
		asks:  edgeLines{tier: "announce: {interfaces: [eth1]}"},
		shows: edgeDifference{refusal: "interfaces in an L2Advertisement came with MetalLB 0.13.6", onlyWith: "interfaces:\n  - eth1"}},
	{name: "large BGP communities", feature: platform.MetalLBBGPLargeCommunities, without: "0.13.9", with: "0.13.10",
		asks:  edgeLines{metallb: bgpTo("holdTime: 9s", "communities: ['large:1:2:3']")},
		shows: edgeDifference{refusal: "large communities came with MetalLB 0.13.10", onlyWith: "- large:1:2:3"}},
	{name: "annotations that begin with metallb.io", feature: platform.MetalLBAnnotationsIO, without: "0.14.8", with: "0.14.9",
		asks:  edgeLines{address: bothFamilies},
		shows: edgeDifference{onlyWith: "metallb.io/loadBalancerIPs", onlyWithout: "metallb.universe.tf/loadBalancerIPs"}},
	{name: "a hold time of 0 in a BGP session", feature: platform.MetalLBBGPZeroHoldTime, without: "0.14.8", with: "0.14.9",
		asks:  edgeLines{metallb: bgpTo("holdTime: 0s")},
		shows: edgeDifference{refusal: "a hold time of 0 in a BGPPeer came with MetalLB 0.14.9", onlyWith: "holdTime: 0s"}},

	// Istio.
	{name: "injection by labels of a pod", feature: platform.IstioInjectionByPodLabel, without: "1.9.9", with: "1.10.0",
		asks:  edgeLines{istio: "{version: VERSION, install: none}", kubernetes: "1.21"},
		shows: edgeDifference{onlyWith: gatewayNamespace + "---", onlyWithout: gatewayNamespace + "    istio-injection: enabled"}},
	{name: "the end of ciphers for TLS below 1.2", feature: platform.IstioOldCiphers, without: "1.15.0", with: "1.14.0",
		asks:  edgeLines{tier: "tls: {minVersion: \"1.1\"}", istio: byIstioctl, kubernetes: "1.23"},
		shows: edgeDifference{refusal: "no cipher for TLS below 1.2 since Istio 1.15", onlyWith: "minProtocolVersion: TLSV1_1"}},
	{name: "certificates that clients may have", feature: platform.IstioTLSOptionalMutual, without: "1.18.0", with: "1.19.0",
		asks:  edgeLines{tier: optionalMutual, istio: byIstioctl},
		shows: edgeDifference{refusal: "came with Istio 1.19", onlyWith: "mode: OPTIONAL_MUTUAL"}},
	{name: "kinds of networking.istio.io v1", feature: platform.IstioNetworkingV1, without: "1.21.0", with: "1.22.0",
		asks:  edgeLines{kubernetes: "1.29"},
		shows: edgeDifference{onlyWith: "networking.istio.io/v1\n", onlyWithout: "networking.istio.io/v1beta1"}},
	{name: "kinds of security.istio.io v1", feature: platform.IstioSecurityV1, without: "1.21.0", with: "1.22.0",
		asks:  edgeLines{istio: "{version: VERSION, mtls: strict}"},
		shows: edgeDifference{onlyWith: "security.istio.io/v1\n", onlyWithout: "security.istio.io/v1beta1"}},
	{name: "certificates on P-384", feature: platform.IstioCurvesP384, without: "1.24.0", with: "1.25.0",
		asks:  edgeLines{secrets: "plain"},
		shows: edgeDifference{refusal: "P-384", onlyWith: "kind: Secret"}},

	// Istio, with the Gateway API.
	{name: "Gateway API: the kinds of v1", feature: platform.IstioGatewayAPIV1, without: "1.19.0", with: "1.20.0",
		asks:  edgeLines{document: byGatewayAPI, istio: byIstioctl},
		shows: edgeDifference{refusal: "came with Istio 1.20", onlyWith: "kind: HTTPRoute"}},
	{name: "Gateway API: GRPCRoutes", feature: platform.IstioGRPCRouteV1, without: "1.21.0", with: "1.22.0",
		asks:  edgeLines{document: byGatewayAPI, istio: byIstioctl, port: "{port: 80, protocol: grpc}", route: "{prefix: /a.B}"},
		shows: edgeDifference{onlyWith: "kind: GRPCRoute", onlyWithout: "kind: HTTPRoute"}},
	{name: "Gateway API: timeouts", feature: platform.IstioHTTPRouteTimeouts, without: "1.23.0", with: "1.24.0",
		asks:  edgeLines{document: byGatewayAPI, istio: byIstioctl, route: "{exact: /x, timeout: 5s}"},
		shows: edgeDifference{refusal: "came with Istio 1.24", onlyWith: "timeouts:"}},
	{name: "Gateway API: dots in the names of listeners", feature: platform.IstioListenerDots, without: "1.23.0", with: "1.24.0",
		asks:  edgeLines{document: byGatewayAPI, istio: byIstioctl, hosts: "edge.example.org, b.example.com, {host: [a.example.net, c.example.info], cert: {secret: other}}"},
		shows: edgeDifference{onlyWith: "name: https-a-example-net-a.example.net", onlyWithout: "name: https-a-example-net-a-example-net"}},
	{name: "Gateway API: ciphers", feature: platform.IstioGatewayAPICiphers, without: "1.28.0", with: "1.29.0",
		asks:  edgeLines{document: byGatewayAPI, kubernetes: "1.31", tier: "tls: {ciphers: [ECDHE-RSA-AES128-GCM-SHA256]}"},
		shows: edgeDifference{refusal: "came with Istio 1.29", onlyWith: "gateway.istio.io/tls-cipher-suites: ECDHE-RSA-AES128-GCM-SHA256"}},
	{name: "Gateway API: changes of what is made of a Gateway", feature: platform.IstioGatewayParameters, without: "1.25.0", with: "1.26.0",
		asks:  edgeLines{document: byGatewayAPI, kubernetes: "1.30", tier: "sourceRanges: [10.0.0.0/8]"},
		shows: edgeDifference{refusal: "came with Istio 1.26", onlyWith: "parametersRef:"}},
	{name: "Gateway API: a mirror of some requests", feature: platform.IstioHTTPRouteMirrorPercent, without: "1.25.0", with: "1.26.0",
		asks:  edgeLines{document: byGatewayAPI, route: "{exact: /x, mirror: {app: b, percent: 10}}", otherApp: "{name: b, image: \"b:1\", port: 80}"},
		shows: edgeDifference{refusal: "came with Istio 1.26", onlyWith: "percent: 10"}},
	{name: "Gateway API: CORS", feature: platform.IstioHTTPRouteCORS, without: "1.29.0", with: "1.30.0",
		asks:  edgeLines{document: byGatewayAPI, kubernetes: "1.33", route: "{exact: /x, cors: {origins: ['https://a.example.org']}}"},
		shows: edgeDifference{refusal: "came with Istio 1.30", onlyWith: "type: CORS"}},
	{name: "Gateway API: all redirect codes", feature: platform.IstioHTTPRouteRedirectCodes, without: "1.29.0", with: "1.30.0",
		asks:  edgeLines{document: byGatewayAPI, kubernetes: "1.33", route: "{exact: /x, redirect: {to: /y, code: 308}}"},
		shows: edgeDifference{refusal: "came with Istio 1.30", onlyWith: "statusCode: 308"}},
	{name: "Gateway API: TLSRoutes", feature: platform.IstioTLSRouteV1, without: "1.29.0", with: "1.30.0",
		asks:  edgeLines{document: byGatewayAPI, kubernetes: "1.33", tier: "tls: passthrough", port: "{port: 80, protocol: tls}", route: " "},
		shows: edgeDifference{refusal: "came with Istio 1.30", onlyWith: "kind: TLSRoute"}},
	{name: "Gateway API: TCPRoutes", feature: platform.IstioTCPRouteV1, without: "1.30.0", with: "1.31.0",
		asks: edgeLines{document: byGatewayAPI, kubernetes: "1.33", tier: "ports: [{name: tcp, port: 5432}]",
			port: "{port: 80, protocol: tcp}", route: "{tcp: 5432}"},
		shows: edgeDifference{refusal: "came with Istio 1.31", onlyWith: "kind: TCPRoute"}},
	{name: "Gateway API: certificates that clients may have", feature: platform.IstioGatewayAPIOptionalMutual, without: "1.30.0", with: "1.31.0",
		asks:  edgeLines{document: byGatewayAPI, kubernetes: "1.33", tier: optionalMutual},
		shows: edgeDifference{refusal: "came with Istio 1.31", onlyWith: "gateway.istio.io/tls-terminate-mode: OPTIONAL_MUTUAL"}},

	// Istio, how it is installed and routes.
	{name: "a redirect to another scheme", feature: platform.IstioRedirectScheme, without: "1.11.0", with: "1.12.0",
		asks:  edgeLines{route: "{exact: /x, redirect: {to: 'https://other.example.org/y'}}", kubernetes: "1.21"},
		shows: edgeDifference{refusal: "scheme in a redirect came with Istio 1.12", onlyWith: "scheme: https"}},
	{name: "TLS to a server that nobody checks", feature: platform.IstioSkipVerify, without: "1.11.0", with: "1.12.0",
		asks:  edgeLines{port: "{port: 443, protocol: https, tls: {verify: false}}", kubernetes: "1.21"},
		shows: edgeDifference{refusal: "insecureSkipVerify in a DestinationRule came with Istio 1.12", onlyWith: "insecureSkipVerify: true"}},
	{name: "a DestinationRule for the gateways' pods alone", feature: platform.IstioDestinationRuleSelector, without: "1.13.0", with: "1.14.0",
		asks:  edgeLines{document: "gatewayNamespace: default", app: "sticky: {cookie: a}", kubernetes: "1.22"},
		shows: edgeDifference{onlyWith: "workloadSelector:"}},
	{name: "a DestinationRule for the pods of Gateways", feature: platform.IstioGatewayPodLabel, without: "1.23.0", with: "1.24.0",
		asks:  edgeLines{document: "routing: gateway-api", app: "sticky: {cookie: a}", istio: byIstioctl},
		shows: edgeDifference{onlyWith: "gateway.istio.io/managed: istio.io-gateway-controller"}},
	{name: "a redirect to another port", feature: platform.IstioRedirectPort, without: "1.11.0", with: "1.12.0",
		asks:  edgeLines{route: "{exact: /x, redirect: {to: 'https://other.example.org:8443/y'}}", kubernetes: "1.21"},
		shows: edgeDifference{refusal: "port and derivePort in a redirect came with Istio 1.12", onlyWith: "port: 8443"}},
	{name: "an IstioOperator with metrics of autoscaling v2", feature: platform.IstioHPAMetricsV2, without: "1.14.5", with: "1.15.0",
		asks:  edgeLines{tier: "replicas: {min: 1, max: 2, cpu: 70}", kubernetes: "1.23"},
		shows: edgeDifference{onlyWith: "averageUtilization: 70", onlyWithout: "targetAverageUtilization: 70"}},
	{name: "the end of the operator in the cluster", feature: platform.IstioOperatorInCluster, without: "1.24.0", with: "1.23.0",
		shows: edgeDifference{onlyWith: "kind: CustomResourceDefinition"}},
	{name: "an IstioOperator with two address families", feature: platform.IstioOperatorServiceIPFamilies, without: "1.23.0", with: "1.24.0",
		asks:  edgeLines{address: bothFamilies},
		shows: edgeDifference{refusal: "came with Istio 1.24", onlyWith: "ipFamilyPolicy: RequireDualStack"}},
	{name: "an IstioOperator without the gateways of its profile", feature: platform.IstioOperatorOwnGateways, without: "1.23.0", with: "1.24.0",
		asks:  edgeLines{tierName: "edge"},
		shows: edgeDifference{onlyWithout: "- name: istio-ingressgateway\n      enabled: false"}},
	{name: "an install by the Sail operator", feature: platform.IstioSail, without: "1.28.9", with: "1.29.0",
		asks:  edgeLines{istio: "{version: VERSION, install: sail}"},
		shows: edgeDifference{refusal: "an install by the Sail operator came with Istio 1.29", onlyWith: "kind: Istio\n"}},
}

// What several edges ask for.
const (
	bothFamilies   = "[192.168.1.141, 'fd00::141']"
	byIstioctl     = "{version: VERSION, install: istioctl}"
	byGatewayAPI   = "routing: gateway-api"
	optionalMutual = "cert: {secret: there}\ntls: optional-mutual"
)

// gatewayNamespace is how the Namespace of the gateways begins.
const gatewayNamespace = "name: istio-system\n  labels:\n    app.kubernetes.io/managed-by: render\n    app.kubernetes.io/part-of: edge\n"

// bgpTo is a MetalLB that speaks BGP with one router: what is said of the
// router, and what more of BGP.
func bgpTo(router string, more ...string) string {
	bgp := append([]string{"asn: 1", "peers: [{address: 10.0.0.1, asn: 2, " + router + "}]"}, more...)
	return "{version: VERSION, advertise: bgp, bgp: {" + strings.Join(bgp, ", ") + "}}"
}
