package platform

// The features. The rows in feature_rows.go say since when, until when and
// where that was read.
const (
	// MetalLBConfigMap is the ConfigMap "config" as MetalLB's configuration.
	MetalLBConfigMap Feature = iota
	// MetalLBCustomResources is configuration by the kinds of metallb.io.
	MetalLBCustomResources
	// MetalLBAvoidBuggyIPs is in every ConfigMap, and in an IPAddressPool from
	// 0.13.4 on; In answers for both.
	MetalLBAvoidBuggyIPs
	MetalLBInterfaces
	MetalLBL2NodeSelectors
	MetalLBAnnotationsIO
	MetalLBLoadBalancerIPsAnnotation
	// MetalLBLoadBalancerClass is that MetalLB can be started for a class of load
	// balancers, --lb-class.
	MetalLBLoadBalancerClass
	MetalLBBGPSourceAddress
	MetalLBBGPPasswordSecret
	MetalLBBFD
	// MetalLBBGPMultiHop is ebgp-multihop in a ConfigMap, and ebgpMultiHop in a
	// BGPPeer.
	MetalLBBGPMultiHop
	// MetalLBBGPHighPorts is a peer's port above 16384, which BGPPeer refuses.
	MetalLBBGPHighPorts
	MetalLBBGPNodeSelectors
	MetalLBBGPLargeCommunities
	// MetalLBBGPIPv6 is that pools told by BGP have IPv6 addresses; before,
	// every length above 32 was refused.
	MetalLBBGPIPv6
	// MetalLBBGPZeroHoldTime is a hold time of 0, which the BGPPeers before
	// took for none and made 90 seconds.
	MetalLBBGPZeroHoldTime
	// MetalLBBGPRangeAggregation is that of a range a-b only the largest network
	// in it has to be as large as the aggregation; before, every one had to.
	MetalLBBGPRangeAggregation
	// MetalLBBGPBothFamilies is that a session carries IPv4 and IPv6 whatever its
	// own family; later ones only where BGPPeer says dualStackAddressFamily.
	MetalLBBGPBothFamilies
	// MetalLBBothWays is that one pool is announced by layer 2 and by BGP. A pool of the
	// ConfigMap has one protocol.
	MetalLBBothWays
	// MetalLBBGPAdvertisementPeers is that an advertisement names the routers that are
	// told.
	MetalLBBGPAdvertisementPeers
	// MetalLBBGPPreferencesMixed is that MetalLB takes two local preferences for the same routes, of
	// which routers are told one.
	MetalLBBGPPreferencesMixed
	// MetalLBBGPLengthsByFamily is that advertisements of one pool are of other routes
	// where the lengths differ of the families that the pool has; before, both had to.
	MetalLBBGPLengthsByFamily
	// MetalLBServiceAllocation is that a pool is for some Services alone.
	MetalLBServiceAllocation
	MetalLBBGPKeepalive
	MetalLBBGPConnectTime
	MetalLBBGPGracefulRestart
	MetalLBBGPVRF
	MetalLBBGPDualStack
	// MetalLBBGPPeersByNode is that MetalLB has several sessions with one router, from
	// other nodes each, in its FRR modes too. Its native mode has them always.
	MetalLBBGPPeersByNode
	// MetalLBBGPInterface is a router that is named by the interface behind which it is.
	MetalLBBGPInterface
	// MetalLBBGPDynamicASN is a router whose number is only known to be the cluster's own or
	// another.
	MetalLBBGPDynamicASN
	// MetalLBFRR is that MetalLB may speak BGP by FRR.
	MetalLBFRR
	// MetalLBFRRK8s is that it may do so by frr-k8s, which others configure too.
	MetalLBFRRK8s
	// MetalLBFRRK8sDefault is that its own manifests have it do so.
	MetalLBFRRK8sDefault

	IstioOperatorInCluster
	IstioSail
	// IstioHelm is that Istio's charts are in the repository of charts that its
	// documentation names.
	IstioHelm
	// IstioPilotCNI is pilot.cni among the values of the chart istiod, by which it
	// counts on the CNI plugin, IstioFormerCNI istio_cni, what came before.
	IstioPilotCNI
	IstioFormerCNI
	// IstioChartCRDs is that the chart base updates Istio's CRDs, which below are
	// among those that helm makes once and never touches again.
	IstioChartCRDs
	// IstioInjectionByPodLabel is that labels of a pod alone ask for injection.
	// Before, its namespace had to ask.
	IstioInjectionByPodLabel
	// IstioTelemetryLogs is that a Telemetry switches access logs on, by the
	// provider "envoy" that every mesh has; below, its configuration alone does.
	IstioTelemetryLogs
	IstioTelemetryV1
	// IstioTelemetryTargets is that a Telemetry names Gateways of the Gateway API.
	IstioTelemetryTargets
	// IstioGatewayNameLabel is that pods of a Gateway of the Gateway API have the
	// API's own label with its name; before, Istio's.
	IstioGatewayNameLabel
	IstioNetworkingV1
	IstioSecurityV1
	IstioGatewayAPIV1
	// What the standard channel of the Gateway API has that each Istio is built
	// with, and what Istio itself does with it.
	IstioGRPCRouteV1
	IstioHTTPRouteTimeouts
	IstioListenerDots
	IstioGatewayParameters
	IstioHTTPRouteMirrorPercent
	IstioHTTPRouteCORS
	IstioHTTPRouteRedirectCodes
	IstioTLSRouteV1
	IstioTCPRouteV1
	// IstioGatewayAPIOptionalMutual is that a Gateway of the Gateway API gets the
	// authority of certificates that clients may have. From 1.27 on Istio reads the
	// mode OPTIONAL_MUTUAL, and keeps the Secret beside the server's from the
	// gateway, which then ends every connection; one that the Gateway names as its
	// clients' authority it hands out from 1.31 on.
	IstioGatewayAPIOptionalMutual
	IstioTLSOptionalMutual
	// IstioGatewayAPICiphers are the ciphers of a listener of the Gateway API.
	IstioGatewayAPICiphers
	// IstioSidecarSeccomp is that istiod's values give sidecars a seccomp profile.
	IstioSidecarSeccomp
	// IstioProxyProtocol is that a gateway's pods may be told to take the PROXY
	// protocol.
	IstioProxyProtocol
	// IstioOldCiphers are ciphers of TLS 1.0 and 1.1 among those that a gateway
	// speaks unless it is told others.
	IstioOldCiphers
	// IstioSkipVerify is insecureSkipVerify in a DestinationRule. Below 1.19 Istio took
	// no notice of it, and checked nothing where no authority is named either.
	IstioSkipVerify
	// IstioDestinationRuleSelector is workloadSelector in a DestinationRule.
	IstioDestinationRuleSelector
	// IstioRulesApart is keeping DestinationRules of a host apart which are for other
	// namespaces each.
	IstioRulesApart
	// IstioMutualBeforeTunnel is that in a mesh for ambient mode gateways reach sidecars by
	// mutual TLS on the pods' own ports, where they speak it, and else by HBONE.
	IstioMutualBeforeTunnel
	// IstioTunnelByEndpoint is that they reach sidecars so whatever they speak.
	IstioTunnelByEndpoint
	// IstioGatewayPodLabel is a label that the pods of all Gateways of the Gateway API
	// have.
	IstioGatewayPodLabel
	// IstioHTTP3 is that a gateway takes HTTP/3, on servers that end TLS for requests.
	IstioHTTP3
	// IstioDualStack is that gateways in a cluster of both families listen at both.
	IstioDualStack
	// IstioGatewayInfrastructure are annotations of what Istio makes of a Gateway of the
	// Gateway API. Where there are none it copies the Gateway's own.
	IstioGatewayInfrastructure
	// IstioGatewayOwnSysctl is the sysctl by which gateways of the Gateway API listen below
	// 1024, whatever values say of their securityContext. Later those replace it.
	IstioGatewayOwnSysctl
	// IstioGatewayHTTP3 is that the Service of a Gateway of the Gateway API has each port
	// for HTTPS over UDP too, once istiod is told of HTTP/3.
	IstioGatewayHTTP3
	IstioCurvesP384
	// IstioPartialChains is that an authority is trusted by which peers are checked and
	// which is no root. Before, its own had to be there too, up to the root.
	IstioPartialChains
	IstioRedirectScheme
	// IstioWithoutMissingHeaders is that withoutHeaders takes a request that has not the
	// header at all. Before, only one without the header passed whose presence alone
	// was asked for.
	IstioWithoutMissingHeaders
	// IstioNamedGroups is that expressions may name groups as (?<name>...), beside (?P<name>...).
	IstioNamedGroups
	// IstioPathAsHeader is that a VirtualService may ask for a path as the header :path.
	// Between, validation took pseudo headers for no names of headers.
	IstioPathAsHeader
	IstioDirectResponse
	IstioRegexRewrite
	IstioRedirectPort
	// IstioOperatorServiceIPFamilies is ipFamilyPolicy and ipFamilies in an
	// IstioOperator's k8s.service. Before, only values
	// of all gateways together reach their Services.
	IstioOperatorServiceIPFamilies
	// IstioOperatorServiceFields is loadBalancerClass and allocateLoadBalancerNodePorts
	// there.
	IstioOperatorServiceFields
	// IstioOperatorOwnGateways is that an IstioOperator's ingressGateways are all
	// there are. Before, those of its profile stayed beside them, but those of the
	// same name.
	IstioOperatorOwnGateways
	// IstioHPAMetricsV2 is the shape of hpaSpec.metrics: autoscaling/v2's
	// target {type, averageUtilization} where it is in, autoscaling/v2beta1's
	// targetAverageUtilization where it is not.
	IstioHPAMetricsV2
	// IstioPolicyHostsAnyCase is that policies compare hosts as routing does, whatever their letters' case.
	IstioPolicyHostsAnyCase
	// IstioPolicyTargets is targetRefs of policies, in place of pods' labels.
	IstioPolicyTargets
	// IstioJWTClaimsToHeaders is outputClaimToHeaders of a RequestAuthentication.
	IstioJWTClaimsToHeaders
	// IstioSeveralProviders is that a workload may ask several providers who may come in, where
	// istiod is told so.
	IstioSeveralProviders

	KubernetesPDBV1
	// KubernetesNamespaceNames is that every namespace has a label with its name, by which
	// a NetworkPolicy chooses it.
	KubernetesNamespaceNames
	// KubernetesSeccompProfile is the field of a securityContext; before, there
	// were annotations.
	KubernetesSeccompProfile
	KubernetesDualStack
	KubernetesLoadBalancerClass
	KubernetesAllocateNodePorts
	// KubernetesMixedProtocols is TCP and UDP in one Service of type LoadBalancer.
	KubernetesMixedProtocols
	KubernetesUnprivilegedPorts
	KubernetesHPAV2
	// KubernetesPodSecurity is that the API server acts on the labels
	// pod-security.kubernetes.io/* without further configuration.
	KubernetesPodSecurity
	// KubernetesProbeHosts is that the Pod Security Standards forbid probes and hooks that ask another
	// host, and KubernetesUsersApart that they ask less of pods with hostUsers: false.
	KubernetesProbeHosts
	KubernetesUsersApart
	KubernetesStartupProbes
	KubernetesGRPCProbes
	// Fields of pods that are handed on, from where they are on by default.
	KubernetesSidecars
	KubernetesSleepHooks
	KubernetesUserNamespaces
	KubernetesPodResources
	KubernetesImageVolumes
)
