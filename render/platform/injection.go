package platform

// NeverInjected reports whether istiod leaves all pods of a namespace alone, whatever its labels
// and theirs say (istio, pkg/kube/inject/initializer.go, and the namespaceSelectors of
// manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml). Those with
// the network of their node it leaves alone everywhere.
func NeverInjected(namespace string) bool {
	switch namespace {
	case "kube-system", "kube-public", "kube-node-lease", "local-path-storage":
		return true
	}
	return false
}
