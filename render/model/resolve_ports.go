package model

import (
	"render/render/format"
	"render/render/plan"
)

// resolveTLS is how a server ends TLS, as it is said for one of its ports.
func resolveTLS(s *plan.Server, tls *format.TLS) *TLS {
	return &TLS{Mode: string(tls.Mode.Value), MinVersion: string(tls.MinVersion.Value), Secret: s.Secret, Ciphers: ciphers(s)}
}

// resolveWebPorts are the ports beside 80 and 443 on which a server answers, or has to
// be there for hosts that it does not answer.
func resolveWebPorts(t *plan.Tier, s *plan.Server) []WebPort {
	var out []WebPort
	for _, port := range t.Web {
		if closed := s.Closed && port.Speaks() != format.ProtocolHTTPS; !closed && !s.Serves(port) {
			continue
		}
		one := WebPort{Name: port.Name.Value, Number: port.Port.Value, Protocol: string(port.Speaks())}
		if port.Speaks() == format.ProtocolHTTPS {
			one.TLS = resolveTLS(s, s.TLSOn(port))
		}
		out = append(out, one)
	}
	return out
}

// resolveTLSGateways are the Gateways of a tier's ports that speak tls.
func resolveTLSGateways(t *plan.Tier) []TLSGateway {
	var out []TLSGateway
	for i := range t.TLSGateways {
		g := t.TLSGateways[i]
		one := TLSGateway{Name: g.Name, Port: g.Port.Name.Value, Number: g.Port.Port.Value, Hosts: g.Hosts}
		if g.Server != nil {
			one.TLS = resolveTLS(g.Server, g.Server.TLSOn(g.Port))
		}
		out = append(out, one)
	}
	return out
}

// portListeners are the listeners of the Gateway API on a tier's own ports of the web and
// of TLS.
func portListeners(t *plan.Tier, routes bool) []Listener {
	var out []Listener
	for _, port := range t.Web {
		number := port.Port.Value
		if port.Speaks() != format.ProtocolHTTPS {
			out = append(out, Listener{Name: port.Name.Value, Port: number, Protocol: "HTTP", Hostname: named(t.WebHostname(port)), Routes: routes})
			continue
		}
		for i := range t.Servers {
			s := &t.Servers[i]
			if !s.Serves(port) {
				continue
			}
			for _, section := range s.Sections {
				out = append(out, endedListener(s, s.TLSOn(port), number, t.On(port, section), "HTTPS", routes))
			}
		}
	}
	for i := range t.TLSGateways {
		g := t.TLSGateways[i]
		number := g.Port.Port.Value
		for _, section := range g.Sections {
			if g.Server == nil {
				out = append(out, passedListener(number, section, routes))
			} else {
				out = append(out, endedListener(g.Server, g.Server.TLSOn(g.Port), number, section, "TLS", routes))
			}
		}
	}
	return out
}

// passedListener is one on a port on which TLS is passed on.
func passedListener(port int, section plan.Section, routes bool) Listener {
	return Listener{Name: section.Name, Port: port, Protocol: "TLS", Hostname: named(section.Hostname), Passthrough: true, Routes: routes}
}

// endedListener is one on a port on which a server ends TLS, as it is said for that port.
func endedListener(s *plan.Server, tls *format.TLS, port int, section plan.Section, protocol string, routes bool) Listener {
	out := Listener{Name: section.Name, Port: port, Protocol: protocol, Hostname: named(section.Hostname), Secret: &s.Secret, Ciphers: ciphers(s), Routes: routes}
	if tls.ClientCertificates() {
		out.ClientMode = optionalWord(tls.Mode)
	}
	return out
}
