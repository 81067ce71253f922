package plan

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// WebHostname is that of the listener for requests in clear on a port: "" for every name.
func (t *Tier) WebHostname(port *format.GatewayPort) string {
	return routing.OneAbove(t.hostsOf(func(s *Server) bool { return s.Serves(port) }))
}

// On is a listener of a server on port 443 as one on another port of the tier.
func (t *Tier) On(port *format.GatewayPort, section Section) Section {
	section.Name = port.Name.Value + strings.TrimPrefix(section.Name, t.Names.HttpsPort)
	return section
}

// WebSections are those that a server has for some hosts; of all where none is told.
func (t *Tier) WebSections(s *Server, hosts []string) []string {
	var out []string
	for _, port := range t.Web {
		switch {
		case !s.Serves(port):
		case port.Speaks() == format.ProtocolHTTPS:
			for _, name := range t.SectionsOf(s, hosts) {
				out = append(out, t.On(port, Section{Name: name}).Name)
			}
		default:
			out = append(out, port.Name.Value)
		}
	}
	return out
}

// PlainSections are the listeners on the tier's own ports for requests in clear.
func (t *Tier) PlainSections() []string {
	var out []string
	for _, port := range t.Web {
		if port.Speaks() != format.ProtocolHTTPS {
			out = append(out, port.Name.Value)
		}
	}
	return out
}

// deriveTLSSections gives ports that speak tls their listeners: one a host, or as on 443,
// where that tells which names it is for: a TCPRoute does not.
func (t *Tier) deriveTLSSections() {
	hosts, words := map[int][]string{}, map[int]map[string]string{}
	asOnTLS := func(g *TLSGateway) bool {
		every := func(s Section) bool { return s.Hostname == "" }
		return g.Server != nil && !g.named && (slices.Contains(g.Hosts, "*") || !slices.ContainsFunc(g.Server.Sections, every))
	}
	for _, g := range t.TLSGateways {
		if !asOnTLS(g) {
			hosts[g.Port.Port.Value] = append(hosts[g.Port.Port.Value], g.Hosts...)
		}
	}
	for port, list := range hosts {
		words[port] = t.listenerWords(list)
	}
	for _, g := range t.TLSGateways {
		if asOnTLS(g) {
			for _, section := range g.Server.Sections {
				g.Sections = append(g.Sections, t.On(g.Port, section))
			}
			continue
		}
		for _, h := range g.Hosts {
			g.Sections = append(g.Sections, sectionFor(g.Port.Name.Value+"-"+words[g.Port.Port.Value][h], h))
		}
	}
}

// Listens reports whether a listener of the Gateway API is on a tier's own port, as its
// Service has it then.
func (t *Tier) Listens(port *format.GatewayPort) bool {
	serves := func(s Server) bool { return s.Serves(port) }
	ends := func(g *TLSGateway) bool { return g.Port == port }
	return slices.Contains(t.Web, port) && slices.ContainsFunc(t.Servers, serves) || slices.Contains(t.TCP, port) || slices.ContainsFunc(t.TLSGateways, ends)
}

// portListeners counts the listeners on a tier's own ports, but for those of TCP.
func (t *Tier) portListeners() int {
	n := 0
	for _, port := range t.Web {
		if port.Speaks() != format.ProtocolHTTPS {
			n++
			continue
		}
		for i := range t.Servers {
			if s := &t.Servers[i]; s.Serves(port) {
				n += len(s.Sections)
			}
		}
	}
	for i := range t.TLSGateways {
		n += len(t.TLSGateways[i].Sections)
	}
	return n
}

// tlsRoutes are an app's TLSRoutes and TCPRoutes for ports that speak tls.
func (t *Tier) tlsRoutes(a *App) []GatewayRoute {
	var out []GatewayRoute
	for i := range a.Connections {
		c := &a.Connections[i]
		g := c.on
		if g == nil {
			continue
		}
		one := GatewayRoute{Kind: "TCPRoute", Name: c.Name, Namespace: a.Namespace, Tier: t, Origin: c.Origin, Whole: c.Routes[0]}
		if g.Server != nil {
			one.Sections = namesOfSections(g.Sections, nil)
			out = append(out, one)
			continue
		}
		one.Kind = "TLSRoute"
		for _, of := range sniRoutes(one, c.Hosts) {
			var listed []string
			for _, h := range of.Hosts {
				above, _ := t.Known.MostSpecific(h)
				listed = append(listed, above)
			}
			of.Sections = namesOfSections(g.Sections, listed)
			out = append(out, of)
		}
	}
	return out
}

// namesOfSections are those of listeners for some hosts; of all where none is told.
func namesOfSections(sections []Section, hosts []string) (out []string) {
	for i := range sections {
		if h := sections[i].hosts; hosts == nil || len(h) > 0 && slices.Contains(hosts, h[0]) {
			out = append(out, sections[i].Name)
		}
	}
	return out
}
