package rules

import (
	"path"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// servers takes the names of a tier's Gateways, and of its servers' Secrets.
func (c *claims) servers(p *plan.Tier) {
	t := p.Written
	api := c.v.plan.GatewayAPI()
	if api || len(p.TCP) > 0 {
		name := p.Names.Gateway
		if !api {
			name = plan.TCPName(name)
		}
		c.take("Gateway", p.GatewaysIn, name, format.Or(t.Names.Gateway.Origin, t.Name.Origin), "names.gateway")
	}
	for j := range p.TLSGateways {
		if g := p.TLSGateways[j]; !api {
			c.take("Gateway", p.GatewaysIn, g.Name, g.Origin, "names.gateway")
		}
	}
	for j := range p.Closed {
		c.virtualService(&p.Closed[j])
	}
	for j := range p.Redirects {
		c.virtualService(&p.Redirects[j])
	}
	for j := range p.Servers {
		s := &p.Servers[j]
		if len(s.Hosts) == 0 {
			continue
		}
		gateway, secret := format.Or(t.Names.Gateway.Origin, t.Name.Origin), format.Or(t.Names.Secret.Origin, t.Name.Origin)
		if s.Item != nil {
			gateway, secret = s.Hosts[0].Origin, s.Hosts[0].Origin
		}
		for _, group := range s.Gateways {
			if !api {
				c.take("Gateway", p.GatewaysIn, group.Gateway, gateway, "names.gateway")
			}
		}
		if s.OwnsSecret() {
			c.secrets(s.Secret, p, secret)
		}
		c.v.checkClientsShared(s)
		if s.RendersClientCA() {
			c.take("Secret", p.GatewayNamespace, plan.ClientCASecret(s.Secret), format.Or(t.Names.Secret.Origin, format.Or(s.Cert.Secret.Origin, secret)), "names.secret")
		}
	}
}

// secrets takes the name of a tier's TLS Secret, and of its copies, which are
// told of only where the first is not.
func (c *claims) secrets(name string, t *plan.Tier, m format.Origin) {
	spaces := c.v.plan.SecretNamespaces(t)
	if !c.v.plan.RendersSecrets() {
		spaces = spaces[:1]
	}
	for _, namespace := range spaces {
		_, told := c.taken[claim{"Secret", namespace, name}]
		c.take("Secret", namespace, name, m, "names.secret")
		if told {
			return
		}
	}
}

// checkClientsShared tells of two servers that show one Secret and would check clients by
// different authorities: Istio looks for those in one Secret, called after that.
func (v *verdict) checkClientsShared(s *plan.Server) {
	first := s.Clients
	if first == nil || first == s || first.OwnsSecret() && s.OwnsSecret() { // which has the name of the Secret told
		return
	}
	file, other := s.TLS.ClientCA, first.TLS.ClientCA
	if file.IsSet() == other.IsSet() && (!file.IsSet() || path.Clean(file.Value) == path.Clean(other.Value)) {
		return
	}
	here, there := format.Or(file.Origin, s.Cert.Secret.Origin), format.Or(other.Origin, first.Cert.Secret.Origin)
	if !file.IsSet() {
		here, there = there, here
	}
	v.fail("client-ca-shared", here, "Istio checks clients by the Secret "+wording.Quote(plan.ClientCASecret(s.Secret))+" wherever "+wording.Quote(s.Secret)+
		" is shown, and two servers that show it would check them by different authorities", "write one clientCA for both, or another cert at one of the two", there)
}
