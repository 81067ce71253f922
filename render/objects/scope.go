package objects

// Scope is where objects of a kind are.
type Scope uint8

const (
	UnknownScope Scope = iota // not judged
	Clustered                 // in no namespace
	Namespaced
)

// ScopeOf tells where objects of a kind are, as the references of Kubernetes,
// Istio, MetalLB and those that make Secrets have it. Kinds that are not here
// are not judged.
func ScopeOf(group, kind string) Scope {
	switch group {
	case Core:
		switch kind {
		case "Namespace", "Node", "PersistentVolume":
			return Clustered
		case "ConfigMap", "Endpoints", "LimitRange", "PersistentVolumeClaim", "Pod", "ReplicationController", "ResourceQuota",
			"Secret", "Service", "ServiceAccount":
			return Namespaced
		}
	case "rbac.authorization.k8s.io":
		switch kind {
		case "ClusterRole", "ClusterRoleBinding":
			return Clustered
		case "Role", "RoleBinding":
			return Namespaced
		}
	case "apiextensions.k8s.io", "apiregistration.k8s.io", "admissionregistration.k8s.io", "scheduling.k8s.io", "node.k8s.io":
		switch kind {
		case "CustomResourceDefinition", "APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
			"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "PriorityClass", "RuntimeClass":
			return Clustered
		}
	case Apps, Policy, "autoscaling", "batch":
		switch kind {
		case "PodSecurityPolicy":
			return Clustered
		case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "PodDisruptionBudget", "HorizontalPodAutoscaler", "Job", "CronJob":
			return Namespaced
		}
	case SailOperator:
		switch kind {
		case "Istio", "IstioCNI", "IstioRevision", "IstioRevisionTag", "ZTunnel":
			return Clustered
		}
	case IstioNetworking, IstioInstall, MetalLB, IstioSecurity, "telemetry.istio.io", "extensions.istio.io":
		return istioOrMetalLB(kind)
	default:
		return others(kind)
	}
	return UnknownScope
}

// istioOrMetalLB: all their kinds are in a namespace.
func istioOrMetalLB(kind string) Scope {
	switch kind {
	case "DestinationRule", "EnvoyFilter", "Gateway", "ProxyConfig", "ServiceEntry", "Sidecar", "VirtualService",
		"WorkloadEntry", "WorkloadGroup", "IstioOperator", "AuthorizationPolicy", "PeerAuthentication",
		"RequestAuthentication", "Telemetry", "WasmPlugin", "AddressPool", "BFDProfile", "BGPAdvertisement", "BGPPeer",
		"Community", "IPAddressPool", "L2Advertisement":
		return Namespaced
	}
	return UnknownScope
}

// others: kinds whose names belong to one group.
func others(kind string) Scope {
	switch kind {
	case "GatewayClass", "IngressClass", "StorageClass", "ClusterIssuer", "ClusterSecretStore", "ClusterExternalSecret":
		return Clustered
	case "Ingress", "NetworkPolicy", "Gateway", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute", "ReferenceGrant", "BackendTLSPolicy", "SealedSecret", "ExternalSecret", "SecretStore",
		"Certificate", "Issuer", "PodMonitor", "ServiceMonitor", "DNSEndpoint":
		return Namespaced
	}
	return UnknownScope
}
