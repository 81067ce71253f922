package endpoints

import (
	"render/render/format"
	"render/render/plan"
)

// Of are those of a plan.
func Of(p *plan.Plan) *Endpoints {
	out := &Endpoints{Topology: p.Document.Name.Value}
	on := map[string][]int{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		w := t.Written
		one := Tier{Name: w.Name.Value, Place: w.Name.At(), IPs: t.IPs, Service: string(w.Service.Type.Value), Workload: t.Names.Workload, Namespace: t.GatewayNamespace, Balanced: w.Balanced(), Names: namesOf(t), Ports: listens(w),
			Senders: format.Values(w.Senders()), Proxied: w.Proxies.Protocol.Value, HTTP3: w.Service.HTTP3.Value}
		if p.GatewayAPI() {
			one.Workload = t.Names.Gateway + plan.GatewayAPISuffix
		}
		for _, n := range one.Names {
			on[n.Host] = append(on[n.Host], i)
		}
		out.Tiers = append(out.Tiers, one)
	}
	for i := range out.Tiers {
		for j := range out.Tiers[i].Names {
			n := &out.Tiers[i].Names[j]
			for _, other := range on[n.Host] {
				if other != i {
					n.Also = append(n.Also, other)
				}
			}
		}
	}
	return out
}

// namesOf are the hosts that a tier lists, then those below its wildcards that apps and
// routes name.
func namesOf(t *plan.Tier) []Name {
	var out []Name
	for _, n := range t.Answers() {
		out = append(out, Name{Host: n.Host.Value, Place: n.Host.At(), Below: n.Below})
	}
	return out
}

// listens are the ports of a tier, with their fixed node ports; 0 for none.
func listens(t *format.Tier) []Port {
	var out []Port
	if t.ServesHosts() {
		out = append(out, Port{plan.HTTPPort, t.NodePorts.HTTP.Value}, Port{plan.HttpsPort, t.NodePorts.HTTPS.Value})
	}
	for i := range t.Ports {
		if p := &t.Ports[i]; !p.UDP() {
			out = append(out, Port{p.Port.Value, p.NodePort.Value})
		}
	}
	return out
}
