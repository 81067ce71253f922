package model

import (
	"render/render/format"
	"render/render/plan"
)

// MaxOutput bounds what is rendered, in bytes: far more than any cluster holds,
// and what a machine writes in a few seconds.
const MaxOutput = 512 << 20

// LeastOutput is a number of bytes that the rendered text has at the least. It
// counts what a short topology can make much of: the labels and annotations of
// every object, and the hosts of every route.
func (m *Model) LeastOutput() int {
	total, object := 0, pairsSize(m.Labels)+pairsSize(m.Annotations)
	for i := range m.Tiers {
		total += m.Tiers[i].leastOutput(object)
	}
	return total
}

// LeastOutputOf is as a model's, of what an app's Deployment and Service take alone:
// it is known before anything of that size is made.
func LeastOutputOf(p *plan.Plan) int {
	object, objects := format.PairsSize(p.Document.Labels)+format.PairsSize(p.Document.Annotations), 0
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			if p.Tiers[i].Apps[j].Backend == nil {
				objects += 2
			}
		}
	}
	return objects * object
}

// isolating is how many policies keep pods apart.
func isolating(on bool, policies int) int {
	if on {
		return policies
	}
	return 0
}

func (t *Tier) leastOutput(object int) int {
	objects := isolating(t.Isolation != nil, 1) + len(t.Gateways) + len(t.TCPGateways) + len(t.TLSGateways)
	total := 0
	for i := range t.Gateways {
		total += hostsSize(t.Gateways[i].Hosts)
	}
	add := func(own int, routes *Routes) {
		objects += own + len(routes.HTTPRoutes) + len(routes.VirtualServices) + len(routes.Connections) + len(routes.DestinationRules)
		for i := range routes.VirtualServices {
			total += hostsSize(routes.VirtualServices[i].Hosts)
		}
		for i := range routes.Connections {
			total += hostsSize(routes.Connections[i].Hosts)
		}
	}
	add(0, &Routes{VirtualServices: t.VirtualServices, HTTPRoutes: t.HTTPRoutes})
	for i := range t.Apps.Deployed {
		add(2+isolating(t.Apps.Deployed[i].Isolation != nil, 2), &t.Apps.Deployed[i].Routes)
	}
	for i := range t.Apps.Versioned {
		add(isolating(t.Apps.Versioned[i].Isolation != nil, 2)+1+len(t.Apps.Versioned[i].Versions), &t.Apps.Versioned[i].Routes)
	}
	for i := range t.Apps.Existing {
		add(0, &t.Apps.Existing[i].Routes)
	}
	for i := range t.Apps.Outside {
		add(0, &t.Apps.Outside[i].Routes)
	}
	return total + objects*object
}

func pairsSize(texts map[string]string) int {
	n := 0
	for key, text := range texts {
		n += len(key) + len(text)
	}
	return n
}

func hostsSize(hosts []string) int {
	n := 0
	for _, host := range hosts {
		n += len(host) + len("- \n")
	}
	return n
}
