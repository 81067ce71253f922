package rules

import (
	"render/render/diag"
	"render/render/format"
	"render/render/platform"
	"render/render/versions"
)

// The policy for versions that the tables do not have, the same for microk8s,
// Kubernetes, MetalLB and Istio: what is older is refused; what is newer is
// taken for the newest that is known, with a warning that --quiet does not hide
// and --strict refuses; another major version, or a minor that is too far away
// to be one, is refused; forms have what is refused.

// warnOfNewer tells of a version that is newer than the newest that is known.
func (v *verdict) warnOfNewer(t format.Text, system platform.System) {
	if system.Newer(versions.Read(t, system)) {
		_, last := system.Range()
		v.warnAlways(t, system.String()+" "+t.Value+" is newer than the newest that render knows, "+last+", and is taken for it",
			"use a newer render, or read the notes on upgrades of "+system.String())
	}
}

// warnOfNewMicroK8s tells what is taken for a microk8s that is newer than is known.
func (v *verdict) warnOfNewMicroK8s(version platform.Version, row platform.MicroK8sRow) {
	if !platform.SystemMicroK8s.Newer(version) {
		return
	}
	_, last := platform.MicroK8sRange()
	message := "microk8s " + version.String() + " is newer than the newest that render knows, " + last + "; it is taken for Kubernetes " + row.Kubernetes
	if v.doc.MetalLB.Version.IsSet() {
		v.warnAlways(v.doc.MicroK8s, message, "use a newer render")
		return
	}
	v.warnAlways(v.doc.MicroK8s, message+" with the MetalLB of "+last+"'s addon, "+row.MetalLB,
		"use a newer render, or write MetalLB's version, as in: metallb: "+row.MetalLB)
}

// warnAlways warns, also under --quiet, that what is rendered rests on an older
// version.
func (v *verdict) warnAlways(t format.Text, message, help string) {
	p := diag.At("version-new", t.Origin, message, help)
	p.Always = true
	v.Diagnostics.Warn(p)
}

// checkIstioOnKubernetes tells what is wrong with the pair.
func (v *verdict) checkIstioOnKubernetes() {
	out := v.plan.Versions
	support := platform.IstioOnKubernetes(out.Istio, out.Kubernetes)
	if !support.Known || support.Installs && support.Supported {
		return
	}
	i, k := &v.doc.Istio.Version, format.Or(v.doc.Kubernetes.Origin, v.doc.MicroK8s.Origin)
	istio, kubernetes := "Istio "+out.Istio.String(), "Kubernetes "+out.Kubernetes.String()
	message, help := "", v.istioFor(out.Kubernetes) // of a pair that is not supported
	switch {
	case !support.Installs:
		v.fail("istio-kubernetes", i.Origin, istio+" on "+kubernetes+" does not install: "+support.Reason, help, k)
	case support.To == "":
		message = istio + " is for Kubernetes " + support.From + " or newer, as the newest that render knows is, not for " + out.Kubernetes.String()
	default:
		message = istio + " is for Kubernetes " + span(support.From, support.To) + ", not for " + out.Kubernetes.String()
	}
	if message != "" && help == "" {
		message += ", which no Istio that render knows is for"
	}
	if given := &v.doc.MicroK8s; message != "" && help != "" && support.Older && given.IsSet() && !v.doc.Kubernetes.IsSet() {
		help += "; or for " + istio + " write microk8s: " + span(support.From, support.To)
	}
	if message != "" {
		v.warn("istio-unsupported", i.Origin, message, help, k)
	}
}

// istioFor is which Istio to write for a Kubernetes; "" where none is known. The in-cluster operator's image
// needs a patch version, and a cluster in which an older one runs skips no minor.
func (v *verdict) istioFor(kubernetes platform.Version) string {
	oldest, newest := platform.IstiosFor(kubernetes)
	if newest == "" {
		return ""
	}
	is := v.plan.Versions.Istio
	help := "for Kubernetes " + kubernetes.String() + " write: " + v.asWritten(newest)
	if oldest != newest {
		help += ", or another from " + v.asWritten(oldest) + " on"
	}
	to, known := platform.ParseVersion(newest)
	if !known {
		return help
	}
	if skipped, back := platform.Upgrade(is, to); !back && len(skipped) > 0 {
		help += "; a cluster that runs " + is.MinorText() + " goes one minor version at a time, to " + v.asWritten(skipped[0]) + " first"
	}
	return help
}

// asWritten is a minor version of Istio as the topology has to say it.
func (v *verdict) asWritten(minor string) string {
	is, _ := platform.ParseVersion(minor)
	if v.plan.Versions.Install == format.InstallOperator && platform.IstioOperatorInCluster.In(is) {
		return minor + ".<patch>"
	}
	return minor
}

// span is a range of versions in words.
func span(first, last string) string {
	if first == last {
		return first
	}
	return first + " to " + last
}
