package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// ha is the built-in overlay that gives tiers two pods.
const ha = "ha"

// proxyConfig is the annotation of a pod that Istio's agent and istiod read a proxy's
// settings from.
const proxyConfig = "proxy.istio.io/config"

// checkGatewayPod checks what is said of gateway pods: not every way to get them takes
// it all.
func (v *verdict) checkGatewayPod(t *format.Tier) {
	pod := &t.Pod
	operated := v.plan.Operated() && !v.plan.GatewayAPI()
	if at := format.PairsOrigin(pod.Labels); at.IsSet() && !pod.Labels[0].Key.IsWrong() && operated {
		v.fail("install-lacks", at, "an IstioOperator has no labels of gateway pods alone: those that it takes are selectors too, which nobody can change", "remove it, or write install: "+v.otherInstalls(), v.doc.Istio.Origin)
	}
	if pod.Kind.Value != format.KindDaemonSet {
		return
	}
	switch {
	case v.plan.GatewayAPI():
		v.fail("install-lacks", pod.Kind.Origin, "Istio makes a Deployment of a Gateway of the Gateway API, and no DaemonSet", "remove it, or write install: "+v.otherInstalls()+", and "+v.ByIstio(), v.doc.Routing.Origin)
	case operated:
		v.fail("install-lacks", pod.Kind.Origin, "the gateways of an IstioOperator are Deployments", "remove it, or write install: "+v.otherInstalls(), v.doc.Istio.Origin)
	case t.Replicas.IsSet() && !v.plan.Options.Chosen[ha].IsSet():
		v.fail("no-effect", t.Replicas.Origin, "a DaemonSet runs a pod on each node that it may", "remove it, or the kind", pod.Kind.Origin)
	}
}

// otherInstalls are the ways to install this Istio that make no IstioOperator.
func (v *verdict) otherInstalls() string {
	switch istio := v.plan.Versions.Istio; {
	case istio.IsZero() || platform.IstioSail.In(istio):
		return "sail, helm or none"
	case platform.IstioHelm.In(istio):
		return "helm or none"
	}
	return "none"
}

// maxInfrastructure is how many annotations the Gateway API takes for what is made of a
// Gateway.
const maxInfrastructure = 8

// checkGatewayObject checks what is said of a tier's Gateways.
func (v *verdict) checkGatewayObject(p *plan.Tier) {
	g := &p.Written.Gateway
	if !v.plan.GatewayAPI() {
		if g.Attach.IsSet() {
			v.fail("no-effect", g.Attach.Origin, "Istio's own Gateways take the VirtualServices of every namespace that name them", "remove it, or write routing: gateway-api", v.doc.Routing.Origin)
		}
		return
	}
	n := len(v.doc.Annotations) + len(p.IPs)/2
	if p.Sharing != "" {
		n++
	}
	if at := format.Or(format.PairsOrigin(g.Annotations), format.ListOrigin(p.Written.IP)); (len(g.Annotations) > 0 || p.Sharing != "" || v.plan.DNSNotes()) && n > maxInfrastructure {
		v.fail("gateway-api-limit", at, fmt.Sprintf("the Service and the pods get %d annotations, those of every object among them, and the Gateway API takes %d for them", n, maxInfrastructure),
			"remove some of annotations", format.PairsOrigin(v.doc.Annotations))
	}
	if istio := v.plan.Versions.Istio; len(g.Annotations) > 0 && !istio.IsZero() && !platform.IstioGatewayInfrastructure.In(istio) {
		v.warn("annotations-copied", format.PairsOrigin(g.Annotations), "Istio below "+platform.IstioGatewayInfrastructure.Since()+" copies a Gateway's annotations onto the Service and the pods that it makes of it",
			"upgrade Istio to "+platform.IstioGatewayInfrastructure.Since()+" or later, if they are not to have them", v.doc.Istio.Version.Origin)
	}
	v.checkAttach(p)
}

// checkAttach checks that the routes of a tier's own apps may attach too.
func (v *verdict) checkAttach(p *plan.Tier) {
	labels := p.Written.Gateway.Attach.Labels
	if at := p.Written.Gateway.Attach; at.IsSet() && !at.Whose.IsSet() && len(labels) == 0 && !at.IsWrong() {
		v.fail("no-effect", at.Origin, "names neither whose routes nor labels", "write own, all, or {labels: {KEY: VALUE}}")
	}
	if len(labels) == 0 {
		return
	}
	told := map[string]bool{}
	for i := range p.Apps {
		if a := &p.Apps[i]; !told[a.Namespace] && len(a.HTTP) > 0 {
			told[a.Namespace] = true
			v.checkAttached(labels, a.Namespace, fmt.Sprintf("in which tier %q has an app, lacks the label %%s, and the app's routes would not attach", p.Written.Name.Value), a.Written.Name.Origin)
		}
	}
	switch own := p.GatewayNamespace; {
	case told[own]:
	case p.AttachesOwn():
		v.checkAttached(labels, own, fmt.Sprintf("in which tier %q has its Gateway, lacks the label %%s, and the tier's own routes, which redirect or close hosts, would not attach", p.Written.Name.Value), p.Written.Name.Origin)
	case v.plan.SolvesIn(p) && p.PlainHTTP():
		v.checkAttached(labels, own, fmt.Sprintf("in which tier %q has its Certificate, lacks the label %%s, and the route of cert-manager's solver would not attach", p.Written.Name.Value), v.doc.Secrets.CertManager.Solver.Origin)
	}
}

