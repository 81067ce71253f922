package rules

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkIsolation checks that those who are let in can be told from others, and that all who
// are to be kept out are.
func (v *verdict) checkIsolation() {
	d := &v.doc.Isolation
	if d.OfApps() || d.OfGateways() {
		v.needAny(format.Or(d.All.Origin, format.Or(d.Apps.Origin, d.Gateways.Origin)), platform.KubernetesNamespaceNames, v.plan.Versions.Kubernetes)
	}
	if mtls := v.doc.Istio.MTLS; d.OfApps() && mtls.Value == format.MTLSDisable {
		v.fail("isolation-identity", mtls.Origin, "without mutual TLS nobody has an identity by which an app could let gateways in and keep others out",
			"write: permissive, or strict, or remove isolation.apps", d.AppsOrigin())
	}
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		for j := range t.Apps {
			a := &t.Apps[j]
			if d.OfApps() {
				v.checkIsolated(a)
			} else if !a.Written.Outside.IsSet() && !d.All.IsWrong() && !d.Apps.IsWrong() {
				v.failEach("no-effect", []format.Origin{format.ListOrigin(a.Written.AllowFrom)}, "has no effect where apps are not isolated", "write isolation: {apps: true} beside tiers, or remove it")
			}
			v.checkReachable(a)
			if d.OfGateways() && a.Backend.Named() {
				v.warn("isolation-open", a.Backend.Written.Origin, "the gateway may open connections to any address on its ports: a NetworkPolicy knows no DNS names",
					"write the address in its place, if it stays the same", format.Or(d.Gateways.Origin, d.All.Origin))
			}
		}
	}
	v.checkTunnel()
	v.checkAccounts()
	v.warnOfProviders()
	v.warnOfCalled()
	v.warnOfShutOut()
	v.warnOfPlainText()
	v.warnOfPodsThatCome()
}

// warnOfPlainText warns of apps that take none, while the mesh is to take it: a policy by identity
// lets in nobody without one.
func (v *verdict) warnOfPlainText() {
	mtls := v.doc.Istio.MTLS
	if !v.doc.Isolation.OfApps() || mtls.Value != format.MTLSPermissive || mtls.IsWrong() {
		return
	}
	isolated := 0
	v.eachDeployed(func(a *plan.App) {
		if a.Isolation != nil {
			isolated++
		}
	})
	if isolated > 0 {
		v.warn("isolation-plain", mtls.Origin, "isolated apps take no plain text all the same: who calls them without a sidecar is refused, whatever allowFrom says",
			`write: strict, if nobody else needs plain text; or allowFrom: ["*"] in apps that are called without a sidecar, or remove isolation.apps`, v.doc.Isolation.AppsOrigin())
	}
}

// checkIsolated checks an app that only some may call.
func (v *verdict) checkIsolated(a *plan.App) {
	d := &v.doc.Isolation
	if !a.Deployed() {
		v.checkIsolatedElsewhere(a)
		return
	}
	if a.Open() {
		for _, c := range a.Written.AllowFrom {
			if !c.IsWrong() && c.Value != plan.Everybody {
				v.fail("no-effect", c.Origin, "has no effect: everybody may call the app", `remove it, or "*"`)
			}
		}
		return
	}
	if at, help := v.withoutSidecar(a); at.IsSet() {
		v.fail("isolation-sidecar", at, fmt.Sprintf("the pods of app %q get no sidecar, which is what tells gateways from others", a.Written.Name.Value), help, d.AppsOrigin())
	}
	if at, help := pastSidecar(a); at.IsSet() {
		v.fail("isolation-sidecar", at, fmt.Sprintf("connections to a port of app %q go past its sidecar, which is what tells gateways from others", a.Written.Name.Value),
			help+", or remove isolation.apps", d.AppsOrigin())
	}
	for i := range a.Ports {
		if port := &a.Ports[i]; port.TLS {
			v.fail("isolation-identity", format.Or(format.PointerOrigin(port.Written.TLS), port.Written.Protocol.Origin),
				fmt.Sprintf("the gateway's own TLS to app %q carries no identity of the mesh, and isolated apps let in nobody without", a.Written.Name.Value),
				"let the app speak http, which the sidecars encrypt, or remove isolation.apps", d.AppsOrigin())
		}
	}
	v.checkProbed(a)
	for i := range a.Isolation.Callers {
		v.checkCaller(&a.Isolation.Callers[i])
	}
}

