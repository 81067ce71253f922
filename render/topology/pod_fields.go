package topology

// securityFields and affinityFields are the members of a container's or a pod's
// securityContext and of a pod's affinity (Kubernetes API reference, v1.36).
var (
	affinityFields = []string{"nodeAffinity", "podAffinity", "podAntiAffinity"}
	podOnlyFields  = []string{"fsGroup", "fsGroupChangePolicy", "supplementalGroups", "supplementalGroupsPolicy", "sysctls"}
	securityFields = append([]string{"allowPrivilegeEscalation", "appArmorProfile", "capabilities", "privileged", "procMount",
		"readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seLinuxOptions", "seccompProfile", "windowsOptions"}, podOnlyFields...)
)
