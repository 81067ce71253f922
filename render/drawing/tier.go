package drawing

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
)

// draw draws the tier from the left to the right; what a box is on the way of is known once
// all is drawn that it leads to.
func (t *tierDraft) draw() {
	tier := t.box(Box{Column: Tier, Texts: t.tierTexts(), Wholes: append(whole(t.entry.Senders, 2), t.isolatedAt()...), Place: placed(t.Written.Name.Origin, t.Written.Origin)})
	addresses := t.drawAddresses(tier)
	t.drawHosts(addresses)
	t.drawServers()
	first := t.ways
	t.drawApps(addresses)
	all := make([]int, 0, len(t.hosts))
	for i := range t.hosts {
		all = append(all, t.hosts[i].way)
	}
	for way := first; way < t.ways; way++ {
		all = append(all, way) // of ports without hosts
	}
	for i := range t.gates {
		t.Boxes[t.gates[i].box].set = t.sets.of(t.gates[i].ways)
	}
	set := t.sets.of(all)
	t.Boxes[tier].set = set
	for _, box := range addresses {
		t.Boxes[box].set = t.sets.union([]int{t.Boxes[box].set, set})
	}
}

// tierTexts tell whom a tier lets in, and what it opens that leads nowhere.
func (t *tierDraft) tierTexts() []string {
	out := []string{t.entry.Name}
	if len(t.entry.Senders) > 0 {
		out = append(out, "open to "+some(t.entry.Senders, 2))
	}
	var idle []string
	for i := range t.Written.Ports {
		if port := &t.Written.Ports[i]; !t.leads(port) {
			idle = append(idle, fmt.Sprintf("%d/%s", port.Port.Value, port.Transport()))
		}
	}
	if len(idle) > 0 {
		out = append(out, "no route: "+some(idle, 3))
	}
	if what := isolated(&t.plan.Document.Isolation); what != "" {
		out = append(out, what)
	}
	return out
}

// isolated tells what is closed to others inside the cluster; "" for nothing.
func isolated(d *format.Isolation) string {
	switch {
	case d.OfApps() && d.OfGateways():
		return "isolated: apps and gateway"
	case d.OfApps():
		return "isolated: apps"
	case d.OfGateways():
		return "isolated: gateway"
	}
	return ""
}

// isolatedAt tells where that is written.
func (t *tierDraft) isolatedAt() []string {
	d := &t.plan.Document.Isolation
	if isolated(d) == "" {
		return nil
	}
	at := d.Gateways.Origin
	if d.OfApps() {
		at = d.AppsOrigin()
	}
	return []string{"isolation: " + lineOf(at.At())}
}

// leads reports whether a port of the tier's own leads to a route.
func (t *tierDraft) leads(port *format.GatewayPort) bool {
	return slices.Contains(t.Web, port) || slices.Contains(t.TCP, port) ||
		slices.ContainsFunc(t.TLSGateways, func(g *plan.TLSGateway) bool { return g.Port == port })
}

// drawAddresses draws where clients reach the tier: its addresses, one box for those of
// several tiers, or what stands in their place.
func (t *tierDraft) drawAddresses(tier int) []int {
	var out []int
	for at, ip := range t.IPs {
		box, ok := t.addresses[ip]
		if !ok {
			texts := []string{ip.String()}
			if t.Pool != "" {
				texts = append(texts, "pool "+t.Pool)
			}
			place := placed(t.Written.Name.Origin)
			if at < len(t.Written.IP) {
				place = placed(t.Written.IP[at].Origin, t.Written.Name.Origin)
			}
			box = t.box(Box{Column: Address, Texts: texts, Place: place})
			t.addresses[ip] = box
		} else {
			t.Boxes[box].tiers = append(t.Boxes[box].tiers, t.number)
		}
		out = append(out, box)
	}
	if len(out) == 0 {
		out = append(out, t.box(Box{Column: Address, Look: There, Texts: t.withoutAddress(), Place: placed(t.Written.Service.Type.Origin, t.Written.Name.Origin)}))
	}
	for _, box := range out {
		t.line(tier, box)
	}
	return out
}

// withoutAddress tells how clients reach a tier that asks for no address of its own.
func (t *tierDraft) withoutAddress() []string {
	if t.entry.Balanced {
		return []string{"any address", "the cluster gives one"}
	}
	var nodes []string
	for _, p := range t.entry.Ports {
		if p.Node != 0 {
			nodes = append(nodes, fmt.Sprint(p.Node))
		}
	}
	switch {
	case t.entry.Service == string(format.ServiceClusterIP):
		return []string{"inside the cluster", "Service " + t.entry.Workload}
	case len(nodes) > 0:
		return []string{"every node", "ports " + some(nodes, 4)}
	}
	return []string{"every node", "ports that the cluster gives"}
}
