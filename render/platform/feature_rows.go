package platform

// Where facts were read. A module with a version is the Go module of that
// release; for the Istio releases without a module tag it is the commit that
// istio.io/client-go of that release requires.
const (
	metallbTypes   = "go.universe.tf/metallb, api/ and internal/config of v0.9.6, v0.10.3, v0.11.0, v0.12.0, v0.13.3, v0.13.4, v0.13.6, v0.13.9"
	metallbNotes   = "https://metallb.io/release-notes/"
	metallbService = "go.universe.tf/metallb, controller/service.go of v0.11.0, v0.12.0, v0.14.8, v0.14.9"
	istioRoutes    = "istio.io/api, networking/v1alpha3/virtual_service.proto of 1.9.0 to 1.25.0"
	istioGateway   = "istio.io/api, networking/v1alpha3/gateway.proto of 1.9.0 to 1.25.0"
	istioOperator  = "istio.io/api, operator/v1alpha1/operator.proto of 1.9.0 to 1.23.0"
	istioTypes     = "istio/istio, operator/pkg/apis/types.go, which replaced operator.proto in 1.24"
	istioCRDs      = "istio/istio, manifests/charts/base, CRDs of release-1.9 to release-1.31"
	gatewayAPI     = "sigs.k8s.io/gateway-api, config/crd/standard of v1.0.0 to v1.6.0; istio/istio, go.mod of release-1.20 to release-1.31"
	kubernetesAPI  = "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"
	kubernetesGate = "https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/"
)

