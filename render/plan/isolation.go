package plan

import (
	"slices"
	"strings"

	"render/internal/later"
	"render/render/format"
	"render/render/platform"
)

// IstiodLabels choose istiod's pods, whoever installs it (istio, manifests/charts/
// istio-control/istio-discovery/templates/deployment.yaml).
func IstiodLabels() map[string]string { return istiodLabelsOnce.Get(makeIstiodLabels) }

var istiodLabelsOnce later.Value[map[string]string]

func makeIstiodLabels() map[string]string {
	return map[string]string{"app": "istiod"}
}

// deriveIsolation finds whom each tier's gateway reaches, and who may call each app.
func (p *Plan) deriveIsolation() {
	d := &p.Document.Isolation
	if !d.OfApps() && !d.OfGateways() {
		return
	}
	behind := p.deployedBehind()
	for i := range p.Tiers {
		p.Tiers[i].reach(behind, p.Asked(&p.Tiers[i]))
	}
	if !d.OfApps() {
		return
	}
	p.deriveShown()
	for a := range p.deployed() {
		if !a.Open() {
			a.Isolation = &Isolation{}
		}
	}
	for i := range p.Tiers {
		for _, a := range p.Tiers[i].Reached {
			if a.Isolation != nil {
				a.Isolation.Tiers = append(a.Isolation.Tiers, &p.Tiers[i])
			}
		}
	}
	var names map[string][]*App
	for a := range p.deployed() {
		for _, text := range a.Written.AllowFrom {
			if a.Isolation == nil {
				break
			}
			if names == nil {
				names = p.deployedByName()
			}
			a.Isolation.Callers = append(a.Isolation.Callers, callerOf(text, names))
		}
	}
}

// Everybody is the caller that stands for all.
const Everybody = "*"

// Open reports whether everybody may call an app's pods.
func (a *App) Open() bool {
	return slices.ContainsFunc(a.Written.AllowFrom, func(t format.Text) bool { return t.Value == Everybody })
}

// deployed are the apps of which pods are rendered.
func (p *Plan) deployed() func(func(*App) bool) {
	return func(yield func(*App) bool) {
		for i := range p.Tiers {
			for j := range p.Tiers[i].Apps {
				if a := &p.Tiers[i].Apps[j]; a.Deployed() && !yield(a) {
					return
				}
			}
		}
	}
}

func (p *Plan) deployedByName() map[string][]*App {
	out := map[string][]*App{}
	for a := range p.deployed() {
		out[a.Written.Name.Value] = append(out[a.Written.Name.Value], a)
	}
	return out
}

// deployedBehind finds deployed apps by the Services of their pods, as "namespace/name".
func (p *Plan) deployedBehind() map[string]*App {
	out := map[string]*App{}
	for a := range p.deployed() {
		out[a.Namespace+"/"+a.Names.Service] = a
		for i := range a.Versions {
			if p.GatewayAPI() {
				out[a.Namespace+"/"+a.VersionService(&a.Versions[i])] = a
			}
		}
	}
	return out
}

// reach gathers the apps that a tier's gateway sends something to, or asks who may come in.
func (t *Tier) reach(behind map[string]*App, asked [][2]string) {
	add := func(a *App) {
		if a.Backend != nil && !a.Backend.Outside() {
			if ours := behind[a.Backend.Namespace+"/"+a.Backend.Name]; ours != nil {
				a = ours
			}
		}
		if !slices.Contains(t.Reached, a) {
			t.Reached = append(t.Reached, a)
		}
	}
	for i := range t.Apps {
		add(&t.Apps[i])
	}
	for _, r := range t.Routes {
		if r.Mirrored != nil {
			add(r.Mirrored)
		}
	}
	for _, service := range asked {
		if ours := behind[service[0]+"/"+service[1]]; ours != nil {
			add(ours)
		} else if !slices.Contains(t.AskedIn, service[0]) {
			t.AskedIn = append(t.AskedIn, service[0])
		}
	}
}

// SeesSenders reports whether packets come to a gateway's pods from those that sent them to its
// load balancer, and not from a node.
func SeesSenders(t *Tier) bool {
	return t.Written.Balanced() && t.Written.TrafficPolicy.Value == format.TrafficLocal
}

// callerOf reads an item of allowFrom: a word alone is an app, where one is called so.
func callerOf(text format.Text, apps map[string][]*App) Caller {
	namespace, account, divided := strings.Cut(text.Value, "/")
	out := Caller{Written: text, Namespace: namespace, Account: account}
	switch {
	case !divided:
		out.Apps = apps[namespace]
	case account == "*":
		out.Account = ""
	}
	if len(out.Apps) > 0 {
		out.Namespace, out.Account = out.Apps[0].Namespace, out.Apps[0].Account()
	}
	return out
}

// Account is the ServiceAccount that an app's pods run as: Kubernetes' own for whoever says
// nothing.
func (a *App) Account() string {
	if a.Written.ServiceAccount.IsSet() {
		return a.Written.ServiceAccount.Value
	}
	return "default"
}

// GatewayAccount is the ServiceAccount of a tier's gateway, its alone (istio, manifests/charts/
// gateways/istio-ingress/templates/serviceaccount.yaml of 1.9.7 to 1.31; what istiod makes of a
// Gateway of the Gateway API: istio-discovery/files/kube-gateway.yaml).
func (p *Plan) GatewayAccount(t *Tier) string {
	switch {
	case p.GatewayAPI():
		return t.Names.Gateway + GatewayAPISuffix
	case p.Operated():
		return t.Names.Workload + "-service-account"
	}
	return t.Names.Workload
}

// GatewayPods are the labels by which a tier's gateway pods are chosen.
func (p *Plan) GatewayPods(t *Tier) map[string]string {
	if p.GatewayAPI() {
		return map[string]string{platform.GatewayNameLabel(p.Versions.Istio): t.Names.Gateway}
	}
	return map[string]string{"app": ChartApp, "istio": t.Names.Label}
}

// GatewayObjects is the name of what a tier's gateway has beside its pods: that of its Service.
func (p *Plan) GatewayObjects(t *Tier) string {
	if p.GatewayAPI() {
		return t.Names.Gateway + GatewayAPISuffix
	}
	return t.Names.Workload
}
