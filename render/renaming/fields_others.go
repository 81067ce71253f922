package renaming

// gatewayAPIFields are those of the Gateway API.
func gatewayAPIFields() map[string]map[string]form {
	service := ref("", "Service")
	route := map[string]form{
		"spec.parentRefs": ref(gatewayAPI, "Gateway"), "spec.rules.backendRefs": service,
		"spec.rules.filters.requestMirror.backendRef": service, "spec.rules.backendRefs.filters.requestMirror.backendRef": service,
	}
	return map[string]map[string]form{
		gatewayAPI + "/HTTPRoute": route, gatewayAPI + "/GRPCRoute": route, gatewayAPI + "/TLSRoute": route, gatewayAPI + "/TCPRoute": route,
		gatewayAPI + "/Gateway": {
			"spec.listeners.tls.certificateRefs": ref("", "Secret"), "spec.infrastructure.parametersRef": ref("", "ConfigMap"),
			"spec.tls.frontend.default.validation.caCertificateRefs": ref("", "Secret"), "spec.tls.frontend.perPort.tls.validation.caCertificateRefs": ref("", "Secret"),
			"spec.tls.backend.clientCertificateRef": ref("", "Secret"),
		},
		gatewayAPI + "/BackendTLSPolicy": {"spec.targetRefs": service, "spec.validation.caCertificateRefs": ref("", "ConfigMap")},
		gatewayAPI + "/ReferenceGrant":   {"spec.from.namespace": namespaceName, "spec.to": service},
	}
}

// otherFields are those of MetalLB, cert-manager, External Secrets, Sealed Secrets,
// external-dns and the Prometheus operator.
func otherFields() map[string]map[string]form {
	pool, secret := named(metallb, "IPAddressPool"), named("", "Secret")
	return map[string]map[string]form{
		metallb + "/IPAddressPool":    {"spec.serviceAllocation.namespaces": namespaceName},
		metallb + "/L2Advertisement":  {"spec.ipAddressPools": pool},
		metallb + "/BGPAdvertisement": {"spec.ipAddressPools": pool, "spec.peers": named(metallb, "BGPPeer")},
		metallb + "/BGPPeer":          {"spec.bfdProfile": named(metallb, "BFDProfile"), "spec.passwordSecret": ref("", "Secret")},
		metallb + "/BFDProfile":       {}, metallb + "/Community": {},
		"cert-manager.io/Certificate":   {"spec.secretName": made, "spec.issuerRef": ref("cert-manager.io", "Issuer")},
		"cert-manager.io/Issuer":        {"spec.ca.secretName": secret, "spec.acme.solvers.http01.gatewayHTTPRoute.parentRefs": ref(gatewayAPI, "Gateway")},
		"cert-manager.io/ClusterIssuer": {"spec.ca.secretName": credential},
		"external-secrets.io/ExternalSecret": {
			"spec.target.name": made, "spec.secretStoreRef": ref("external-secrets.io", "SecretStore"),
		},
		"externaldns.k8s.io/DNSEndpoint":       {},
		"bitnami.com/SealedSecret":             {"spec.template.metadata.name": ownName, "spec.template.metadata.namespace": namespaceName},
		"monitoring.coreos.com/PodMonitor":     {"spec.namespaceSelector.matchNames": namespaceName},
		"monitoring.coreos.com/ServiceMonitor": {"spec.namespaceSelector.matchNames": namespaceName},
	}
}