var features = [...]featureRow{
	MetalLBConfigMap: {system: SystemMetalLB, name: "configuration by a ConfigMap", until: "0.12",
		source: metallbNotes + " (0.13.2)"},
	MetalLBCustomResources: {system: SystemMetalLB, name: "IPAddressPool and L2Advertisement", since: "0.13.0",
		source: metallbNotes + " (0.13.2)"},
	MetalLBAvoidBuggyIPs: {system: SystemMetalLB, name: "avoidBuggyIPs in an IPAddressPool", since: "0.13.4", older: "0.12",
		source: metallbTypes},
	MetalLBInterfaces: {system: SystemMetalLB, name: "interfaces in an L2Advertisement", since: "0.13.6",
		source: metallbTypes + "; " + metallbNotes + " (0.13.6)"},
	MetalLBL2NodeSelectors: {system: SystemMetalLB, name: "nodeSelectors in an L2Advertisement", since: "0.13.0",
		source: metallbTypes},
	MetalLBAnnotationsIO: {system: SystemMetalLB, name: "metallb.io/ as a prefix of annotations", since: "0.14.9",
		source: metallbService + "; " + metallbNotes + " (0.14.9)"},
	MetalLBLoadBalancerIPsAnnotation: {system: SystemMetalLB, name: "the annotation loadBalancerIPs", since: "0.12.0",
		source: metallbService},
	MetalLBBGPSourceAddress: {system: SystemMetalLB, name: "the source address of a BGP session", since: "0.11.0",
		source: metallbTypes + "; " + metallbNotes + " (0.11.0)"},
	MetalLBBGPPasswordSecret: {system: SystemMetalLB, name: "passwordSecret in a BGPPeer", since: "0.13.0",
		source: metallbTypes},
	MetalLBBFD: {system: SystemMetalLB, name: "BFD for a BGP session", since: "0.12.0",
		source: metallbTypes + "; " + metallbNotes + " (0.12.0)"},
	MetalLBBGPMultiHop: {system: SystemMetalLB, name: "ebgpMultiHop in a BGP session", since: "0.12.0",
		source: "go.universe.tf/metallb, internal/config of v0.11.0 (absent) and v0.12.0 (present), api/v1beta2/bgppeer_types.go of v0.13.3 to v0.16.2"},
	MetalLBBGPHighPorts: {system: SystemMetalLB, name: "a port above 16384 in a BGP session", until: "0.12",
		source: "go.universe.tf/metallb, internal/config of v0.12.1, api/v1beta2/bgppeer_types.go of v0.13.3 to v0.16.2"},
	MetalLBBGPNodeSelectors: {system: SystemMetalLB, name: "nodeSelectors in a BGPAdvertisement", since: "0.13.0",
		source: metallbTypes},
	MetalLBBGPLargeCommunities: {system: SystemMetalLB, name: "large communities", since: "0.13.10",
		source: metallbNotes + " (0.13.10); go.universe.tf/metallb, internal/bgp of v0.13.9 (absent) and v0.14.9 (present)"},
	MetalLBBGPIPv6: {system: SystemMetalLB, name: "BGP for IPv6 addresses", since: "0.12.0",
		source: metallbNotes + " (0.12.0); go.universe.tf/metallb, internal/config of v0.9.6, v0.11.0, v0.12.0"},
	MetalLBBGPZeroHoldTime: {system: SystemMetalLB, name: "a hold time of 0 in a BGPPeer", since: "0.14.9", older: "0.12",
		source: metallbNotes + " (0.14.9); go.universe.tf/metallb, internal/config of v0.9.6, v0.12.1, v0.13.3, v0.14.8, v0.14.9"},
	MetalLBBGPRangeAggregation: {system: SystemMetalLB, name: "aggregation for ranges that begin or end in a smaller network", since: "0.12.0",
		source: "go.universe.tf/metallb, internal/config of v0.9.6, v0.11.0, v0.12.0"},
	MetalLBBGPBothFamilies: {system: SystemMetalLB, name: "one BGP session for both address families", until: "0.14",
		source: metallbNotes + " (0.15.0)"},

	IstioOldCiphers: {system: SystemIstio, name: "ciphers for TLS below 1.2", until: "1.14",
		source: "https://github.com/istio/istio/issues/42648 (Envoy 1.23 dropped them); istio/istio, validateTLSOptions in pkg/config/validation warns of it"},
	IstioOperatorInCluster: {system: SystemIstio, name: "the in-cluster operator", until: "1.23",
		source: "istio/istio, manifests/charts/istio-operator, absent from release-1.24 on; https://istio.io/latest/blog/2024/in-cluster-operator-deprecation-announcement/"},
	IstioSail: {system: SystemIstio, name: "an install by the Sail operator", since: "1.29",
		source: "istio-ecosystem/sail-operator, versions.yaml of August 2026: older ones are end of life"},
	IstioInjectionByPodLabel: {system: SystemIstio, name: "injection asked for by a pod's labels", since: "1.10",
		source: "https://istio.io/latest/news/releases/1.9.x/announcing-1.9/change-notes/ (not by default); https://istio.io/latest/news/releases/1.10.x/announcing-1.10/upgrade-notes/"},
	IstioNetworkingV1: {system: SystemIstio, name: "networking.istio.io/v1", since: "1.22", source: istioCRDs},
	IstioSecurityV1:   {system: SystemIstio, name: "security.istio.io/v1", since: "1.22", source: istioCRDs},
	IstioGatewayAPIV1: {system: SystemIstio, name: "gateway.networking.k8s.io/v1", since: "1.20",
		source: "istio/istio, go.mod of release-1.20: sigs.k8s.io/gateway-api v1.0"},
	IstioGRPCRouteV1:       {system: SystemIstio, name: "GRPCRoute of gateway.networking.k8s.io/v1", since: "1.22", source: gatewayAPI + "; v1.1"},
	IstioHTTPRouteTimeouts: {system: SystemIstio, name: "timeouts in an HTTPRoute", since: "1.24", source: gatewayAPI + "; v1.2"},
	IstioListenerDots: {system: SystemIstio, name: "dots in the names of a Gateway's listeners", since: "1.24",
		source: "https://github.com/istio/istio/pull/53201, merged before release-1.24 was cut; before it no Service is made (issue 53200)"},
	IstioGatewayParameters: {system: SystemIstio, name: "a ConfigMap that changes what Istio makes of a Gateway of the Gateway API", since: "1.26",
		source: "https://github.com/istio/istio/pull/55283, merged after release-1.25 was cut"},
	IstioHTTPRouteMirrorPercent: {system: SystemIstio, name: "percent in an HTTPRoute's RequestMirror", since: "1.26", source: gatewayAPI + "; v1.3"},
	IstioHTTPRouteCORS:          {system: SystemIstio, name: "the CORS filter of an HTTPRoute", since: "1.30", source: gatewayAPI + "; v1.5"},
	IstioHTTPRouteRedirectCodes: {system: SystemIstio, name: "a redirect code other than 301 and 302 in an HTTPRoute", since: "1.30",
		source: gatewayAPI + "; v1.5"},
	IstioTLSRouteV1: {system: SystemIstio, name: "TLSRoute of gateway.networking.k8s.io/v1", since: "1.30",
		source: gatewayAPI + "; v1.5; https://github.com/istio/istio/pull/59693 (no longer behind PILOT_ENABLE_ALPHA_GATEWAY_API)"},
	IstioTCPRouteV1: {system: SystemIstio, name: "TCPRoute of gateway.networking.k8s.io/v1", since: "1.31",
		source: gatewayAPI + "; v1.6; https://github.com/istio/istio/pull/60766, https://github.com/istio/istio/issues/61540 (1.30 reads v1alpha2 alone)"},
	IstioGatewayAPIOptionalMutual: {system: SystemIstio, name: "the TLS mode OPTIONAL_MUTUAL in a Gateway of the Gateway API", since: "1.31",
		source: "https://github.com/istio/istio/pull/56742, https://github.com/istio/istio/issues/60618, https://github.com/istio/istio/pull/60278; istio/istio, pilot/pkg/model/gateway.go of release-1.31"},
	IstioTLSOptionalMutual: {system: SystemIstio, name: "the TLS mode OPTIONAL_MUTUAL", since: "1.19", source: istioGateway},
	IstioCurvesP384: {system: SystemIstio, name: "ECDSA certificates on P-384 or P-521", since: "1.25",
		source: "https://github.com/envoyproxy/envoy/pull/36369 (Envoy 1.33); Istio 1.25 upgrade notes"},
	IstioRedirectScheme: {system: SystemIstio, name: "scheme in a redirect", since: "1.12", source: istioRoutes},
	IstioRedirectPort:   {system: SystemIstio, name: "port and derivePort in a redirect", since: "1.12", source: istioRoutes},
	IstioOperatorServiceIPFamilies: {system: SystemIstio, name: "ipFamilyPolicy in an IstioOperator's k8s.service", since: "1.24",
		source: istioOperator + "; " + istioTypes},
	IstioOperatorOwnGateways: {system: SystemIstio, name: "ingressGateways in place of the profile's", since: "1.24",
		source: "istio/istio, operator/pkg/util/merge_iop.go of release-1.23, absent from release-1.24 on; run by the installers of 1.23.6 and 1.31"},
	IstioHPAMetricsV2: {system: SystemIstio, name: "hpaSpec.metrics in the shape of autoscaling/v2", since: "1.15",
		source: "istio/istio, manifests/charts/gateways/istio-ingress/templates/autoscale.yaml and releasenotes/notes/install-autoscalingv2.yaml of 1.13.4 and 1.15.0; " + istioTypes},

	KubernetesPDBV1: {system: SystemKubernetes, name: "policy/v1", since: "1.21", source: kubernetesAPI},
	KubernetesSeccompProfile: {system: SystemKubernetes, name: "seccompProfile in a securityContext", since: "1.19",
		source: "https://kubernetes.io/docs/tutorials/security/seccomp/; kubernetes/kubernetes, CHANGELOG-1.19.md (seccomp is stable)"},
	KubernetesMixedProtocols: {system: SystemKubernetes, name: "TCP and UDP in one LoadBalancer Service", since: "1.24",
		source: "Kubernetes feature gates: MixedProtocolLBService, beta and on by default from 1.24, stable in 1.26"},
	KubernetesDualStack: {system: SystemKubernetes, name: "dual-stack Services", since: "1.21",
		source: kubernetesGate + " (IPv6DualStack)"},
	KubernetesUnprivilegedPorts: {system: SystemKubernetes, name: "net.ipv4.ip_unprivileged_port_start as a safe sysctl", since: "1.22",
		source: "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/"},
	KubernetesHPAV2: {system: SystemKubernetes, name: "autoscaling/v2", since: "1.23", source: kubernetesAPI},
	KubernetesPodSecurity: {system: SystemKubernetes, name: "Pod Security by namespace labels", since: "1.23",
		source: kubernetesGate + " (PodSecurity)"},
	KubernetesStartupProbes: {system: SystemKubernetes, name: "startupProbe of a container", since: "1.18",
		source: kubernetesGate + " (StartupProbe: beta and on by default from 1.18, stable in 1.20)"},
	KubernetesGRPCProbes: {system: SystemKubernetes, name: "grpc in a container's probe", since: "1.24",
		source: kubernetesGate + " (GRPCContainerProbe: beta and on by default from 1.24, stable in 1.27)"},
}
