package platform

import "strings"

// MicroK8sNativeBGP tells that a microk8s track's addon runs MetalLB in its
// native BGP mode: neither speaker nor controller of any track has
// METALLB_BGP_TYPE, and without it they are native. That mode has no BFD, no
// IPv6 and no large communities, and its webhook refuses them.
// canonical/microk8s-core-addons, addons/metallb/metallb.yaml of MetalLB 0.15.2;
// go.universe.tf/metallb, speaker/main.go and controller/main.go of v0.12.1 to
// v0.16.2, internal/config/validation.go (DiscardFRROnly) of v0.16.2.
func MicroK8sNativeBGP(microk8s Version) bool {
	_, known := MicroK8s(microk8s)
	return known
}

// MetalLBManifest is where MetalLB's own manifest of a version is, for a mode; "" where the patch is not known,
// the mode, or no single file is all of it, as below 0.13 (https://metallb.io/installation/, "Installation By
// Manifest"; metallb, config/manifests of v0.13.3 to v0.16.1).
func MetalLBManifest(version Version, mode string) string {
	switch {
	case strings.Count(version.String(), ".") != 2 || !MetalLBCustomResources.In(version):
		return ""
	case mode == "frr-k8s" && !MetalLBFRRK8s.In(version):
		return ""
	case mode == "":
		return ""
	}
	return "https://raw.githubusercontent.com/metallb/metallb/v" + version.String() + "/config/manifests/metallb-" + mode + ".yaml"
}
