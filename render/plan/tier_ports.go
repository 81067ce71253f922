package plan

import (
	"slices"

	"render/render/format"
)

// deriveTierPorts finds the ports of each tier that serve its hosts and routes as 80 and 443
// do. One that a route of connections names is that route's, unless it says otherwise.
func (p *Plan) deriveTierPorts() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		named := map[int]bool{}
		for j := range t.Written.Apps {
			for _, r := range t.Written.Apps[j].Routes {
				named[r.TCP.Value] = named[r.TCP.Value] || r.TCP.IsSet()
				named[r.TLS.Value] = named[r.TLS.Value] || r.TLS.IsSet()
			}
		}
		for j := range t.Written.Ports {
			port := &t.Written.Ports[j]
			if port.Web() && !t.OwnPort(port.Port.Value) && (port.Explicit() || !named[port.Port.Value]) {
				t.Web = append(t.Web, port)
			}
		}
	}
}

// OwnPort reports whether the tier's gateway has a port itself, 80 and 443 for its hosts.
func (t *Tier) OwnPort(number int) bool {
	return number == StatusPort || t.Written.ServesHosts() && (number == HTTPPort || number == HttpsPort)
}

// Serves reports whether a server answers requests on a port that speaks HTTP.
func (s *Server) Serves(port *format.GatewayPort) bool {
	if s.Passthrough() || len(s.Hosts) == 0 {
		return false
	}
	return port.Speaks() != format.ProtocolHTTPS || s.TLS.Terminated()
}

// TLSOn is how a server speaks TLS on a port: as that says, else as on 443.
func (s *Server) TLSOn(port *format.GatewayPort) *format.TLS {
	out := *s.TLS
	if mode := port.TLS.Mode; mode.Value != "" {
		out.Mode.Value, out.Mode.Origin = format.TLSMode(mode.Value), mode.Origin
	}
	if least := port.TLS.MinVersion; least.Value != "" {
		out.MinVersion = least
	}
	return &out
}

// Ends reports whether the gateway ends TLS on a port, for which it needs a certificate.
func (s *Server) Ends(port *format.GatewayPort) bool {
	return s.TLSOn(port).Terminated() && s.TLS.Terminated()
}

// Passes reports whether it hands them on as they are.
func (s *Server) Passes(port *format.GatewayPort) bool {
	return s.TLSOn(port).Mode.Value == format.TLSPassthrough
}

// EndedOn are the servers of which a listener ends TLS on a port of the tier.
func (t *Tier) EndedOn(port *format.GatewayPort) []*Server {
	var out []*Server
	for _, g := range t.TLSGateways {
		if g.Port == port && g.Server != nil && !slices.Contains(out, g.Server) {
			out = append(out, g.Server)
		}
	}
	if port.Speaks() != format.ProtocolHTTPS || !slices.Contains(t.Web, port) {
		return out
	}
	for i := range t.Servers {
		if s := &t.Servers[i]; s.Serves(port) {
			out = append(out, s)
		}
	}
	return out
}

// Optional is the first server that asks clients for certificates that they may have, on
// 443 or on a port of the tier; nil for none.
func (t *Tier) Optional() *Server {
	optional := func(tls *format.TLS) bool { return tls.Mode.Value == format.TLSOptionalMutual }
	for i := range t.Servers {
		if s := &t.Servers[i]; len(s.Hosts) > 0 && optional(s.TLS) {
			return s
		}
	}
	for i := range t.Written.Ports {
		port := &t.Written.Ports[i]
		for _, s := range t.EndedOn(port) {
			if optional(s.TLSOn(port)) {
				return s
			}
		}
	}
	return nil
}

// asksClients reports whether a server asks clients for certificates on any port.
func (s *Server) asksClients(t *format.Tier) bool {
	return s.TLS.ClientCertificates() || slices.ContainsFunc(t.Ports, func(port format.GatewayPort) bool {
		return port.TLS.IsSet() && s.TLS.Terminated() && s.TLSOn(&port).ClientCertificates()
	})
}

// deriveClients finds the servers that share a Secret with authorities of clients.
func (p *Plan) deriveClients() {
	first := map[[2]string]*Server{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Servers {
			s := &t.Servers[j]
			if !s.AsksClients || len(s.Hosts) == 0 {
				continue
			}
			at := [2]string{t.GatewayNamespace, s.Secret}
			if first[at] == nil {
				first[at] = s
			}
			s.Clients = first[at]
		}
	}
}
