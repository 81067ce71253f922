// Package versions owns which versions of what a document means: those that it says, and
// those that follow from them.
//
// In goes a document; out come versions, zero where what is written is refused or not
// known. It must never tell what is wrong with one, nor know what a version has.
package versions

import (
	"strings"

	"render/render/format"
	"render/render/platform"
)

// Of are the versions that a document says, or that follow from its
// microk8s; zero where they are refused or not known.
func Of(d *format.Document) format.Versions {
	var out format.Versions
	microk8s, row := MicroK8s(d)
	switch {
	case d.Kubernetes.IsSet():
		out.Kubernetes = Read(d.Kubernetes, platform.SystemKubernetes)
	case row.Kubernetes != "":
		out.Kubernetes, _ = platform.ParseVersion(row.Kubernetes)
	}
	switch m := d.MetalLB.Version; {
	case m.Value == "none":
		out.NoMetalLB = true
	case m.IsSet():
		out.MetalLB = Read(m, platform.SystemMetalLB)
	case row.MetalLB != "":
		out.MetalLB, _ = platform.ParseVersion(row.MetalLB)
	}
	if d.Istio.Version.IsSet() {
		out.Istio = Read(d.Istio.Version, platform.SystemIstio)
	}
	out.Newer = platform.SystemMicroK8s.Newer(microk8s) || platform.SystemKubernetes.Newer(out.Kubernetes) ||
		platform.SystemMetalLB.Newer(out.MetalLB) || platform.SystemIstio.Newer(out.Istio)
	switch {
	case d.Istio.Install.Value != "":
		out.Install = d.Istio.Install.Value
	case out.Istio.IsZero():
	case platform.IstioOperatorInCluster.In(out.Istio):
		out.Install = format.InstallOperator
	default:
		out.Install = format.InstallIstioctl
	}
	return out
}

// MicroK8s is a document's microk8s, and what comes with it; zero where it is not
// known.
func MicroK8s(d *format.Document) (platform.Version, platform.MicroK8sRow) {
	version := Read(d.MicroK8s, platform.SystemMicroK8s)
	if !d.MicroK8s.IsSet() || version.IsZero() {
		return platform.Version{}, platform.MicroK8sRow{}
	}
	row, _ := platform.MicroK8s(version)
	return version, row
}

// Read reads a version; none where its form is refused.
func Read(t format.Text, system platform.System) platform.Version {
	if !format.Fits(t, strings.ToLower(system.String())) {
		return platform.Version{}
	}
	version, _ := platform.ParseVersion(t.Value)
	return version
}
