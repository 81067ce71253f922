package check

import "render/render/objects"

type scope uint8

const (
	unknown scope = iota
	cluster
	namespaced
)

// Namespaced reports whether objects of a kind are known to be in a namespace.
func Namespaced(group, kind string) bool { return scopeOf(group, kind) == namespaced }

// scopeOf tells where objects of a kind are, as the references of Kubernetes,
// Istio, MetalLB and those that make Secrets have it. Kinds that are not here
// are not judged.
func scopeOf(group, kind string) scope {
	switch group {
	case objects.Core:
		switch kind {
		case "Namespace", "Node", "PersistentVolume":
			return cluster
		case "ConfigMap", "Endpoints", "LimitRange", "PersistentVolumeClaim", "Pod", "ReplicationController", "ResourceQuota",
			"Secret", "Service", "ServiceAccount":
			return namespaced
		}
	case "rbac.authorization.k8s.io":
		switch kind {
		case "ClusterRole", "ClusterRoleBinding":
			return cluster
		case "Role", "RoleBinding":
			return namespaced
		}
	case "apiextensions.k8s.io", "apiregistration.k8s.io", "admissionregistration.k8s.io", "scheduling.k8s.io", "node.k8s.io":
		switch kind {
		case "CustomResourceDefinition", "APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
			"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "PriorityClass", "RuntimeClass":
			return cluster
		}
	case objects.Apps, objects.Policy, "autoscaling", "batch":
		switch kind {
		case "PodSecurityPolicy":
			return cluster
		case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "PodDisruptionBudget", "HorizontalPodAutoscaler", "Job", "CronJob":
			return namespaced
		}
	case objects.SailOperator:
		switch kind {
		case "Istio", "IstioCNI", "IstioRevision", "IstioRevisionTag", "ZTunnel":
			return cluster
		}
	case objects.IstioNetworking, objects.IstioInstall, objects.MetalLB, objects.IstioSecurity, "telemetry.istio.io", "extensions.istio.io":
		return istioOrMetalLB(kind)
	default:
		return others(kind)
	}
	return unknown
}

// istioOrMetalLB: all their kinds are in a namespace.
func istioOrMetalLB(kind string) scope {
	switch kind {
	case "DestinationRule", "EnvoyFilter", "Gateway", "ProxyConfig", "ServiceEntry", "Sidecar", "VirtualService",
		"WorkloadEntry", "WorkloadGroup", "IstioOperator", "AuthorizationPolicy", "PeerAuthentication",
		"RequestAuthentication", "Telemetry", "WasmPlugin", "AddressPool", "BFDProfile", "BGPAdvertisement", "BGPPeer",
		"Community", "IPAddressPool", "L2Advertisement":
		return namespaced
	}
	return unknown
}

// others: kinds whose names belong to one group.
func others(kind string) scope {
	switch kind {
	case "GatewayClass", "IngressClass", "StorageClass", "ClusterIssuer", "ClusterSecretStore", "ClusterExternalSecret":
		return cluster
	case "Ingress", "NetworkPolicy", "Gateway", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute", "ReferenceGrant", "BackendTLSPolicy", "SealedSecret", "ExternalSecret", "SecretStore",
		"Certificate", "Issuer", "PodMonitor", "ServiceMonitor", "DNSEndpoint":
		return namespaced
	}
	return unknown
}
