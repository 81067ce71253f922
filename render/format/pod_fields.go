package format

// SecurityFields and affinityFields are the members of a container's or a pod's
// securityContext and of a pod's affinity (Kubernetes API reference, v1.36).
var (
	AffinityFields = []string{"nodeAffinity", "podAffinity", "podAntiAffinity"}
	PodOnlyFields  = []string{"fsGroup", "fsGroupChangePolicy", "supplementalGroups", "supplementalGroupsPolicy", "sysctls"}
	SecurityFields = append([]string{"allowPrivilegeEscalation", "appArmorProfile", "capabilities", "privileged", "procMount",
		"readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seLinuxOptions", "seccompProfile", "windowsOptions"}, PodOnlyFields...)
)
