package platform

import "slices"

const (
	// HelmRepository has Istio's charts, as its documentation names it. Source:
	// istio/istio, manifests/charts/README.md; https://istio.io/latest/docs/setup/install/helm/
	HelmRepository = "https://istio-release.storage.googleapis.com/charts"
	// HelmNoProfile is the profile of which the charts have no file: what they do
	// without one.
	HelmNoProfile = "default"
	// HelmDefaultRevision is what the chart base calls the revision without a name.
	HelmDefaultRevision = "default"
)

// helmProfiles are the profiles that all of the charts base, istiod and cni have, but
// for ambient. Source: istio/istio, files/ of those in manifests/charts of 1.20.0 to
// 1.31.
var helmProfiles = []struct{ name, since, until string }{
	{"demo", "1.21", ""},
	{"openshift", "1.21", "1.23"},
	{"preview", "1.21", ""},
	{"remote", "1.24", ""},
	{"stable", "1.22", ""},
}

// HelmProfiles are the words of `profile` among the values of Istio's charts.
func HelmProfiles(istio Version) []string {
	out := []string{HelmNoProfile}
	for _, p := range helmProfiles {
		if istio.within(p.since, p.until) {
			out = append(out, p.name)
		}
	}
	slices.Sort(out)
	return out
}
