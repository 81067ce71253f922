package platform

// MakesForGateway reports whether Istio makes an object of a kind under a gateway's own name:
// istiod of a Gateway of the Gateway API, or the installer, whose chart calls a gateway's
// ServiceAccount, Role and RoleBinding otherwise. A policy of that name is somebody else's.
func MakesForGateway(group, kind string, istiod bool) bool {
	switch group + "/" + kind {
	case "/Service", "apps/Deployment", "autoscaling/HorizontalPodAutoscaler", "policy/PodDisruptionBudget":
		return true
	case "/ServiceAccount":
		return istiod
	}
	return false
}
