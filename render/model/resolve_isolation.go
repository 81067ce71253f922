package model

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"

	"render/render/format"
	"render/render/plan"
)

// trustDomain is how policies name the mesh's own trust domain, whatever it is called: Istio
// puts the mesh's in its place, and all that stand for it (istio, pilot/pkg/security/trustdomain/
// bundle.go, of 1.9.7 to 1.31).
const trustDomain = "cluster.local"

// metricsPort is where proxies tell of themselves.
const metricsPort = 15090

// metrics are the ports that Prometheus reads, which may be anywhere.
func (r *resolver) metrics() []int {
	if !r.plan.Options.Chosen[plan.Monitoring].IsSet() {
		return nil
	}
	return []int{metricsPort}
}

// resolveIsolation is who may call an app's pods; nil for everybody.
func (r *resolver) resolveIsolation(a *plan.App) *Isolation {
	in := a.Isolation
	if in == nil {
		return nil
	}
	out := &Isolation{Name: a.Names.Service, Selector: appPods(a), Metrics: r.metrics()}
	for _, t := range in.Tiers {
		out.Principals = append(out.Principals, principal(t.GatewayNamespace, r.plan.GatewayAccount(t)))
		out.Gateways = append(out.Gateways, Pods{t.GatewayNamespace, r.plan.GatewayPods(t)})
	}
	for i := range in.Callers {
		c := &in.Callers[i]
		pods := Pods{Namespace: c.Namespace}
		for _, app := range c.Apps {
			pods.Labels = appPods(app)
		}
		if c.Account == "" {
			out.Namespaces = appendOnce(out.Namespaces, c.Namespace)
		} else {
			out.Principals = appendOnce(out.Principals, principal(c.Namespace, c.Account))
		}
		if !slices.ContainsFunc(out.Callers, func(p Pods) bool { return p.Namespace == pods.Namespace && maps.Equal(p.Labels, pods.Labels) }) {
			out.Callers = append(out.Callers, pods)
		}
	}
	out.Ports = targets(a)
	return out
}

// appPods are the labels by which an app's pods are chosen, of all its versions.
func appPods(a *plan.App) map[string]string { return map[string]string{"app": a.Written.Name.Value} }

func principal(namespace, account string) string {
	return trustDomain + "/ns/" + namespace + "/sa/" + account
}

// targets are the ports of an app's pods, each once.
func targets(a *plan.App) []int {
	var out []int
	for i := range a.Ports {
		out = appendOnce(out, a.Ports[i].Target)
	}
	return out
}

func appendOnce[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}

// resolveGatewayIsolation is what a tier's gateway may be asked and may ask; nil for all.
func (r *resolver) resolveGatewayIsolation(t *plan.Tier, tier *Tier) *GatewayIsolation {
	d := r.plan.Document
	if !d.Isolation.OfGateways() {
		return nil
	}
	out := &GatewayIsolation{
		Name: r.plan.GatewayObjects(t), Namespace: t.GatewayNamespace, Selector: r.plan.GatewayPods(t), Metrics: r.metrics(),
		Istiod: Pods{d.Istio.Namespace.Value, plan.IstiodLabels()},
	}
	for _, p := range r.podPorts(tier, t.Written.Service.HTTP3.Value) {
		out.Ports = appendOnce(out.Ports, p.PodPort)
	}
	if tier.GatewayAPI != nil {
		out.Ports = appendOnce(out.Ports, PodPort{plan.StatusPort, "TCP"}) // which Istio gives each
	}
	if plan.SeesSenders(t) && len(t.Written.Senders()) > 0 {
		status := PodPort{plan.StatusPort, "TCP"} // which load balancers ask
		out.Senders, out.Open = format.Unique(t.Written.Senders()), []PodPort{status}
		out.Ports = slices.DeleteFunc(out.Ports, func(p PodPort) bool { return p == status })
	}
	out.Solvers = r.plan.SolvesIn(t)
	seen := map[string]bool{}
	for _, a := range t.Reached {
		switch name, namespace := a.ServiceAt(); {
		case a.Backend.Outside():
			out.Outside = append(out.Outside, ReachedAddress{network(a.Backend.Address), targets(a)})
		case a.Backend != nil && seen[namespace]:
		case a.Backend != nil && name != "":
			seen[namespace] = true
			out.Apps = append(out.Apps, ReachedPods{Pods: Pods{Namespace: namespace}}) // whatever is behind it, on any port
		default:
			out.Apps = append(out.Apps, ReachedPods{Pods{a.Namespace, appPods(a)}, targets(a)})
		}
	}
	for _, namespace := range t.AskedIn {
		if !seen[namespace] {
			out.Apps = append(out.Apps, ReachedPods{Pods: Pods{Namespace: namespace}})
		}
	}
	// By name, so that an app that moves in the file changes nothing.
	slices.SortFunc(out.Apps, func(a, b ReachedPods) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Labels["app"], b.Labels["app"]))
	})
	slices.SortStableFunc(out.Outside, func(a, b ReachedAddress) int { return cmp.Compare(textOf(a.Network), textOf(b.Network)) })
	return out
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// network is an address alone, as a network; nil where it is not known.
func network(a netip.Addr) *string {
	if !a.IsValid() {
		return nil
	}
	text := netip.PrefixFrom(a, a.BitLen()).String()
	return &text
}
