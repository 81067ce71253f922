package rules

import (
	"fmt"
	"slices"
	"strconv"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

func (v *verdict) checkNamespaces() {
	seen := map[string]format.Origin{}
	for i := range v.doc.Namespaces {
		n := &v.doc.Namespaces[i]
		if n.Name.Value == "" {
			continue
		}
		if first, ok := seen[n.Name.Value]; ok {
			v.fail("namespace-twice", n.Name.Origin, "namespace "+wording.Quote(n.Name.Value)+" is there twice", "write both settings into one", first)
		}
		seen[n.Name.Value] = n.Name.Origin
		v.checkIstioNamespace(n)
		if len(n.Labels) > 0 && !n.Create.Value && !n.Create.IsWrong() {
			v.fail("namespace-foreign", n.Labels[0].Key.Origin, "labels have no effect: namespace "+wording.Quote(n.Name.Value)+" is not rendered", "remove them, or create: false", n.Create.Origin)
		}
	}
	v.warnOfOthersNamespaces()
	v.checkScope()
	v.checkUnread()
}

// warnOfOthersNamespaces warns of apps in namespaces that are the cluster's own, where istiod
// injects nothing, or in which what somebody else installed would get sidecars as well.
func (v *verdict) warnOfOthersNamespaces() {
	told := map[string]bool{}
	v.eachDeployed(func(a *plan.App) {
		set := slices.ContainsFunc(v.doc.Namespaces, func(n format.Namespace) bool {
			return n.Name.Value == a.Namespace && (n.Inject.IsSet() && !(n.Inject.Value && platform.NeverInjected(a.Namespace)) || n.Create.IsSet() && !n.Create.Value)
		})
		if set || told[a.Namespace] {
			return
		}
		told[a.Namespace] = true
		at, quoted := format.Or(a.Written.Namespace.Origin, format.Or(v.doc.Namespace.Origin, a.Written.Name.Origin)), wording.Quote(a.Namespace)
		const apart = "write another namespace, or namespaces: [{name: %s, inject: false}] beside tiers for an app without a sidecar"
		switch {
		case platform.NeverInjected(a.Namespace) && !v.doc.Isolation.OfApps():
			v.warn("namespace-of-others", at, quoted+" is the cluster's own: Istio injects no sidecars there, and gateways speak to the app in clear", fmt.Sprintf(apart, a.Namespace))
		case a.Namespace == v.doc.MetalLB.Namespace.Value && v.doc.MetalLB.Version.Value != "none":
			v.warn("namespace-of-others", at, quoted+" is MetalLB's: its pods would get sidecars too", fmt.Sprintf(apart, a.Namespace))
		case a.Namespace == "cert-manager":
			v.warn("namespace-of-others", at, quoted+" is cert-manager's: its pods would get sidecars too", fmt.Sprintf(apart, a.Namespace))
		}
	})
}

// checkIstioNamespace checks the settings of the namespaces of istiod and the gateways.
func (v *verdict) checkIstioNamespace(n *format.Namespace) {
	gateways := v.plan.Injects() && slices.Contains(v.plan.GatewayNamespaces(), n.Name.Value)
	switch istiod := n.Name.Value == v.doc.Istio.Namespace.Value; {
	case !n.Inject.IsSet() || !istiod && !gateways:
	case n.Inject.Value && gateways && istiod:
		v.fail("inject", n.Inject.Origin, "sidecars cannot be injected into the namespace of istiod and the gateways", "remove it")
	case n.Inject.Value && istiod:
		v.fail("inject", n.Inject.Origin, "sidecars cannot be injected into the namespace of istiod and the gateways", "write: false, or remove it")
	case !n.Inject.Value && gateways:
		v.fail("inject", n.Inject.Origin, "istiod injects the gateways, which are in this namespace, and the label istio-injection=disabled would stop it",
			"remove it; without the label nothing else is injected there", v.doc.Istio.Install.Origin)
	}
}

// scopeEnv is the variable of istiod by which gateways read the Gateways of their own
// namespace alone (istio, pilot/pkg/features).
const scopeEnv = "PILOT_SCOPE_GATEWAY_TO_NAMESPACE"

// checkScope finds Gateways that no gateway would read.
func (v *verdict) checkScope() {
	values, _ := v.doc.Istio.Values.Value.(map[string]any)
	set, _ := plan.ValueAt(values, "pilot", "env", scopeEnv)
	if scoped, err := strconv.ParseBool(fmt.Sprint(set)); err != nil || !scoped || v.plan.Versions.Install == format.InstallNone { // whose values are refused
		return
	}
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		if t.GatewaysIn == t.GatewayNamespace {
			continue
		}
		v.fail("gateway-scope", v.doc.Istio.Values.Origin, fmt.Sprintf("with %s gateways read Gateways of their own namespace alone, and those of tier %s are in %s, its pods in %s",
			scopeEnv, wording.Quote(t.Written.Name.Value), wording.Quote(t.GatewaysIn), wording.Quote(t.GatewayNamespace)),
			"write gatewayNamespace: "+t.GatewayNamespace+", beside tiers, which puts both there, or remove it", v.doc.Namespace.Origin)
		return
	}
}

