package format

import "strings"

// SecurityFields and affinityFields are the members of a container's or a pod's
// securityContext and of a pod's affinity (Kubernetes API reference, v1.36).
var (
	AffinityFields = []string{"nodeAffinity", "podAffinity", "podAntiAffinity"}
	PodOnlyFields  = []string{"fsGroup", "fsGroupChangePolicy", "supplementalGroups", "supplementalGroupsPolicy", "sysctls"}
	SecurityFields = []string{"allowPrivilegeEscalation", "appArmorProfile", "capabilities", "privileged", "procMount",
		"readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seLinuxOptions", "seccompProfile", "windowsOptions",
		"fsGroup", "fsGroupChangePolicy", "supplementalGroups", "supplementalGroupsPolicy", "sysctls"}
)

// OwnContainerFields are the fields of a container for which an app has a word of its own,
// so that they are not handed on.
func OwnContainerFields() []string {
	return strings.Fields("name image command args env ports resources readinessProbe livenessProbe startupProbe securityContext")
}

// OwnPodFields are those of a pod.
func OwnPodFields() []string {
	return strings.Fields("serviceAccountName serviceAccount securityContext metadata spec image command args env ports readinessProbe livenessProbe startupProbe")
}
