package topology

import (
	"render/render/platform"
	"strings"
)

// versionsOf are the versions that a document says, or that follow from its
// microk8s; zero where they are refused or not known.
func versionsOf(d *Document) Versions {
	var out Versions
	_, row := microK8sOf(d)
	switch {
	case d.Kubernetes.IsSet():
		out.Kubernetes = versionOf(d.Kubernetes, platform.SystemKubernetes)
	case row.Kubernetes != "":
		out.Kubernetes, _ = platform.ParseVersion(row.Kubernetes)
	}
	switch m := d.MetalLB.Version; {
	case m.Value == "none":
		out.NoMetalLB = true
	case m.IsSet():
		out.MetalLB = versionOf(m, platform.SystemMetalLB)
	case row.MetalLB != "":
		out.MetalLB, _ = platform.ParseVersion(row.MetalLB)
	}
	if d.Istio.Version.IsSet() {
		out.Istio = versionOf(d.Istio.Version, platform.SystemIstio)
	}
	switch {
	case out.Istio.IsZero():
	case d.Istio.Install.Value != "":
		out.Install = d.Istio.Install.Value
	case platform.IstioOperatorInCluster.In(out.Istio):
		out.Install = InstallOperator
	default:
		out.Install = InstallIstioctl
	}
	return out
}

// microK8sOf is a document's microk8s, and what comes with it; zero where it is not
// known.
func microK8sOf(d *Document) (platform.Version, platform.MicroK8sRow) {
	version := versionOf(d.MicroK8s, platform.SystemMicroK8s)
	if !d.MicroK8s.IsSet() || version.IsZero() {
		return platform.Version{}, platform.MicroK8sRow{}
	}
	row, _ := platform.MicroK8s(version)
	return version, row
}

// versionOf reads a version; none where its form is refused.
func versionOf(t Text, system platform.System) platform.Version {
	if !fits(t, strings.ToLower(system.String())) {
		return platform.Version{}
	}
	version, _ := platform.ParseVersion(t.Value)
	return version
}