// checkIsolatedElsewhere checks an app whose pods are not deployed by it: they are another app's,
// or somebody else's, who isolates them or does not.
func (v *verdict) checkIsolatedElsewhere(a *plan.App) {
	if a.Misnamed() || a.Backend.Outside() {
		return
	}
	name, namespace := a.ServiceAt()
	said := format.ListOrigin(a.Written.AllowFrom)
	switch {
	case v.ourServices()[claim{"Service", namespace, name}]:
		if said.IsSet() {
			v.fail("beside-service", said, "has no meaning for pods of another app of this file", "write it at the app that deploys them, and remove it here", a.Backend.Written.Origin)
		}
	case a.Written.AllowFrom == nil: // an empty list says nobody
		v.warn("isolation-unknown", a.Backend.Written.Origin, fmt.Sprintf("which pods are behind Service %s is not known here: who may call them is not known either", wording.Quote(a.Backend.Written.Value)),
			`isolate them where they are deployed, and say in allowFrom whom that lets in beside the gateways: allowFrom: [] for nobody, or allowFrom: ["*"] for everybody`, v.doc.Isolation.AppsOrigin())
	}
}

// checkCaller checks who else may call an app.
func (v *verdict) checkCaller(c *plan.Caller) {
	word := c.Written.Value
	switch {
	case c.Written.IsWrong():
	case len(c.Apps) > 1:
		v.fail("isolation-caller", c.Written.Origin, fmt.Sprintf("%d apps are called %s", len(c.Apps), wording.Quote(word)),
			"write namespace/serviceaccount of the one that is meant", c.Apps[0].Written.Name.Origin, c.Apps[1].Written.Name.Origin)
	case len(c.Apps) == 1 && v.isNamespace(word):
		v.fail("isolation-caller", c.Written.Origin, fmt.Sprintf("both an app and a namespace are called %s", wording.Quote(word)),
			fmt.Sprintf("write %s/* for the namespace, or %s/%s for the app's account", word, c.Namespace, c.Account), c.Apps[0].Written.Name.Origin)
	case len(c.Apps) == 1:
		if at, _ := v.withoutSidecar(c.Apps[0]); at.IsSet() {
			v.fail("isolation-caller", c.Written.Origin, fmt.Sprintf("the pods of app %s get no sidecar, and so no identity by which they could be let in", wording.Quote(word)), "have it injected, or remove it", at)
		}
	case platform.NeverInjected(c.Namespace):
		v.fail("isolation-caller", c.Written.Origin, fmt.Sprintf("pods of namespace %q get no sidecar, and so no identity by which they could be let in", c.Namespace), "remove it")
	default:
		for i := range v.doc.Namespaces {
			if n := &v.doc.Namespaces[i]; n.Name.Value == c.Namespace && n.Inject.IsSet() && !n.Inject.Value {
				v.fail("isolation-caller", c.Written.Origin, fmt.Sprintf("pods of namespace %q get no sidecar, and so no identity by which they could be let in", c.Namespace), "have it injected, or remove it", n.Inject.Origin)
			}
		}
		if word == c.Namespace && !v.isNamespace(word) {
			v.checkCallingNamespace(c)
		}
	}
}

// checkCallingNamespace finds words that stand for a namespace of which nothing else speaks,
// where something else is called so, or nearly so.
func (v *verdict) checkCallingNamespace(c *plan.Caller) {
	word := c.Written.Value
	var deployed []string
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		for j := range t.Apps {
			switch a := &t.Apps[j]; {
			case a.Deployed():
				deployed = append(deployed, a.Written.Name.Value)
			case a.Written.Name.Value == word:
				v.fail("isolation-caller", c.Written.Origin, fmt.Sprintf("app %s is not deployed here: whose pods are behind it is not known, and %s would be a namespace", wording.Quote(word), wording.Quote(word)),
					"write namespace/serviceaccount of its pods, or "+word+"/* for the namespace", a.Written.Name.Origin)
				return
			}
		}
		if t.Written.Name.Value == word {
			v.warn("isolation-caller", c.Written.Origin, fmt.Sprintf("%s is taken for a namespace, and a tier is called so", wording.Quote(word)),
				fmt.Sprintf("write %s/%s for its gateway, or %s/* for the namespace", t.GatewayNamespace, v.plan.GatewayAccount(t), word), t.Written.Name.Origin)
			return
		}
	}
	if meant := wording.Suggest(word, deployed); meant != "" && !v.doubted().names {
		v.warn("isolation-caller", c.Written.Origin, fmt.Sprintf("%s is taken for a namespace, and an app is called %s", wording.Quote(word), wording.Quote(meant)),
			fmt.Sprintf("write %s for the app, or %s/* for the namespace", meant, word))
	}
}

