package topology

import "render/render/platform"

// versions settles the versions and checks them against each other (rule 7).
func (v *validator) versions() {
	out := &v.plan.Versions
	v.kubernetes(out)
	v.metallb(out)
	v.istio(out)
}

func (v *validator) kubernetes(out *Versions) {
	d := v.doc
	var row platform.MicroK8sRow
	if d.MicroK8s.IsSet() {
		if version := versionOf(d.MicroK8s, platform.SystemMicroK8s); !version.IsZero() {
			row, _ = platform.MicroK8s(version)
			v.newMicroK8s(version, row)
		}
	}
	switch {
	case d.Kubernetes.IsSet():
		out.Kubernetes = v.known(d.Kubernetes, platform.SystemKubernetes)
		if row.Kubernetes != "" && row.Kubernetes != d.Kubernetes.Value && fits(d.Kubernetes, "kubernetes") {
			v.fail(d.Kubernetes.Origin, "microk8s "+row.Version+" is Kubernetes "+row.Kubernetes+", not "+d.Kubernetes.Value,
				"remove one of the two", d.MicroK8s.Origin)
		}
	case row.Kubernetes != "":
		out.Kubernetes, _ = platform.ParseVersion(row.Kubernetes)
	case !d.MicroK8s.IsSet():
		_, last := platform.MicroK8sRange()
		v.fail(d.Origin, `neither "microk8s" nor "kubernetes" is there`, `write: microk8s: "`+last+`", the minor version you run`)
	}
	if !d.MetalLB.Version.IsSet() && row.MetalLB != "" {
		out.MetalLB, _ = platform.ParseVersion(row.MetalLB)
	}
}

func (v *validator) metallb(out *Versions) {
	m := &v.doc.MetalLB
	switch {
	case m.Version.Value == "none":
		out.NoMetalLB = true
		for _, origin := range []Origin{listOrigin(m.Pools), m.Namespace.Origin, m.Advertise.Origin, m.bgpOrigin()} {
			if origin.IsSet() {
				v.fail(origin, "has no effect without MetalLB", "remove it, or write MetalLB's version", m.Version.Origin)
			}
		}
		return
	case m.Version.IsSet():
		out.MetalLB = v.known(m.Version, platform.SystemMetalLB)
	case out.MetalLB.IsZero() && !v.doc.MicroK8s.IsSet():
		at := or(m.Origin, v.doc.Origin)
		v.fail(at, "MetalLB's version is not known", "write metallb: 0.15.3, the version you run, or metallb: none")
	}
	if out.MetalLB.IsZero() {
		return
	}
	for i := range m.Pools {
		if p := &m.Pools[i]; p.AvoidBuggyIPs.IsSet() {
			v.needs(p.AvoidBuggyIPs.Origin, platform.MetalLBAvoidBuggyIPs, out.MetalLB)
		}
	}
	for i := range v.doc.Tiers {
		t := &v.doc.Tiers[i]
		if m.Advertise.Value == "bgp" {
			v.needsAny(listOrigin(t.Nodes), platform.MetalLBBGPNodeSelectors, out.MetalLB)
			continue
		}
		v.needsAny(listOrigin(t.Interfaces), platform.MetalLBInterfaces, out.MetalLB)
		v.needsAny(listOrigin(t.Nodes), platform.MetalLBL2NodeSelectors, out.MetalLB)
	}
}

// needs tells that a version lacks what a field renders to.
func (v *validator) needs(m Origin, f platform.Feature, version platform.Version) {
	if message := f.Missing(version); message != "" {
		v.fail(m, message, "remove it, or use a version that has it")
	}
}

func (v *validator) needsAny(m Origin, f platform.Feature, version platform.Version) {
	if m.IsSet() {
		v.needs(m, f, version)
	}
}

func (v *validator) istio(out *Versions) {
	i := &v.doc.Istio
	if !i.Version.IsSet() {
		return
	}
	out.Istio = v.known(i.Version, platform.SystemIstio)
	if out.Istio.IsZero() {
		return
	}
	out.Install = i.Install.Value
	inCluster := platform.IstioOperatorInCluster
	if out.Install == "" {
		out.Install = "istioctl"
		if inCluster.In(out.Istio) {
			out.Install = "operator"
		}
	}
	v.plan.Revision = i.Revision.Value
	installs := v.istioOnKubernetes(out)
	if out.Install == "operator" {
		switch {
		case !inCluster.In(out.Istio):
			v.fail(i.Install.Origin, "the in-cluster operator is gone after Istio "+inCluster.Until()+"; this is "+i.Version.Value,
				"write: istioctl", i.Version.Origin)
		case !installs: // another Istio is wanted, so this one's patch is not
		case !out.Istio.HasPatch:
			v.fail(i.Version.Origin, "the in-cluster operator's image needs the patch version of Istio "+i.Version.Value,
				"write: "+i.Version.Value+".<patch>, or install: istioctl")
		case !i.Revision.IsSet():
			v.plan.Revision = out.Istio.Dashes()
		}
	}
	v.install()
	for _, given := range []Origin{i.Hub.Origin, i.Tag.Origin} {
		if given.IsSet() && i.Hub.Value == "" && i.Tag.Value == "" {
			v.fail(given, "is empty", "remove it")
		}
	}
}
