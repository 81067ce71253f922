package platform

// AutoscalerAPI is the apiVersion for a HorizontalPodAutoscaler. The oldest
// Kubernetes of the tables has autoscaling/v2beta2, which came with 1.12; both
// have the same fields.
func AutoscalerAPI(kubernetes Version) string {
	if KubernetesHPAV2.In(kubernetes) {
		return "autoscaling/v2"
	}
	return "autoscaling/v2beta2"
}

// DisruptionBudgetAPI is the apiVersion for a PodDisruptionBudget.
func DisruptionBudgetAPI(kubernetes Version) string {
	if KubernetesPDBV1.In(kubernetes) {
		return "policy/v1"
	}
	return "policy/v1beta1"
}
