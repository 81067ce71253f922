package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// withoutSidecar is where it is said that an app's pods get no sidecar, and what to do; not
// set where they get one.
func (v *verdict) withoutSidecar(a *plan.App) (format.Origin, string) {
	for _, list := range [][]format.Pair{a.Written.Pod.Labels, a.Written.Pod.Annotations} {
		for _, p := range list {
			if p.Key.Value == "sidecar.istio.io/inject" && p.Value.Value == "false" {
				return p.Value.Origin, "remove it, or isolation.apps"
			}
		}
	}
	if at := onNodes(a.Written); at.IsSet() {
		return at, "remove it, or isolation"
	}
	if platform.NeverInjected(a.Namespace) {
		return namespaceOf(a), "write another namespace, or remove isolation.apps"
	}
	if v.sidecars(a) {
		return format.Origin{}, ""
	}
	for i := range v.doc.Namespaces {
		if n := &v.doc.Namespaces[i]; n.Name.Value == a.Namespace && n.Inject.IsSet() {
			return n.Inject.Origin, "write: true, or remove it; or remove isolation.apps"
		}
	}
	return namespaceOf(a), "write another namespace than Istio's own, or remove isolation.apps"
}

// pastSidecar is where it is said that connections to some port of an app's pods do not come to
// their sidecar, and what to do; not set where all do
// (https://istio.io/latest/docs/reference/config/annotations, traffic.sidecar.istio.io).
func pastSidecar(a *plan.App) (at format.Origin, help string) {
	for _, p := range a.Written.Pod.Annotations {
		key, is := strings.CutPrefix(p.Key.Value, "traffic.sidecar.istio.io/")
		if !is || key != "excludeInboundPorts" && key != "includeInboundPorts" {
			continue
		}
		listed := strings.FieldsFunc(p.Value.Value, func(r rune) bool { return r == ',' || r == ' ' })
		for i := range a.Ports {
			target := strconv.Itoa(a.Ports[i].Target)
			in := slices.Contains(listed, "*") || slices.Contains(listed, target)
			switch {
			case in && key == "excludeInboundPorts":
				return p.Value.Origin, "take " + target + " out of it"
			case !in && key == "includeInboundPorts":
				return p.Value.Origin, "add " + target + " to it"
			}
		}
	}
	return at, ""
}

// namespaceOf is where it is said in which namespace an app is.
func namespaceOf(a *plan.App) format.Origin {
	return format.Or(a.Written.Namespace.Origin, a.Written.Name.Origin)
}

// onNodes is where it is said that an app's pods have the network of their nodes, in which istiod
// injects nothing; not set where they have their own.
func onNodes(a *format.App) format.Origin {
	if format.Object(a.Pod.Spec)["hostNetwork"] == true {
		return a.Pod.Spec.At([]string{"hostNetwork"}, false)
	}
	return format.Origin{}
}

// checkReachable finds apps to which the policies of isolated gateways let no connection out:
// they choose pods by their labels, and whoever has the network of a node is none to them
// (Kubernetes, "NetworkPolicy and hostNetwork pods").
func (v *verdict) checkReachable(a *plan.App) {
	d := &v.doc.Isolation
	if at := onNodes(a.Written); a.Deployed() && at.IsSet() && d.OfGateways() && (!d.OfApps() || a.Open()) {
		v.fail("isolation-closed", at, fmt.Sprintf("isolated gateways open connections to the pods of app %q alone, and with the network of a node these have no address of their own", a.Written.Name.Value),
			"remove it, or isolation", format.Or(d.Gateways.Origin, d.All.Origin))
	}
}
