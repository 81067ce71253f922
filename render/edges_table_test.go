package render_test

import (
	"slices"
	"strings"

	"render/render/platform"
)

// edges are those of TestEdges, by system, and of a system by version; those of Istio are in
// edges_istio_test.go. An edge is three lines: where it is, what asks for the feature, and
// what differs.
var edges = slices.Concat([]edge{
	// Kubernetes.
	{name: "the field seccompProfile", feature: platform.KubernetesSeccompProfile, without: "1.18", with: "1.19",
		asks:  edgeLines{document: "overlays: [hardened]", istio: "1.11.8"},
		shows: edgeDifference{refusal: "seccompProfile in a securityContext came with Kubernetes 1.19", onlyWith: "seccompProfile:"}},
	{name: "PodDisruptionBudgets of policy v1", feature: platform.KubernetesPDBV1, without: "1.20", with: "1.21",
		asks:  edgeLines{app: "replicas: 2", istio: "1.12.9"},
		shows: edgeDifference{onlyWith: "policy/v1\n", onlyWithout: "policy/v1beta1"}},
	{name: "NetworkPolicies that choose namespaces by name", feature: platform.KubernetesNamespaceNames, without: "1.20", with: "1.21",
		asks:  edgeLines{document: "isolation: true", istio: "1.12.9"},
		shows: edgeDifference{refusal: "the label kubernetes.io/metadata.name of every namespace came with Kubernetes 1.21", onlyWith: "kind: NetworkPolicy"}},
	{name: "Services with two address families", feature: platform.KubernetesDualStack, without: "1.20", with: "1.21",
		asks:  edgeLines{address: bothFamilies, istio: "{version: 1.17.2, install: none}"},
		shows: edgeDifference{refusal: "dual-stack Services came with Kubernetes 1.21", onlyWith: "ipFamilyPolicy: RequireDualStack"}},
	{name: "low ports without privileges", feature: platform.KubernetesUnprivilegedPorts, without: "1.21", with: "1.22",
		asks:  edgeLines{istio: "{version: 1.12.9, install: none}"},
		shows: edgeDifference{onlyWith: "net.ipv4.ip_unprivileged_port_start", onlyWithout: "targetPort: 8080"}},
	{name: "classes of load balancers", feature: platform.KubernetesLoadBalancerClass, without: "1.21", with: "1.22",
		asks:  edgeLines{tier: "service: {loadBalancerClass: metallb}", istio: "{version: 1.12.9, install: none}"},
		shows: edgeDifference{refusal: "loadBalancerClass of a Service came with Kubernetes 1.22", onlyWith: "loadBalancerClass: metallb"}},
	{name: "load balancers without node ports", feature: platform.KubernetesAllocateNodePorts, without: "1.21", with: "1.22",
		asks:  edgeLines{tier: "service: {allocateNodePorts: false}", istio: "{version: 1.12.9, install: none}"},
		shows: edgeDifference{refusal: "allocateLoadBalancerNodePorts of a Service came with Kubernetes 1.22", onlyWith: "allocateLoadBalancerNodePorts: false"}},
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
	{name: "sidecars among init containers", feature: platform.KubernetesSidecars, without: "1.28", with: "1.29",
		asks:  edgeLines{app: "pod: {initContainers: [{name: log, image: \"log:1\", restartPolicy: Always}]}", istio: "{version: 1.22.8, install: none}"},
		shows: edgeDifference{refusal: "restartPolicy of an init container came with Kubernetes 1.29", onlyWith: "restartPolicy: Always"}},
	{name: "hooks that sleep", feature: platform.KubernetesSleepHooks, without: "1.29", with: "1.30",
		asks:  edgeLines{app: "container: {lifecycle: {preStop: {sleep: {seconds: 5}}}}", istio: "{version: 1.23.6, install: none}"},
		shows: edgeDifference{refusal: "sleep in a lifecycle hook came with Kubernetes 1.30", onlyWith: "sleep:"}},
	{name: "user namespaces", feature: platform.KubernetesUserNamespaces, without: "1.32", with: "1.33",
		asks:  edgeLines{app: "pod: {hostUsers: false}", istio: "{version: 1.27.0, install: none}"},
		shows: edgeDifference{refusal: "hostUsers of a pod came with Kubernetes 1.33", onlyWith: "hostUsers: false"}},
	{name: "resources of whole pods", feature: platform.KubernetesPodResources, without: "1.33", with: "1.34",
		asks:  edgeLines{app: "pod: {resources: {limits: {memory: 1Gi}}}", istio: "{version: 1.28.0, install: none}"},
		shows: edgeDifference{refusal: "resources of a whole pod came with Kubernetes 1.34", onlyWith: "memory: 1Gi"}},
	{name: "images as volumes", feature: platform.KubernetesImageVolumes, without: "1.34", with: "1.35",
		asks:  edgeLines{app: "pod: {volumes: [{name: data, image: {reference: \"data:1\"}}]}", istio: "{version: 1.29.0, install: none}"},
		shows: edgeDifference{refusal: "image as a volume came with Kubernetes 1.35", onlyWith: "reference: data:1"}},

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
	{name: "pools by layer 2 and BGP", feature: platform.MetalLBBothWays, without: "0.12.1", with: "0.13.0",
		asks:  edgeLines{metallb: "{version: VERSION, advertise: [layer2, bgp], bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 2}]}}"},
		shows: edgeDifference{refusal: "a pool that is announced by layer 2 and by BGP came with MetalLB 0.13", onlyWith: "kind: L2Advertisement"}},
	{name: "routers of one advertisement", feature: platform.MetalLBBGPAdvertisementPeers, without: "0.12.1", with: "0.13.0",
		asks: edgeLines{metallb: "{version: VERSION, advertise: bgp, pools: [{name: p, addresses: [192.168.1.0/24], advertisements: [{peers: [peer-10-0-0-1]}]}], " +
			"bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 2}]}}"},
		shows: edgeDifference{refusal: "peers in a BGPAdvertisement came with MetalLB 0.13", onlyWith: "peers:\n  - peer-10-0-0-1"}},
	{name: "two preferences of one route", feature: platform.MetalLBBGPPreferencesMixed, without: "0.13.10", with: "0.13.9",
		asks: edgeLines{metallb: "{version: VERSION, advertise: bgp, pools: [{name: p, addresses: [192.168.1.0/24], advertisements: " +
			"[{localPref: 100}, {name: q, localPref: 50}]}], bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 1}]}}"},
		shows: edgeDifference{refusal: "another local preference for the same routes", onlyWith: "localPref: 50"}},
	{name: "preferences by the lengths of one family", feature: platform.MetalLBBGPLengthsByFamily, without: "0.14.9", with: "0.15.0",
		asks: edgeLines{metallb: "{version: VERSION, advertise: bgp, pools: [{name: p, addresses: [192.168.1.0/24], advertisements: " +
			"[{aggregation: 24, localPref: 100}, {name: q, localPref: 50}]}], bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 1}]}}"},
		shows: edgeDifference{refusal: "another local preference for the same routes", onlyWith: "localPref: 50"}},
	{name: "how often a BGP session says that it is there", feature: platform.MetalLBBGPKeepalive, without: "0.11.0", with: "0.12.0",
		asks:  edgeLines{metallb: bgpTo("keepalive: 9s")},
		shows: edgeDifference{refusal: "the keepalive time of a BGP session came with MetalLB 0.12", onlyWith: "keepalive-time: \"9s\""}},
	{name: "when a BGP session is tried again", feature: platform.MetalLBBGPConnectTime, without: "0.14.3", with: "0.14.4",
		asks:  edgeLines{metallb: bgpTo("connectTime: 5s")},
		shows: edgeDifference{refusal: "connectTime in a BGPPeer came with MetalLB 0.14.4", onlyWith: "connectTime: 5s"}},
	{name: "a BGP session that starts again with its routes", feature: platform.MetalLBBGPGracefulRestart, without: "0.14.5", with: "0.14.6",
		asks:  edgeLines{metallb: bgpTo("gracefulRestart: true")},
		shows: edgeDifference{refusal: "enableGracefulRestart in a BGPPeer came with MetalLB 0.14.6", onlyWith: "enableGracefulRestart: true"}},
	{name: "a BGP session by a VRF", feature: platform.MetalLBBGPVRF, without: "0.13.7", with: "0.13.9",
		asks:  edgeLines{metallb: bgpTo("vrf: red")},
		shows: edgeDifference{refusal: "vrf in a BGPPeer came with MetalLB 0.13.9", onlyWith: "vrf: red"}},
	{name: "both families in a BGP session", feature: platform.MetalLBBGPDualStack, without: "0.14.9", with: "0.15.0",
		asks:  edgeLines{metallb: bgpTo("dualStack: true")},
		shows: edgeDifference{refusal: "dualStackAddressFamily in a BGPPeer came with MetalLB 0.15", onlyWith: "dualStackAddressFamily: true"}},
	{name: "a router behind an interface", feature: platform.MetalLBBGPInterface, without: "0.14.9", with: "0.15.0",
		asks:  edgeLines{metallb: "{version: VERSION, mode: frr, advertise: bgp, bgp: {asn: 1, peers: [{interface: eth1, asn: 2}]}}"},
		shows: edgeDifference{refusal: "interface in a BGPPeer came with MetalLB 0.15", onlyWith: "interface: eth1"}},
	{name: "a router of any other number", feature: platform.MetalLBBGPDynamicASN, without: "0.14.8", with: "0.14.9",
		asks:  edgeLines{metallb: "{version: VERSION, mode: frr, advertise: bgp, bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: external}]}}"},
		shows: edgeDifference{refusal: "dynamicASN in a BGPPeer came with MetalLB 0.14.9", onlyWith: "dynamicASN: external"}},
	{name: "MetalLB's FRR mode", feature: platform.MetalLBFRR, without: "0.11.0", with: "0.12.0",
		asks:  edgeLines{metallb: "{version: VERSION, mode: frr, advertise: bgp, bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 2}]}}"},
		shows: edgeDifference{refusal: "MetalLB's FRR mode came with MetalLB 0.12", onlyWith: "my-asn: 1"}},
	{name: "MetalLB's mode with frr-k8s", feature: platform.MetalLBFRRK8s, without: "0.13.12", with: "0.14.0",
		asks:  edgeLines{metallb: "{version: VERSION, mode: frr-k8s, advertise: bgp, bgp: {asn: 1, peers: [{address: 10.0.0.1, asn: 2}]}}"},
		shows: edgeDifference{refusal: "MetalLB's mode with frr-k8s came with MetalLB 0.14", onlyWith: "kind: BGPPeer"}},
	{name: "pools for some Services", feature: platform.MetalLBServiceAllocation, without: "0.13.7", with: "0.13.9",
		asks:  edgeLines{metallb: "{version: VERSION, pools: [{name: p, addresses: [192.168.1.0/24], allocate: {priority: 5}}]}"},
		shows: edgeDifference{refusal: "serviceAllocation in an IPAddressPool came with MetalLB 0.13.9", onlyWith: "serviceAllocation:"}},
	{name: "MetalLB for a class of load balancers", feature: platform.MetalLBLoadBalancerClass, without: "0.12.1", with: "0.13.0",
		asks:  edgeLines{tier: "service: {loadBalancerClass: metallb}", istio: "{version: '1.28', install: none}"},
		shows: edgeDifference{refusal: "(--lb-class) came with MetalLB 0.13", onlyWith: "loadBalancerClass: metallb"}},
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
}, edgesOfIstio)

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
