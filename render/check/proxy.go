package check

import (
	"net/netip"

	"render/render/objects"
)

// proxy is a gateway's pods and their Service: one that an IstioOperator installs,
// that istiod makes of a Deployment, or that it makes of a Gateway of the Gateway
// API.
type proxy struct {
	from      objects.Field // what asks for it: an item of an IstioOperator, or the spec of a Gateway or a Service
	name      string
	namespace string // "" for the one that is known
	labels    objects.Labels
	ports     []int64 // of its Service; nil where Istio's chart chooses
	shares    string  // MetalLB's key for Services that share an address
	addresses []netip.Addr
	injected  bool // a Deployment, whose Service is another object where it has one
}

// label is the label by which tiers are kept apart.
func (p *proxy) label() string {
	text, _ := p.labels.Get("istio")
	return text
}

// portSetting is where a port is added to its Service.
func (p *proxy) portSetting() string {
	if p.injected {
		return "the Service's spec.ports"
	}
	return "the gateway's k8s.service.ports"
}

// same reports whether two are the same gateway.
func (p *proxy) same(o *proxy) bool { return p.name == o.name && p.namespace == o.namespace }

// proxies are all of them. Istio's Gateways choose among them in whatever namespace.
type proxies struct {
	list     []*proxy
	byLabels objects.LabelIndex
}

func (p *proxies) add(one *proxy) {
	p.list = append(p.list, one)
	p.byLabels.Add("", one.labels)
}

// chosen are those that a selector chooses, in whatever namespace.
func (p *proxies) chosen(selector objects.Labels) []*proxy {
	var out []*proxy
	for n := range p.byLabels.Match("", selector) {
		out = append(out, p.list[n])
	}
	return out
}
