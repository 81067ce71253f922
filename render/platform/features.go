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
	MetalLBServiceAllocation
	// MetalLBAnnotationsUniverse is metallb.universe.tf/ as the only prefix of
	// Service annotations. Later versions read it too, next to metallb.io/.
	MetalLBAnnotationsUniverse
	MetalLBAnnotationsIO
	MetalLBLoadBalancerIPsAnnotation
	MetalLBBGPSourceAddress
	MetalLBBGPPasswordSecret
	MetalLBBFD
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

	IstioOperatorInCluster
	IstioSail
	// IstioInjectionByPodLabel is that labels of a pod alone ask for injection.
	// Before, its namespace had to ask.
	IstioInjectionByPodLabel
	IstioNetworkingV1
	IstioSecurityV1
	IstioGatewayAPIV1
	// What the standard channel of the Gateway API has that each Istio is built
	// with, and what Istio itself does with it.
	IstioGRPCRouteV1
	IstioHTTPRouteTimeouts
	IstioGatewayParameters
	IstioHTTPRouteMirrorPercent
	IstioHTTPRouteCORS
	IstioHTTPRouteRedirectCodes
	IstioTLSOptionalMutual
	IstioCurvesP384
	IstioRedirectScheme
	IstioRedirectPort
	IstioDirectResponse
	IstioRegexRewrite
	IstioMirrors
	IstioMirrorPercentage
	IstioCORSAllowOrigins
	IstioRetryOn
	// IstioOperatorServiceIPFamilies is ipFamilyPolicy and ipFamilies in an
	// IstioOperator's k8s.service. Before, only the values of the next feature
	// reach the gateway's Service.
	IstioOperatorServiceIPFamilies
	// IstioGatewayValuesIPFamilies is ipFamilyPolicy and ipFamilies under
	// values.gateways.istio-ingressgateway, for all gateways of the document.
	IstioGatewayValuesIPFamilies
	IstioOperatorLoadBalancerClass
	// IstioHPAMetricsV2 is the shape of hpaSpec.metrics: autoscaling/v2's
	// target {type, averageUtilization} where it is in, autoscaling/v2beta1's
	// targetAverageUtilization where it is not.
	IstioHPAMetricsV2
	// IstioPDBAlways is a PodDisruptionBudget with minAvailable 1 for every
	// gateway. Later ones have it only with more than one replica.
	IstioPDBAlways

	KubernetesTopologySpread
	KubernetesSeccompField
	KubernetesAppProtocol
	KubernetesPDBV1
	KubernetesDualStack
	// KubernetesMixedProtocols is TCP and UDP in one Service of type LoadBalancer.
	KubernetesMixedProtocols
	KubernetesNamespaceNameLabel
	KubernetesUnprivilegedPorts
	KubernetesHPAV2
	// KubernetesPodSecurity is that the API server acts on the labels
	// pod-security.kubernetes.io/* without further configuration.
	KubernetesPodSecurity
	KubernetesUnhealthyPodEviction
)

// MetalLBAnnotationPrefix is the prefix to write on Services for a MetalLB:
// "metallb.io/", or "metallb.universe.tf/" where only that is understood.
func MetalLBAnnotationPrefix(metallb Version) string {
	if MetalLBAnnotationsUniverse.In(metallb) {
		return "metallb.universe.tf/"
	}
	return "metallb.io/"
}
