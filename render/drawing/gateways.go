package drawing

import (
	"fmt"
	"slices"

	"render/render/plan"
	"render/render/routing"
)

// drawGateways draws the Gateways, with lines from what they show clients.
func (t *tierDraft) drawGateways(certificates map[*plan.Server]int) {
	for i := range t.Servers {
		s := &t.Servers[i]
		var carried []string
		by := map[string]int{}
		for j := range s.Gateways {
			g := &s.Gateways[j]
			if len(g.Hosts) == 0 {
				continue
			}
			at := t.gate(g.Gateway, s, func() []string { return append([]string{g.Gateway}, t.gatewayTexts(s)...) })
			t.line(certificates[s], t.gates[at].box)
			carried = append(carried, g.Hosts...)
			for _, h := range g.Hosts {
				by[h] = at
			}
		}
		// A Gateway that lists a wildcard leaves out the hosts below it.
		all := routing.NewSet(carried)
		for _, h := range t.hostsOf[s] {
			if found, ok := all.MostSpecific(h.name); ok {
				at := by[found]
				t.gates[at].ways = append(t.gates[at].ways, h.way)
				t.entering[h.way] = at
			}
		}
	}
	for _, g := range t.TLSGateways {
		t.drawTLSGateway(g, certificates)
	}
}

// gate is the number of a Gateway, which is drawn where it is not yet.
func (t *tierDraft) gate(name string, s *plan.Server, texts func() []string) int {
	at, ok := t.gateAt[name]
	if ok {
		return at
	}
	at = len(t.gates)
	place := placed(t.Written.Name.Origin)
	if s != nil && s.Item != nil {
		place = placed(s.Item.Origin, t.Written.Name.Origin)
	}
	t.gates = append(t.gates, gate{box: t.box(Box{Column: Gateway, Texts: texts(), Place: place})})
	t.gateAt[name] = at
	return at
}

// gatewayTexts tell at which ports a server answers, and what port 80 does.
func (t *tierDraft) gatewayTexts(s *plan.Server) []string {
	servers := []*plan.Server{s}
	if t.plan.GatewayAPI() {
		servers = nil // its one Gateway is for all
		for i := range t.Servers {
			servers = append(servers, &t.Servers[i])
		}
	}
	var ports []string
	listens := func(number int, by func(*plan.Server) bool) {
		for _, one := range servers {
			if len(one.Hosts) > 0 && by(one) {
				ports = append(ports, fmt.Sprint(number))
				return
			}
		}
	}
	listens(plan.HTTPPort, (*plan.Server).ServesHTTP)
	listens(plan.HttpsPort, (*plan.Server).ServesTLS)
	for _, port := range t.Web {
		listens(port.Port.Value, func(one *plan.Server) bool { return one.Serves(port) })
	}
	out := []string{"ports " + some(ports, 5)}
	if len(ports) == 1 {
		out[0] = "port " + ports[0]
	}
	return append(out, redirectTexts(servers)...)
}

// redirectTexts tell what port 80 does beside answering.
func redirectTexts(servers []*plan.Server) []string {
	all, clear := true, 0
	for _, s := range servers {
		for i := range s.Doors {
			d := &s.Doors[i]
			all = all && d.Redirects()
			clear += len(d.Clear)
		}
	}
	switch {
	case all && clear > 0:
		return []string{fmt.Sprintf("80 redirects, but %d paths", clear)}
	case all:
		return []string{"80 redirects to https"}
	}
	for _, s := range servers {
		for i := range s.Doors {
			if s.Doors[i].Redirects() {
				return []string{"80 redirects some hosts"}
			}
		}
	}
	return nil
}

// drawTLSGateway draws the Gateway of a port that speaks tls. What is passed through has
// no certificate between it and the hosts.
func (t *tierDraft) drawTLSGateway(g *plan.TLSGateway, certificates map[*plan.Server]int) {
	name := g.Name
	if t.plan.GatewayAPI() {
		name = t.Names.Gateway
	}
	_, drawn := t.gateAt[name]
	at := t.gate(name, g.Server, func() []string { return []string{name, fmt.Sprintf("port %d, TLS", g.Port.Port.Value)} })
	box := t.gates[at].box
	if g.Server != nil && !drawn {
		t.line(certificates[g.Server], box)
	}
	for i := range t.hosts {
		if h := &t.hosts[i]; slices.Contains(g.Hosts, h.listed) || slices.Contains(g.Hosts, h.name) {
			t.gates[at].ways = append(t.gates[at].ways, h.way)
			if g.Server == nil && !drawn {
				t.line(h.box, box)
			}
		}
	}
}

// tcpGate is the Gateway of the tier's ports of TCP.
func (t *tierDraft) tcpGate(addresses []int) int {
	name := plan.TCPName(t.Names.Gateway)
	if t.plan.GatewayAPI() {
		name = t.Names.Gateway
	}
	at := t.gate(name, nil, func() []string {
		var ports []string
		for _, port := range t.TCP {
			ports = append(ports, fmt.Sprint(port.Port.Value))
		}
		return []string{name, "TCP " + some(ports, 4)}
	})
	if !t.direct {
		t.direct = true
		for _, address := range addresses {
			t.line(address, t.gates[at].box)
		}
	}
	return at
}
