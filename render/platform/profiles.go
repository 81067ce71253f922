package platform

// profiles are those of Istio's installer, with the minor versions of Istio that have
// them: the first and the last, and one between that lacks it. Source: istio/istio,
// manifests/profiles of release-1.9 to release-1.31.
var profiles = [...]struct{ name, since, until, without string }{
	{name: "ambient", since: "1.16"},
	{name: "default"},
	{name: "demo"},
	{name: "empty"},
	{name: "external", since: "1.10", until: "1.21"},
	{name: "minimal"},
	{name: "openshift"},
	{name: "openshift-ambient", since: "1.22"},
	{name: "preview"},
	{name: "remote", without: "1.15"},
	{name: "stable", since: "1.22"},
}

// Profiles are the words of `profile` in an IstioOperator for a version of Istio.
func Profiles(istio Version) []string {
	var out []string
	for _, p := range profiles {
		if istio.within(p.since, p.until) && istio.MinorText() != p.without {
			out = append(out, p.name)
		}
	}
	return out
}
