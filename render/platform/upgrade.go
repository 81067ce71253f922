package platform

import "strconv"

// Upgrade is what lies between two releases of one system: the minor versions that
// are skipped on the way, and whether it is a way back.
func Upgrade(from, to Version) (skipped []string, back bool) {
	for minor := from.Minor + 1; from.Major == to.Major && minor < to.Minor; minor++ {
		skipped = append(skipped, strconv.Itoa(from.Major)+"."+strconv.Itoa(minor))
	}
	return skipped, !from.MayBe(to) && from.compare(to) > 0
}

// MayBe reports whether two versions may be one: a minor is whatever patch of it
// there is.
func (v Version) MayBe(w Version) bool {
	return v.Major == w.Major && v.Minor == w.Minor && (!v.HasPatch || !w.HasPatch || v.Patch == w.Patch)
}

// ForgetsGateways reports whether the istiod of a version takes its listeners from the pods of a
// Gateway of the Gateway API as soon as that asks for the istiod of another revision; the mend is
// in 1.29.5, 1.30.2 and all from 1.31 on (istio, releasenotes/notes/59959.yaml and the patches'
// announcements). It is taken for the oldest patch that it may be.
func ForgetsGateways(istio Version) bool {
	switch {
	case istio.IsZero() || istio.Major != 1 || istio.Minor > 30:
		return false
	case istio.Minor == 30:
		return istio.Patch < 2
	}
	return istio.Minor < 29 || istio.Patch < 5
}

// BudgetForOne reports whether Istio's installer makes a disruption budget that keeps
// one pod for a gateway that has one alone (istio, manifests/charts/gateways/istio-ingress,
// templates/poddisruptionbudget.yaml of 1.9 to 1.31: from 1.28 on for more pods alone).
func BudgetForOne(istio Version) bool {
	return !istio.IsZero() && istio.Major == 1 && istio.Minor < 28
}

// IstioctlUninstall is the command of a version's istioctl that takes Istio away, which was an experimental one
// until 1.14 (https://istio.io/latest/news/releases/1.15.x/announcing-1.15/change-notes/).
func IstioctlUninstall(istio Version) string {
	if !istio.IsZero() && istio.Major == 1 && istio.Minor < 15 {
		return "istioctl x uninstall"
	}
	return "istioctl uninstall"
}
