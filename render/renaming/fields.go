package renaming

import (
	"render/internal/later"
)

// kinds are the fields by which objects name others, by group and kind, as ways to
// them, made once. Lists are passed through. A kind without any is here too, since all its
// fields are known.
func kinds() map[string]*node { return kindsOnce.Get(makeKinds) }

var kindsOnce later.Value[map[string]*node]

func makeKinds() map[string]*node {
	out := map[string]*node{}
	for _, api := range []map[string]map[string]form{istioFields(), gatewayAPIFields(), otherFields(), kubernetesFields()} {
		for kind, of := range api {
			root := &node{}
			for path, f := range of {
				root.add(path, f)
			}
			out[kind] = root
		}
	}
	return out
}

// istioFields are those of Istio's kinds.
func istioFields() map[string]map[string]form {
	targets := map[string]form{"spec.targetRefs": ref(gatewayAPI, "Gateway"), "spec.targetRef": ref(gatewayAPI, "Gateway")}
	return map[string]map[string]form{
		istioNetworking + "/Gateway": {
			"spec.servers.hosts": scopedHost, "spec.servers.tls.credentialName": credential, "spec.servers.tls.credentialNames": credential,
			"spec.servers.tls.caCertCredentialName": credential,
		},
		istioNetworking + "/VirtualService": {
			"spec.hosts": serviceHost, "spec.gateways": istioGateway, "spec.exportTo": namespaceName,
			"spec.http.match.gateways": istioGateway, "spec.tls.match.gateways": istioGateway, "spec.tcp.match.gateways": istioGateway,
			"spec.http.match.sourceNamespace": namespaceName, "spec.tls.match.sourceNamespace": namespaceName, "spec.tcp.match.sourceNamespace": namespaceName,
			"spec.http.route.destination.host": host, "spec.tls.route.destination.host": host, "spec.tcp.route.destination.host": host,
			"spec.http.mirror.host": host, "spec.http.mirrors.destination.host": host, "spec.http.rewrite.authority": serviceHost,
			"spec.http.redirect.authority": serviceHost, "spec.http.delegate": ref(istioNetworking, "VirtualService"),
		},
		istioNetworking + "/DestinationRule": {
			"spec.host": host, "spec.exportTo": namespaceName, "spec.trafficPolicy.tls.credentialName": credential,
			"spec.trafficPolicy.portLevelSettings.tls.credentialName": credential, "spec.subsets.trafficPolicy.tls.credentialName": credential,
		},
		istioNetworking + "/ServiceEntry": {"spec.hosts": serviceHost, "spec.exportTo": namespaceName, "spec.endpoints.address": serviceHost},
		istioNetworking + "/Sidecar":      {"spec.egress.hosts": scopedHost},
		istioNetworking + "/EnvoyFilter": {
			"spec.configPatches.match.routeConfiguration.gateway": istioGateway, "spec.configPatches.match.cluster.service": serviceHost,
			"spec.configPatches.match.routeConfiguration.name": routes, "spec.targetRefs": ref(gatewayAPI, "Gateway"),
		},
		istioNetworking + "/ProxyConfig": {}, istioNetworking + "/WorkloadEntry": {"spec.serviceAccount": named("", "ServiceAccount")},
		istioSecurity + "/AuthorizationPolicy": {
			"spec.rules.from.source.principals": principal, "spec.rules.from.source.notPrincipals": principal,
			"spec.rules.from.source.namespaces": namespaceName, "spec.rules.from.source.notNamespaces": namespaceName,
			"spec.rules.from.source.serviceAccounts": account, "spec.rules.from.source.notServiceAccounts": account,
			"spec.rules.when": condition, "spec.rules.to.operation.hosts": serviceHost, "spec.rules.to.operation.notHosts": serviceHost,
			"spec.targetRefs": ref(gatewayAPI, "Gateway"), "spec.targetRef": ref(gatewayAPI, "Gateway"),
		},
		istioSecurity + "/PeerAuthentication": {}, istioSecurity + "/RequestAuthentication": targets,
		"telemetry.istio.io/Telemetry": targets, "extensions.istio.io/WasmPlugin": targets,
		"install.istio.io/IstioOperator": {
			"spec.components.ingressGateways.namespace": namespaceName, "spec.components.egressGateways.namespace": namespaceName,
			"spec.meshConfig.extensionProviders.*.service": scopedHost,
		},
		"sailoperator.io/Istio": {"spec.values.meshConfig.extensionProviders.*.service": scopedHost}, "sailoperator.io/IstioCNI": {},
	}
}
