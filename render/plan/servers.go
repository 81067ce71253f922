package plan

import (
	"slices"

	"render/render/format"
)

// deriveServers divides each tier's hosts over servers, and those over the Gateways
// that carry them.
func (p *Plan) deriveServers() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.Servers = []Server{{Hosts: t.AllHosts, Cert: &t.Written.Cert, TLS: &t.Written.TLS,
			HTTPPort: t.Names.HTTPPort, HTTPSPort: t.Names.HttpsPort, Secret: t.Names.Secret}}
		t.serverOf = map[string]*Server{}
		for j := range t.Servers {
			for _, h := range t.Servers[j].Hosts {
				t.serverOf[h.Value] = &t.Servers[j]
			}
		}
		t.oneGateway = p.GatewayAPI() // one IP, so one Gateway, whose size the listeners bound
		for j := range t.Servers {
			s := &t.Servers[j]
			if t.oneGateway {
				s.Gateways = []hostGroup{{Gateway: t.Names.Gateway, Hosts: format.Values(s.Hosts), number: 1}}
			} else {
				s.Gateways = t.hostGroups(s, t.Names.Gateway)
			}
			t.Hosts = append(t.Hosts, s.Gateways...)
		}
	}
}

// ServerOf is the one that answers for a host: one of the tier's, or below one of
// its wildcards. It is nil for a host that none has.
func (t *Tier) ServerOf(host string) *Server {
	found, _ := t.Known.MostSpecific(host)
	return t.serverOf[found]
}

// anyServer reports whether a tier has a server of which something holds.
func (t *Tier) anyServer(holds func(*Server) bool) bool {
	return slices.ContainsFunc(t.Servers, func(s Server) bool { return holds(&s) })
}
