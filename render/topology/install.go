package topology

import "render/render/platform"

const (
	sailInPlace       = "InPlace"
	sailRevisionBased = "RevisionBased"
)

// operated reports whether an IstioOperator is rendered.
func (p *Plan) operated() bool {
	return p.Versions.Install != InstallSail && p.Versions.Install != InstallNone
}

// injects reports whether the gateways are Deployments that istiod injects. Those
// of the Gateway API it makes itself.
func (p *Plan) injects() bool { return !p.operated() && !p.gatewayAPI() }

// opensLowPorts reports whether a gateway's pod may listen on ports below 1024:
// those of an IstioOperator may not, and others only where the sysctl for it
// needs no leave of the kubelet's.
func (p *Plan) opensLowPorts() bool {
	return p.injects() && platform.KubernetesUnprivilegedPorts.In(p.Versions.Kubernetes)
}

// asksForCNI reports whether istiod counts on the CNI plugin, which the Sail
// operator installs by an object of its own.
func (p *Plan) asksForCNI() bool {
	values, _ := p.Document.Istio.Values.Value.(map[string]any)
	enabled, _ := valueAt(values, "pilot", "cni", "enabled")
	return p.Versions.Install == InstallSail && enabled == true
}

func valueAt(values map[string]any, path ...string) (any, bool) {
	for _, key := range path[:len(path)-1] {
		values, _ = values[key].(map[string]any)
	}
	value, ok := values[path[len(path)-1]]
	return value, ok
}

// saysIPFamilies reports whether a gateway's Service can say of which families it
// is: one that is rendered can, one of an IstioOperator not in every version.
func (p *Plan) saysIPFamilies() bool {
	if p.injects() {
		return platform.KubernetesDualStack.In(p.Versions.Kubernetes)
	}
	return p.ipFamilies().In(p.Versions.Istio)
}

// ipFamilies is what it takes to tell the families of a gateway's Service.
func (p *Plan) ipFamilies() platform.Feature {
	if p.gatewayAPI() {
		return platform.IstioGatewayParameters
	}
	return platform.IstioOperatorServiceIPFamilies
}

// deriveRevision settles the revision of the control plane: the one that is written,
// the operator's own for its version, or for the Sail operator what it makes of a
// name.
func (p *Plan) deriveRevision() {
	istio, given := p.Versions.Istio, p.Document.Istio.Revision
	if istio.IsZero() {
		return
	}
	p.Revision = given.Value
	switch p.Versions.Install {
	case InstallOperator:
		if !given.IsSet() && istio.HasPatch && platform.IstioOperatorInCluster.In(istio) && p.installs() {
			p.Revision = istio.Dashes()
		}
	case InstallSail:
		p.deriveSail()
	}
}

// installs reports whether this Istio installs on this Kubernetes, as far as is
// known.
func (p *Plan) installs() bool {
	support := platform.IstioOnKubernetes(p.Versions.Istio, p.Versions.Kubernetes)
	return !support.Known || support.Installs
}

// deriveSail settles the revision, whose name the Sail operator makes: that of
// the Istio, or with the version at its end where each version has its own. What
// the one called default injects needs no revision to be named.
func (p *Plan) deriveSail() {
	i := &p.Document.Istio
	p.sail = sailPlan{name: "default", strategy: sailInPlace}
	replace(&p.sail.name, i.Name)
	p.Revision = p.sail.name
	if byVersion := p.sailRevision(); i.Revision.IsSet() && i.Revision.Value == byVersion && byVersion != p.sail.name &&
		fits(i.Revision, "label") && p.Versions.Istio.HasPatch {
		p.sail.strategy, p.Revision = sailRevisionBased, byVersion
	}
	if p.Revision == "default" {
		p.Revision = ""
	}
}

// sailRevision is what the Sail operator calls the revision of this version.
func (p *Plan) sailRevision() string {
	return p.sail.name + platform.SailRevision(p.Versions.Istio)
}
