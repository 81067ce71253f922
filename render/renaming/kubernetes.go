package renaming

// kubernetesFields are those of Kubernetes' own kinds.
func kubernetesFields() map[string]map[string]form {
	secret := named("", "Secret")
	none := map[string]form{}
	out := map[string]map[string]form{
		"/Namespace": none, "/ConfigMap": none, "/Secret": none, "/Endpoints": none, "/LimitRange": none, "/ResourceQuota": none,
		"/PersistentVolumeClaim": none, "/Service": {"spec.externalName": serviceHost},
		"/ServiceAccount":            {"secrets": ref("", "Secret"), "imagePullSecrets": ref("", "Secret")},
		"policy/PodDisruptionBudget": none, "networking.k8s.io/NetworkPolicy": none, "networking.k8s.io/IngressClass": none,
		"apiextensions.k8s.io/CustomResourceDefinition": none, "scheduling.k8s.io/PriorityClass": none,
		"autoscaling/HorizontalPodAutoscaler": {"spec.scaleTargetRef": ref("", "")},
		"rbac.authorization.k8s.io/Role":      {"rules": right}, "rbac.authorization.k8s.io/ClusterRole": {"rules": right},
		"rbac.authorization.k8s.io/RoleBinding":        {"subjects": subject, "roleRef": ref("rbac.authorization.k8s.io", "Role")},
		"rbac.authorization.k8s.io/ClusterRoleBinding": {"subjects": subject, "roleRef": ref("rbac.authorization.k8s.io", "ClusterRole")},
		"networking.k8s.io/Ingress": {
			"spec.tls.secretName": secret, "spec.ingressClassName": clusterWide("networking.k8s.io", "IngressClass"),
			"spec.rules.http.paths.backend.service.name": named("", "Service"), "spec.defaultBackend.service.name": named("", "Service"),
		},
		"/Pod": podFields("spec", secret),
	}
	for _, kind := range []string{"apps/Deployment", "apps/DaemonSet", "apps/StatefulSet", "apps/ReplicaSet", "batch/Job"} {
		out[kind] = podFields("spec.template.spec", secret)
	}
	out["apps/StatefulSet"]["spec.serviceName"] = named("", "Service")
	out["batch/CronJob"] = podFields("spec.jobTemplate.spec.template.spec", secret)
	return out
}

// podFields are those of a pod that is at a path.
func podFields(at string, secret form) map[string]form {
	out := map[string]form{}
	for path, f := range map[string]form{
		"serviceAccountName": named("", "ServiceAccount"), "serviceAccount": named("", "ServiceAccount"),
		"imagePullSecrets": ref("", "Secret"), "priorityClassName": clusterWide("scheduling.k8s.io", "PriorityClass"),
		"volumes.secret.secretName": secret, "volumes.configMap": ref("", "ConfigMap"),
		"volumes.persistentVolumeClaim.claimName": named("", "PersistentVolumeClaim"),
		"volumes.projected.sources.secret":        ref("", "Secret"),
		"volumes.projected.sources.configMap":     ref("", "ConfigMap"),
	} {
		out[at+"."+path] = f
	}
	for _, list := range []string{"containers", "initContainers", "ephemeralContainers"} {
		for path, f := range map[string]form{
			"env.value": environment, "env.valueFrom.secretKeyRef": ref("", "Secret"), "env.valueFrom.configMapKeyRef": ref("", "ConfigMap"),
			"envFrom.secretRef": ref("", "Secret"), "envFrom.configMapRef": ref("", "ConfigMap"),
		} {
			out[at+"."+list+"."+path] = f
		}
	}
	return out
}
