package platform

// SailProfiles are the words of `profile` in an Istio and an IstioCNI of the Sail
// operator. Source: istio-ecosystem/sail-operator, api/v1/istio_types.go, the
// enum of spec.profile.
func SailProfiles() []string {
	return []string{"ambient", "default", "demo", "empty", "external", "openshift", "openshift-ambient", "preview", "remote", "stable"}
}

// SailVersion is how the Sail operator calls a version of Istio: "v1.31.1", and
// for a minor the alias of its newest patch, "v1.31-latest". Source: the enum of
// spec.version there.
func SailVersion(istio Version) string {
	if istio.HasPatch {
		return "v" + istio.String()
	}
	return "v" + istio.MinorText() + "-latest"
}

// SailRevision is the end of the name that the Sail operator gives a revision
// which it makes for a version: "-v1-31-1" after the name of the Istio. Source:
// the documentation of its update strategy RevisionBased.
func SailRevision(istio Version) string { return "-v" + istio.Dashes() }

// MicroK8sCNIPaths are where microk8s keeps the configuration and the programs of
// CNI plugins. Source: istio/istio, manifests/helm-profiles/platform-microk8s.yaml.
func MicroK8sCNIPaths() (config, programs string) {
	return "/var/snap/microk8s/current/args/cni-network", "/var/snap/microk8s/current/opt/cni/bin"
}
