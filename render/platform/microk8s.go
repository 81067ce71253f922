package platform

import "slices"

// MicroK8sRow is what one microk8s track brings along.
type MicroK8sRow struct {
	Version    string // the track: "1.36"
	Kubernetes string // minor: "1.36"
	MetalLB    string // what `microk8s enable metallb` installs: "0.15.3"
	Source     string
}

const (
	inTreeActions = "canonical/microk8s, microk8s-resources/actions/metallb.yaml, branch "
	coreAddons    = "canonical/microk8s-core-addons, addons/metallb, branch "
)

var microk8sRows = [...]MicroK8sRow{
	{"1.18", "1.18", "0.8.2", inTreeActions + "1.18"},
	{"1.19", "1.19", "0.9.3", inTreeActions + "1.19"},
	{"1.20", "1.20", "0.9.3", inTreeActions + "1.20"},
	{"1.21", "1.21", "0.9.3", inTreeActions + "1.21"},
	{"1.22", "1.22", "0.9.3", inTreeActions + "1.22"},
	{"1.23", "1.23", "0.9.3", inTreeActions + "1.23"},
	{"1.24", "1.24", "0.9.3", coreAddons + "1.24"},
	{"1.25", "1.25", "0.13.3", coreAddons + "1.25"},
	{"1.26", "1.26", "0.13.3", coreAddons + "1.26"},
	{"1.27", "1.27", "0.13.3", coreAddons + "1.27"},
	{"1.28", "1.28", "0.13.3", coreAddons + "1.28"},
	{"1.29", "1.29", "0.13.3", coreAddons + "1.29"},
	{"1.30", "1.30", "0.13.3", coreAddons + "1.30"},
	{"1.31", "1.31", "0.13.3", coreAddons + "1.31"},
	{"1.32", "1.32", "0.13.3", coreAddons + "1.32"},
	{"1.33", "1.33", "0.14.9", coreAddons + "1.33"},
	{"1.34", "1.34", "0.15.2", coreAddons + "1.34"},
	{"1.35", "1.35", "0.15.2", coreAddons + "1.35"},
	{"1.36", "1.36", "0.15.3", coreAddons + "main, May 2026"},
}

// MicroK8s is the row of a microk8s track, and whether there is one. A track is
// called after its Kubernetes, so a newer one than is known has that of the same
// minor; its addon is taken for the newest known one's.
func MicroK8s(v Version) (MicroK8sRow, bool) {
	if SystemMicroK8s.Newer(v) {
		row := microk8sRows[len(microk8sRows)-1]
		row.Version, row.Kubernetes = v.MinorText(), v.MinorText()
		return row, true
	}
	for _, row := range microk8sRows {
		if !v.IsZero() && at(row.Version).compareMinor(v) == 0 {
			return row, true
		}
	}
	return MicroK8sRow{}, false
}

// MicroK8sTracks are the rows of all tracks, the oldest first.
func MicroK8sTracks() []MicroK8sRow { return slices.Clone(microk8sRows[:]) }

// MicroK8sRange is the first and the last track of the table.
func MicroK8sRange() (first, last string) {
	return microk8sRows[0].Version, microk8sRows[len(microk8sRows)-1].Version
}

// KubernetesRange is the first and the last minor that the tables speak of.
func KubernetesRange() (first, last string) { return "1.17", "1.37" }

// MetalLBRange is the first and the last minor that the tables speak of.
func MetalLBRange() (first, last string) { return "0.8", "0.16" }

// IngressAddon is what microk8s's ingress addon runs on each node, with the node's ports 80
// and 443: nginx, and Traefik from 1.35 on (canonical/microk8s-core-addons, addons/ingress of
// branches 1.34 and 1.35).
func IngressAddon(microk8s Version) string {
	if microk8s.compareMinor(Version{Major: 1, Minor: 35}) < 0 {
		return "nginx"
	}
	return "Traefik"
}

// IngressAddonBalanced reports whether microk8s's ingress addon has a Service of type
// LoadBalancer that asks for no address: Traefik's chart makes one, and the addon's values leave
// that as it is (canonical/microk8s-core-addons, addons/ingress/values.yaml from 1.35 on;
// traefik/traefik-helm-chart, service.type).
func IngressAddonBalanced(microk8s Version) bool { return IngressAddon(microk8s) == "Traefik" }

// AddonPool is what microk8s calls the pool of the range that its addon metallb is given: an IPAddressPool from 1.25 on,
// beside which MetalLB refuses another with its addresses, and one in the ConfigMap before
// (canonical/microk8s-core-addons, addons/metallb/enable).
func AddonPool(track string) string {
	v, _ := ParseVersion(track)
	row, _ := MicroK8s(v)
	if metallb, ok := ParseVersion(row.MetalLB); ok && !MetalLBConfigMap.In(metallb) {
		return "default-addresspool"
	}
	return "default"
}
