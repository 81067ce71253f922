package pods

import (
	"slices"

	"render/render/format"
)

// checkEscalation finds what Kubernetes refuses beside allowPrivilegeEscalation: false
// (Kubernetes, pkg/apis/core/validation, ValidateSecurityContext).
func (v *verdict) checkEscalation(security *format.Any) {
	const key = "allowPrivilegeEscalation"
	said := format.Object(*security)
	if said[key] != false {
		return
	}
	capabilities, _ := said["capabilities"].(map[string]any)
	added, _ := capabilities["add"].([]any)
	switch {
	case said["privileged"] == true:
		v.Fail("pod-refused", security.At([]string{key}, true), "a privileged container may do all, and Kubernetes refuses one with allowPrivilegeEscalation: false", "remove it, or privileged")
	case slices.Contains(added, any("CAP_SYS_ADMIN")):
		v.Fail("pod-refused", security.At([]string{key}, true), "Kubernetes refuses allowPrivilegeEscalation: false beside the capability CAP_SYS_ADMIN", "remove it, or the capability")
	}
}