// checkPodSecurity warns of namespaces whose standard refuses the sidecars that are
// injected into their pods.
func (v *verdict) checkPodSecurity() {
	for i := range v.doc.Namespaces {
		n := &v.doc.Namespaces[i]
		level := n.PodSecurity.Value
		if kubernetes := v.plan.Versions.Kubernetes; n.PodSecurity.IsSet() && !kubernetes.IsZero() && !platform.KubernetesPodSecurity.In(kubernetes) {
			v.warn("pod-security", n.PodSecurity.Origin, fmt.Sprintf("Kubernetes %s takes no notice: %s came with Kubernetes %s", kubernetes,
				platform.KubernetesPodSecurity.Name(), platform.KubernetesPodSecurity.Since()), "")
		}
		if level != format.PodSecurityBaseline && level != format.PodSecurityRestricted || !v.injected(n) || v.plan.AsksForCNI() {
			continue
		}
		v.warn("pod-security", n.PodSecurity.Origin, fmt.Sprintf("%q refuses pods with a sidecar, whose init container sets up the network, unless the Istio CNI plugin does that", level),
			"write inject: false beside it, or install Istio's CNI plugin")
	}
}

func (v *verdict) injected(n *format.Namespace) bool {
	if n.Inject.IsSet() {
		return n.Inject.Value
	}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Apps {
			if v.plan.Tiers[i].Apps[j].Namespace == n.Name.Value {
				return true
			}
		}
	}
	return false
}

// hardened is the built-in overlay that gives pods a seccomp profile.
const hardened = "hardened"

// checkSeccomp finds whoever asks for a profile in a field that the Kubernetes before
// had as an annotation: gateways, an app itself, or the overlay for apps.
func (v *verdict) checkSeccomp() {
	kubernetes := v.plan.Versions.Kubernetes
	for _, namespace := range v.plan.GatewayNamespaces() {
		if v.plan.Injects() {
			v.needAny(v.plan.Restricted(namespace), platform.KubernetesSeccompProfile, kubernetes)
		}
	}
	byOverlay := false
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Apps {
			a := &v.plan.Tiers[i].Apps[j]
			own, _ := a.Written.SecurityContext.Value.(map[string]any)
			if own["seccompProfile"] != nil {
				v.needAny(a.Written.SecurityContext.Origin, platform.KubernetesSeccompProfile, kubernetes)
			}
			byOverlay = byOverlay || a.Deployed() && !a.Written.SecurityContext.IsSet()
		}
	}
	if byOverlay {
		v.needAny(v.plan.Options.Chosen[hardened], platform.KubernetesSeccompProfile, kubernetes)
	}
}
