package plan

import (
	"slices"

	"render/render/format"
	"render/render/platform"
)

const (
	sailInPlace       = "InPlace"
	sailRevisionBased = "RevisionBased"
)

// Operated reports whether an IstioOperator is rendered.
func (p *Plan) Operated() bool {
	switch p.Versions.Install {
	case format.InstallSail, format.InstallHelm, format.InstallNone:
		return false
	}
	return true
}

// Injects reports whether the gateways are Deployments that istiod injects. Those
// of the Gateway API it makes itself.
func (p *Plan) Injects() bool { return !p.Operated() && !p.GatewayAPI() }

// OpensLowPorts reports whether a gateway's pod may listen on ports below 1024:
// those of an IstioOperator may not, and injected ones only where the sysctl for it
// needs no leave of the kubelet's. What Istio makes of a Gateway of the Gateway API
// may: of 1.20 to 1.31 all have that sysctl, on Kubernetes below 1.22 the capability in its
// place, and 1.22 is the first that installs on no such Kubernetes (istio, manifests/charts/
// istio-control/istio-discovery/files/kube-gateway.yaml of 1.20.0, 1.20.8, 1.21.0, 1.21.6 and
// 1.22.0 to 1.31; https://github.com/istio/istio/pull/35930). Only values take it away.
func (p *Plan) OpensLowPorts() bool {
	return p.GatewayAPI() || p.Injects() && platform.KubernetesUnprivilegedPorts.In(p.Versions.Kubernetes)
}

// LowPortsTakenAway reports whether the topology's values have Istio make gateways without the
// sysctl by which they may.
func (p *Plan) LowPortsTakenAway() bool {
	values, _ := p.Document.Istio.Values.Value.(map[string]any)
	given, _ := ValueAt(values, "gateways", "securityContext")
	context, _ := given.(map[string]any)
	sysctls, _ := context["sysctls"].([]any)
	return p.GatewayAPI() && len(context) > 0 && !p.Versions.Istio.IsZero() && !platform.IstioGatewayOwnSysctl.In(p.Versions.Istio) && !slices.ContainsFunc(sysctls, func(one any) bool {
		sysctl, _ := one.(map[string]any)
		return sysctl["name"] == "net.ipv4.ip_unprivileged_port_start"
	})
}

// AsksForCNI reports whether istiod counts on the CNI plugin, which the Sail
// operator installs by an object of its own, helm by a chart, and Istio's installer by
// a component. Where that is not enabled the installer takes the value back from 1.24 on,
// whichever of the two it is (istio, operator/pkg/render/manifest.go of 1.24.0 to 1.31,
// translateIstioOperatorToHelm), and before that leaves istiod without a plugin
// (operator/pkg/translate/translate.go of 1.9.7 to 1.23.0, TranslateHelmValues).
// The profile ambient enables both (manifests/profiles/ambient.yaml).
func (p *Plan) AsksForCNI() bool {
	values, _ := p.Document.Istio.Values.Value.(map[string]any)
	enabled, _ := ValueAt(values, "pilot", "cni", "enabled")
	former, _ := ValueAt(values, "istio_cni", "enabled")
	switch p.Versions.Install {
	case format.InstallOperator, format.InstallIstioctl:
		return enabled == true || former == true || p.Document.Istio.Profile.Value == "ambient"
	case format.InstallSail:
		return enabled == true
	case format.InstallHelm:
		return enabled == true && platform.IstioPilotCNI.In(p.Versions.Istio) || former == true && platform.IstioFormerCNI.In(p.Versions.Istio)
	}
	return false
}

// ConfinesSidecars reports whether istiod's values give sidecars a seccomp profile
// (istio/istio, pull 57330).
func (p *Plan) ConfinesSidecars() bool {
	values, _ := p.Document.Istio.Values.Value.(map[string]any)
	profile, _ := ValueAt(values, "global", "proxy", "seccompProfile", "type")
	return profile == "RuntimeDefault" || profile == "Localhost"
}

// ValueAt is a value inside of values; not ok where it, or an object above it, is
// not there.
func ValueAt(values map[string]any, path ...string) (any, bool) {
	for _, key := range path[:len(path)-1] {
		values, _ = values[key].(map[string]any)
	}
	value, ok := values[path[len(path)-1]]
	return value, ok
}

// SaysIPFamilies reports whether a gateway's Service can say of which families it
// is: one that is rendered can, one of an IstioOperator not in every version.
func (p *Plan) SaysIPFamilies() bool {
	if p.Injects() {
		return platform.KubernetesDualStack.In(p.Versions.Kubernetes)
	}
	return p.IPFamilies().In(p.Versions.Istio)
}

// IPFamilies is what it takes to tell the families of a gateway's Service.
func (p *Plan) IPFamilies() platform.Feature {
	if p.GatewayAPI() {
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
	case format.InstallOperator:
		if !given.IsSet() && istio.HasPatch && platform.IstioOperatorInCluster.In(istio) && p.Installs() {
			p.Revision = istio.Dashes()
		}
	case format.InstallSail:
		p.deriveSail()
	}
}

// Installs reports whether this Istio installs on this Kubernetes, as far as is
// known.
func (p *Plan) Installs() bool {
	support := platform.IstioOnKubernetes(p.Versions.Istio, p.Versions.Kubernetes)
	return !support.Known || support.Installs
}

// deriveSail settles the revision, whose name the Sail operator makes: that of
// the Istio, or with the version at its end where each version has its own. What
// the one called default injects needs no revision to be named.
func (p *Plan) deriveSail() {
	i := &p.Document.Istio
	p.Sail = Sail{Name: "default", Strategy: sailInPlace}
	replace(&p.Sail.Name, i.Name)
	p.Revision = p.Sail.Name
	if byVersion := p.SailRevision(); i.Revision.IsSet() && i.Revision.Value == byVersion && byVersion != p.Sail.Name &&
		format.Fits(i.Revision, "label") && p.Versions.Istio.HasPatch {
		p.Sail.Strategy, p.Revision = sailRevisionBased, byVersion
	}
	if p.Revision == "default" {
		p.Revision = ""
	}
}

// SailRevision is what the Sail operator calls the revision of this version.
func (p *Plan) SailRevision() string {
	return p.Sail.Name + platform.SailRevision(p.Versions.Istio)
}
