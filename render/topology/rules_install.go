package topology

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/platform"
)

// sailPlan is how the Sail operator is told of the control plane.
type sailPlan struct {
	name     string
	strategy string
}

const (
	sailInPlace       = "InPlace"
	sailRevisionBased = "RevisionBased"
)

// operated reports whether an IstioOperator is rendered.
func (p *Plan) operated() bool {
	return p.Versions.Install != "sail" && p.Versions.Install != "none"
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

// install checks what concerns only one way of installing Istio.
func (v *validator) install() {
	switch v.plan.Versions.Install {
	case "none":
		v.installNone()
	case "sail":
		v.installSail()
	}
}

// installNone refuses what describes an installation that render has no part in.
func (v *validator) installNone() {
	i := &v.doc.Istio
	for _, m := range []Origin{i.Name.Origin, i.Profile.Origin, i.Hub.Origin, i.Tag.Origin, i.MeshConfig.Origin, i.Values.Origin} {
		if m.IsSet() {
			v.fail(m, "has no effect on an istiod that is there already", "remove it, and set it where that istiod is installed", i.Install.Origin)
		}
	}
}

func (v *validator) installSail() {
	i, out := &v.doc.Istio, &v.plan.Versions
	if message := platform.IstioSail.Missing(out.Istio); message != "" {
		v.fail(i.Install.Origin, message, "write: istioctl, or a version that has it", i.Version.Origin)
	}
	if profiles := platform.SailProfiles(); i.Profile.IsSet() && fits(i.Profile, "label") && !slices.Contains(profiles, i.Profile.Value) {
		v.fail(i.Profile.Origin, diag.Quote(i.Profile.Value)+" is no profile of the Sail operator", diag.DidYouMean(i.Profile.Value, profiles), i.Install.Origin)
	}
	if i.Profile.Value == "ambient" {
		v.fail(i.Profile.Origin, "the profile ambient needs a ZTunnel, which is not rendered, and namespaces are labelled for sidecars", "write: default", i.Install.Origin)
	}
	v.sailRevision()
	v.sailValues()
}

// sailRevision settles the revision, whose name the Sail operator makes: that of
// the Istio, or with the version at its end where each version has its own. What
// the one called default injects needs no revision to be named.
func (v *validator) sailRevision() {
	i, istio := &v.doc.Istio, v.plan.Versions.Istio
	plan := sailPlan{name: "default", strategy: sailInPlace}
	replace(&plan.name, i.Name)
	byVersion := plan.name + platform.SailRevision(istio)
	switch revision := i.Revision.Value; {
	case !i.Revision.IsSet() || revision == plan.name:
	case !fits(i.Revision, "label"):
	case !istio.HasPatch:
		v.fail(i.Revision.Origin, "a revision for each version needs the patch version of Istio "+istio.String(),
			"write: "+istio.String()+".<patch>, or remove the revision", i.Version.Origin)
	case revision != byVersion:
		v.fail(i.Revision.Origin, diag.Quote(revision)+" is not what the Sail operator calls a revision of this version",
			"write: "+byVersion+" for a revision each version, or remove it for one that is updated in place", i.Version.Origin)
	default:
		plan.strategy = sailRevisionBased
	}
	v.plan.Revision = plan.name
	if plan.strategy == sailRevisionBased {
		v.plan.Revision = byVersion
	}
	const longest = 63 - len("istiod-")
	if at := or(i.Revision.Origin, i.Name.Origin); len(v.plan.Revision) > longest {
		v.fail(at, fmt.Sprintf("with this name istiod's Service is called istiod-%s, which is longer than 63 characters", v.plan.Revision),
			fmt.Sprintf("write: a name of at most %d characters", longest-len(v.plan.Revision)+len(plan.name)))
	}
	if v.plan.Revision == "default" {
		v.plan.Revision = ""
	}
	v.plan.sail = plan
}

// sailValues finds values that are set elsewhere too: by a field of the topology,
// or by the Sail operator itself.
func (v *validator) sailValues() {
	i := &v.doc.Istio
	values, _ := i.Values.Value.(map[string]any)
	twice := func(m Origin, path ...string) {
		if _, ok := valueAt(values, path...); ok && m.IsSet() {
			v.fail(i.Values.Origin, diag.Quote(strings.Join(path, "."))+" is given here and by a field of its own", "remove one of the two", m)
		}
	}
	twice(i.MeshConfig.Origin, "meshConfig")
	twice(i.Hub.Origin, "global", "hub")
	twice(i.Tag.Origin, "global", "tag")
	if _, ok := valueAt(values, "revision"); ok {
		v.fail(i.Values.Origin, `"revision" is set by the Sail operator, which makes revisions`, "remove it", i.Install.Origin)
	}
	if _, ok := valueAt(values, "profile"); ok {
		v.fail(i.Values.Origin, `"profile" is a field of its own`, "write istio.profile")
	}
	if namespace, ok := valueAt(values, "global", "istioNamespace"); ok && namespace != i.Namespace.Value {
		v.fail(i.Values.Origin, `"global.istioNamespace" is not the namespace `+diag.Quote(i.Namespace.Value)+" that Istio goes to, and the Sail operator refuses the two", "remove it",
			or(i.Namespace.Origin, i.Install.Origin))
	}
	if _, ok := valueAt(values, "cni"); ok && !v.plan.asksForCNI() {
		v.fail(i.Values.Origin, `"cni" is for a CNI plugin that is not asked for`, "write pilot: {cni: {enabled: true}} beside it, or remove it")
	}
}

// asksForCNI reports whether istiod counts on the CNI plugin, which the Sail
// operator installs by an object of its own.
func (p *Plan) asksForCNI() bool {
	values, _ := p.Document.Istio.Values.Value.(map[string]any)
	enabled, _ := valueAt(values, "pilot", "cni", "enabled")
	return p.Versions.Install == "sail" && enabled == true
}

func valueAt(values map[string]any, path ...string) (any, bool) {
	for _, key := range path[:len(path)-1] {
		values, _ = values[key].(map[string]any)
	}
	value, ok := values[path[len(path)-1]]
	return value, ok
}

// injectedTier checks what only a gateway that istiod injects has.
func (v *validator) injectedTier(t *Tier) {
	r := &t.Replicas
	if !v.plan.injects() || r.Count.IsSet() || !r.IsSet() || !t.Resources.IsSet() {
		return
	}
	for _, list := range [][]Pair{t.Resources.Requests, t.Resources.Limits} {
		if slices.ContainsFunc(list, func(p Pair) bool { return p.Key.Value == "cpu" }) {
			return
		}
	}
	v.fail(t.Resources.Origin, "says nothing of CPU, and the autoscaler goes by how much of the CPU that was asked for is used",
		"write requests: {cpu: 100m}", r.Origin)
}

// istioNamespace checks the settings of the namespace of istiod and the gateways.
func (v *validator) istioNamespace(n *Namespace) {
	switch {
	case n.Name.Value != v.doc.Istio.Namespace.Value || !n.Inject.IsSet():
	case n.Inject.Value && v.plan.injects():
		v.fail(n.Inject.Origin, "sidecars cannot be injected into the namespace of istiod and the gateways", "remove it")
	case n.Inject.Value:
		v.fail(n.Inject.Origin, "sidecars cannot be injected into the namespace of istiod and the gateways", "write: false, or remove it")
	case v.plan.injects():
		v.fail(n.Inject.Origin, "istiod injects the gateways, which are in this namespace, and the label istio-injection=disabled would stop it",
			"remove it; without the label nothing else is injected there", v.doc.Istio.Install.Origin)
	}
}

// saysIPFamilies reports whether a gateway's Service can say of which families it
// is: one that is rendered can, one of an IstioOperator not in every version.
func (p *Plan) saysIPFamilies() bool {
	if p.injects() {
		return platform.KubernetesDualStack.In(p.Versions.Kubernetes)
	}
	return p.ipFamilies().In(p.Versions.Istio)
}