// checkAttached checks that a namespace has labels; lacks is what it means that it has one not.
func (v *verdict) checkAttached(labels []format.Pair, namespace, lacks string, also format.Origin) {
	has := v.namespaceLabels(namespace)
	for _, l := range labels {
		if value, ok := has[l.Key.Value]; !ok || value != l.Value.Value {
			v.fail("attach", l.Key.Origin, fmt.Sprintf("namespace %q, "+lacks, namespace, l.Key.Value+"="+l.Value.Value),
				fmt.Sprintf("write it there: namespaces: [{name: %s, labels: {%s: %s}}]", format.YAMLWord(namespace), format.YAMLWord(l.Key.Value), format.YAMLWord(l.Value.Value)), also)
		}
	}
}

// namespaceLabels are the labels that a namespace is known to have.
func (v *verdict) namespaceLabels(name string) map[string]string {
	out := map[string]string{"kubernetes.io/metadata.name": name}
	for i := range v.doc.Namespaces {
		if n := &v.doc.Namespaces[i]; n.Name.Value == name {
			for _, l := range n.Labels {
				out[l.Key.Value] = l.Value.Value
			}
		}
	}
	return out
}

// checkProxies checks what is said of proxies before the gateway.
func (v *verdict) checkProxies(t *format.Tier) {
	x := &t.Proxies
	if !x.IsSet() {
		return
	}
	istio := v.plan.Versions.Istio
	if x.Protocol.Value && !istio.IsZero() {
		v.needAny(x.Protocol.Origin, platform.IstioProxyProtocol, istio)
	}
	if !x.Trusted.IsSet() && !x.Trusted.IsWrong() && !x.Protocol.Value && len(x.From) == 0 && !x.IsWrong() {
		v.fail("no-effect", x.Origin, "says nothing of what is before the gateway", "write trusted: 1, or remove it")
	}
	if from, all := format.ListOrigin(x.From), format.ListOrigin(t.SourceRanges); from.IsSet() && all.IsSet() {
		v.fail("proxies", all, "with proxies before the gateway it is they who are let in, as proxies.from says", "remove one of the two", from)
	}
	for _, pair := range t.Pod.Annotations {
		if pair.Key.Value == proxyConfig && (x.Trusted.IsSet() || x.Protocol.Value) {
			v.fail("proxies", pair.Key.Origin, "the annotation "+proxyConfig+" holds what proxies says", "write what is in it into istio.meshConfig, or remove one of the two", x.Origin)
		}
	}
	if asks := x.Trusted.IsSet() || x.Protocol.Value; asks && len(t.Senders()) == 0 && t.Service.Type.Value != format.ServiceClusterIP {
		at, says := x.Trusted.Origin, "writes X-Forwarded-For himself"
		if !x.Trusted.IsSet() {
			at, says = x.Protocol.Origin, "writes the PROXY protocol's header himself"
		}
		help := "write from: [ADDRESSES] beside it, with those of the proxies"
		if !t.Balanced() {
			help = "let nobody but the proxies come to the ports of the nodes"
		}
		v.warn("proxies-open", at, "whoever comes to the gateway past the proxies "+says+", and is taken for any client", help)
	}
}

// checkHostless checks a tier without hosts, which has its ports alone.
func (v *verdict) checkHostless(p *plan.Tier) {
	t := p.Written
	if t.ServesHosts() || t.IsWrong() {
		return
	}
	if len(t.Ports) == 0 {
		v.fail("tier-hostless", t.Origin, "has neither hosts nor ports, so that it serves nothing", "write hosts: [NAME], or ports")
		return
	}
	v.failEach("tier-hostless", []format.Origin{t.Cert.Origin, t.TLS.Origin, t.Names.Secret.Origin, t.NodePorts.HTTP.Origin, t.NodePorts.HTTPS.Origin},
		"has no effect: a tier without hosts has no ports 80 and 443", "remove it, or write hosts", t.Name.Origin)
	connections := false
	for i := range t.Apps {
		for j := range t.Apps[i].Routes {
			r := &t.Apps[i].Routes[j]
			connections = connections || r.OfConnections() || r.TCP.IsWrong() || r.TLS.IsWrong()
			if !r.OfConnections() && !r.IsWrong() {
				v.fail("tier-hostless", r.Origin, "requests come by a host, and the tier has none", "write hosts at the tier, or a route of connections, {tcp: PORT}", t.Name.Origin)
			}
		}
	}
	for i := range t.Routes {
		if !t.Routes[i].IsWrong() {
			v.fail("tier-hostless", t.Routes[i].Origin, "requests come by a host, and the tier has none", "write hosts at the tier, or remove it", t.Name.Origin)
		}
	}
	if v.plan.GatewayAPI() && !connections {
		v.fail("tier-hostless", t.Origin, "a Gateway of the Gateway API has a listener at least, and here are neither hosts nor a route of connections", "write a route, as {tcp: PORT}", v.doc.Routing.Origin)
	}
}
