package format

import "strings"

// SecurityFields and affinityFields are the members of a container's or a pod's
// securityContext and of a pod's affinity (Kubernetes API reference, v1.36).
var (
	AffinityFields = []string{"nodeAffinity", "podAffinity", "podAntiAffinity"}
	PodOnlyFields  = []string{"fsGroup", "fsGroupChangePolicy", "supplementalGroups", "supplementalGroupsPolicy", "sysctls"}
	SecurityFields = append([]string{"allowPrivilegeEscalation", "appArmorProfile", "capabilities", "privileged", "procMount",
		"readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seLinuxOptions", "seccompProfile", "windowsOptions"}, PodOnlyFields...)
)

// The fields of a container and of a pod for which an app has a word of its own, so
// that they are not handed on.
var (
	OwnContainerFields = strings.Fields("name image command args env ports resources readinessProbe livenessProbe startupProbe securityContext")
	OwnPodFields       = strings.Fields("serviceAccountName serviceAccount securityContext metadata spec image command args env ports readinessProbe livenessProbe startupProbe")
)
