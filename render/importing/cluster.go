package importing

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// systems are namespaces of what a cluster, Istio and MetalLB are made of.
var systems = []string{"kube-system", "kube-public", "kube-node-lease", "metallb-system", "cert-manager", "istio-operator", "container-registry"}

// OfSystem reports whether a namespace is one of a cluster's own parts.
func OfSystem(namespace string) bool { return slices.Contains(systems, namespace) }

// Routes reports whether an object is one of those by which requests get into a cluster.
func Routes(id manifest.ID) bool {
	switch id.Group {
	case objects.IstioNetworking, objects.IstioSecurity, objects.GatewayAPI, objects.MetalLB, objects.IstioInstall, objects.SailOperator, kubernetesIngress:
		return true
	}
	return false
}

// Runs reports whether an object is one of those that an app is: no Service of the API server itself, and nothing that
// Istio's installer made.
func Runs(m manifest.Manifest) bool {
	id := m.ID()
	if id.Namespace == "istio-system" || id.Namespace == "default" && id.Name == "kubernetes" || m.Object.Object("metadata").Object("labels").Get("operator.istio.io/managed") != nil {
		return false
	}
	switch id.Group {
	case objects.Core:
		return id.Kind == "Service"
	case "apps":
		return id.Kind == "Deployment" || id.Kind == "DaemonSet" || id.Kind == "StatefulSet"
	}
	return false
}

// ownComponents are what Istio calls pods of its own that are no ingress gateways, by their label istio.
var ownComponents = []string{"pilot", "istiod", "mixer", "galley", "citadel", "sidecar-injector", "cni", "egressgateway"}