// isNamespace reports whether the topology has a namespace of a name.
func (v *verdict) isNamespace(name string) bool {
	if name == v.doc.Namespace.Value || name == v.doc.Istio.Namespace.Value || slices.Contains(v.plan.GatewayNamespaces(), name) {
		return true
	}
	for i := range v.plan.Tiers {
		if slices.ContainsFunc(v.plan.Tiers[i].Apps, func(a plan.App) bool { return a.Namespace == name }) {
			return true
		}
	}
	return slices.ContainsFunc(v.doc.Namespaces, func(n format.Namespace) bool { return n.Name.Value == name })
}

// checkAccounts warns of apps that are let in by an account that others run as too: an
// identity is an account's.
func (v *verdict) checkAccounts() {
	if !v.doc.Isolation.OfApps() {
		return
	}
	runs := map[[2]string][]*plan.App{}
	v.eachDeployed(func(a *plan.App) {
		key := [2]string{a.Namespace, a.Account()}
		runs[key] = append(runs[key], a)
	})
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		for _, a := range runs[[2]string{t.GatewayNamespace, v.plan.GatewayAccount(t)}] {
			v.fail("isolation-account", a.Written.ServiceAccount.Origin, fmt.Sprintf("app %q would run as the gateway of tier %q, and be let in wherever that is", a.Written.Name.Value, t.Written.Name.Value),
				"write an account of its own", t.Written.Name.Origin)
		}
	}
	v.eachDeployed(func(a *plan.App) {
		if a.Isolation == nil {
			return // open to everybody
		}
		for _, c := range a.Isolation.Callers {
			if len(c.Apps) != 1 {
				continue
			}
			for _, other := range runs[[2]string{c.Namespace, c.Account}] {
				if other != c.Apps[0] && other != a {
					v.warn("isolation-account", c.Written.Origin, fmt.Sprintf("app %q runs as the account %q of namespace %q too, and Istio does not tell the two apart: the NetworkPolicy alone keeps it out", other.Written.Name.Value, c.Account, c.Namespace),
						fmt.Sprintf("give app %s a serviceAccount of its own, which has to be there before, since its pods do not start without it (kubectl create serviceaccount %s -n %s)", wording.Quote(c.Written.Value), c.Written.Value, c.Namespace), other.Written.Name.Origin)
					break
				}
			}
		}
	})
}

// warnOfProviders warns of what the mesh's configuration has gateways call beside apps and
// whom they ask who may come in.
func (v *verdict) warnOfProviders() {
	d := &v.doc.Isolation
	if !d.OfGateways() {
		return
	}
	var closed []string
	for _, provider := range v.plan.ExtensionProviders() {
		if name, _ := provider["name"].(string); !v.isAsked(provider) {
			closed = append(closed, wording.Quote(name))
		}
	}
	if len(closed) > 0 {
		v.warn("isolation-closed", v.doc.Istio.MeshConfig.Origin, "isolated gateways open no connections to what extensionProviders call "+wording.Listed(closed),
			byOverlay+", if a policy or a Telemetry uses them", format.Or(d.Gateways.Origin, d.All.Origin))
	}
}

// isAsked reports whether a tier asks a provider who may come in, so that its gateway reaches it.
func (v *verdict) isAsked(provider map[string]any) bool {
	for i := range v.plan.Tiers {
		if _, ok := plan.AskedBy(&v.plan.Tiers[i], provider); ok {
			return true
		}
	}
	return false
}
