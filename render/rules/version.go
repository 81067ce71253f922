package rules

import (
	"render/render/format"
	"render/render/platform"
	"render/render/versions"
)

// checkVersions checks the versions, each and against each other (rule 7).
func (v *verdict) checkVersions() {
	v.checkKubernetes()
	v.checkMetalLB()
	v.checkIstio()
}

func (v *verdict) checkKubernetes() {
	d := v.doc
	version, row := versions.MicroK8s(d)
	v.warnOfNewMicroK8s(version, row)
	switch {
	case d.Kubernetes.IsSet():
		v.warnOfNewer(d.Kubernetes, platform.SystemKubernetes)
		if row.Kubernetes != "" && row.Kubernetes != d.Kubernetes.Value && format.Fits(d.Kubernetes, "kubernetes") {
			v.fail("version-conflict", d.Kubernetes.Origin, "microk8s "+row.Version+" is Kubernetes "+row.Kubernetes+", not "+d.Kubernetes.Value,
				"remove one of the two", d.MicroK8s.Origin)
		}
	case row.Kubernetes == "" && !d.MicroK8s.IsSet():
		_, last := platform.MicroK8sRange()
		v.fail("version-missing", d.Origin, `neither "microk8s" nor "kubernetes" is there`, `write microk8s: ..., the minor version you run, such as "`+last+`"`)
	}
}

func (v *verdict) checkMetalLB() {
	m, version := &v.doc.MetalLB, v.plan.Versions.MetalLB
	switch {
	case m.Version.Value == "none":
		for _, origin := range []format.Origin{format.ListOrigin(m.Pools), m.Namespace.Origin, format.ListOrigin(m.Advertise), m.Mode.Origin, m.BGPOrigin()} {
			if origin.IsSet() {
				v.fail("metallb-none", origin, "has no effect without MetalLB", "remove it, or write MetalLB's version", m.Version.Origin)
			}
		}
		return
	case m.Version.IsSet():
		v.warnOfNewer(m.Version, platform.SystemMetalLB)
	case version.IsZero() && !v.doc.MicroK8s.IsSet() && !v.doc.Kubernetes.IsSet():
		// What is missing is told, and most often is microk8s, which says it.
	case version.IsZero() && !v.doc.MicroK8s.IsSet():
		at, help := v.doc.Origin, "write metallb: 0.15.3, the version you run, or metallb: none"
		if m.IsSet() {
			at, help = m.Origin, "write version: 0.15.3 in it, the version you run"
		}
		v.fail("version-missing", at, "MetalLB's version is not known", help)
	}
	if version.IsZero() {
		return
	}
	for i := range m.Pools {
		if p := &m.Pools[i]; p.AvoidBuggyIPs.IsSet() {
			v.need(p.AvoidBuggyIPs.Origin, platform.MetalLBAvoidBuggyIPs, version)
		}
	}
	for i := range v.plan.Tiers {
		t := v.plan.Tiers[i].Written
		ways, _ := v.plan.WaysOf(&v.plan.Tiers[i])
		if ways.BGP {
			v.needAny(format.ListOrigin(t.Announce.Nodes), platform.MetalLBBGPNodeSelectors, version)
		}
		if !ways.Layer2 {
			continue
		}
		v.needAny(format.ListOrigin(t.Announce.Interfaces), platform.MetalLBInterfaces, version)
		v.needAny(format.ListOrigin(t.Announce.Nodes), platform.MetalLBL2NodeSelectors, version)
	}
}

func (v *verdict) checkIstio() {
	i, istio := &v.doc.Istio, v.plan.Versions.Istio
	v.warnOfNewer(i.Version, platform.SystemIstio)
	if istio.IsZero() {
		return
	}
	v.checkIstioOnKubernetes()
	if v.plan.Versions.Install == format.InstallOperator {
		another := "install: istioctl beside it"
		if i.At() == i.Version.At() { // the version alone is written
			another = `istio: {version: "` + i.Version.Value + `", install: istioctl}`
		}
		switch inCluster := platform.IstioOperatorInCluster; {
		case !inCluster.In(istio):
			v.fail("version-gone", i.Install.Origin, "the in-cluster operator is gone after Istio "+inCluster.Until()+"; this is "+i.Version.Value,
				"write: istioctl", i.Version.Origin)
		case !v.plan.Installs(): // another Istio is wanted, so this one's patch is not
		case !istio.HasPatch:
			v.fail("version-patch", i.Version.Origin, "the in-cluster operator's image needs the patch version of Istio "+i.Version.Value,
				"write: "+i.Version.Value+".<patch>, or "+another)
		}
	}
	v.checkInstall()
	for _, given := range []format.Origin{i.Hub.Origin, i.Tag.Origin} {
		if given.IsSet() && i.Hub.Value == "" && i.Tag.Value == "" {
			v.fail("text-empty", given, "is empty", "remove it")
		}
	}
}
