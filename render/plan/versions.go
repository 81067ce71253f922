package plan

import (
	"strings"

	"render/render/format"
	"render/render/platform"
)

// versionsOf are the versions that a document says, or that follow from its
// microk8s; zero where they are refused or not known.
func versionsOf(d *format.Document) format.Versions {
	var out format.Versions
	_, row := MicroK8sOf(d)
	switch {
	case d.Kubernetes.IsSet():
		out.Kubernetes = VersionOf(d.Kubernetes, platform.SystemKubernetes)
	case row.Kubernetes != "":
		out.Kubernetes, _ = platform.ParseVersion(row.Kubernetes)
	}
	switch m := d.MetalLB.Version; {
	case m.Value == "none":
		out.NoMetalLB = true
	case m.IsSet():
		out.MetalLB = VersionOf(m, platform.SystemMetalLB)
	case row.MetalLB != "":
		out.MetalLB, _ = platform.ParseVersion(row.MetalLB)
	}
	if d.Istio.Version.IsSet() {
		out.Istio = VersionOf(d.Istio.Version, platform.SystemIstio)
	}
	switch {
	case out.Istio.IsZero():
	case d.Istio.Install.Value != "":
		out.Install = d.Istio.Install.Value
	case platform.IstioOperatorInCluster.In(out.Istio):
		out.Install = format.InstallOperator
	default:
		out.Install = format.InstallIstioctl
	}
	return out
}

// MicroK8sOf is a document's microk8s, and what comes with it; zero where it is not
// known.
func MicroK8sOf(d *format.Document) (platform.Version, platform.MicroK8sRow) {
	version := VersionOf(d.MicroK8s, platform.SystemMicroK8s)
	if !d.MicroK8s.IsSet() || version.IsZero() {
		return platform.Version{}, platform.MicroK8sRow{}
	}
	row, _ := platform.MicroK8s(version)
	return version, row
}

// VersionOf reads a version; none where its form is refused.
func VersionOf(t format.Text, system platform.System) platform.Version {
	if !format.Fits(t, strings.ToLower(system.String())) {
		return platform.Version{}
	}
	version, _ := platform.ParseVersion(t.Value)
	return version
}

// IsNewer reports whether something in the cluster is newer than the newest that
// is known, so that its API may have what is not known yet.
func (p *Plan) IsNewer() bool {
	d := p.Document
	row, _ := MicroK8sOf(d)
	return platform.SystemMicroK8s.Newer(row) || platform.SystemKubernetes.Newer(VersionOf(d.Kubernetes, platform.SystemKubernetes)) ||
		platform.SystemMetalLB.Newer(VersionOf(d.MetalLB.Version, platform.SystemMetalLB)) || platform.SystemIstio.Newer(VersionOf(d.Istio.Version, platform.SystemIstio))
}
