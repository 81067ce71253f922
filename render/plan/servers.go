package plan

import (
	"fmt"
	"path"
	"slices"

	"render/render/format"
)

// deriveServers divides each tier's hosts over servers, and those over the Gateways
// that carry them.
func (p *Plan) deriveServers() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.Servers = p.serversOf(t)
		t.oneGateway = p.GatewayAPI()
		t.deriveServerOf()
		t.deriveDoorOf()
		for j := range t.Servers {
			t.Servers[j].AsksClients = t.Servers[j].asksClients(t.Written)
		}
		for j := range t.Servers {
			p.deriveGateways(t, &t.Servers[j])
		}
	}
	p.deriveClients()
}

// deriveServerOf settles which server each host is on. All are on one mostly.
func (t *Tier) deriveServerOf() {
	if len(t.Servers) == 1 {
		if !t.Servers[0].Passthrough() {
			t.web = t.names
		}
		return
	}
	t.serverOf = map[string]*Server{}
	for j := range t.Servers {
		s := &t.Servers[j]
		for _, h := range s.Hosts {
			if t.serverOf[h.Value] == nil {
				t.serverOf[h.Value] = s
			}
		}
		if !s.Passthrough() {
			t.web = append(t.web, format.Values(s.Hosts)...)
		}
	}
}

// deriveGateways divides a server's hosts over Gateways.
func (p *Plan) deriveGateways(t *Tier, s *Server) {
	gateway, word := t.Names.Gateway, ""
	if s.Item != nil {
		word = "-" + s.slug
		gateway += word
	}
	switch {
	case !p.GatewayAPI():
		s.Gateways = t.hostGroups(s, gateway)
	case len(s.Hosts) > 0: // one IP, so one Gateway, whose size the listeners bound
		s.Gateways = []hostGroup{{Gateway: t.Names.Gateway, Hosts: format.Values(s.Hosts), number: 1}}
	}
	for k := range s.Gateways {
		s.Gateways[k].server, s.Gateways[k].of = word, s
	}
	t.Hosts = append(t.Hosts, s.Gateways...)
}

// serversOf are the tier's own server, and one for the items that have another
// certificate or another mode of TLS: all those that say the same are one, and
// what says the same as the tier is the tier's own.
func (p *Plan) serversOf(t *Tier) []Server {
	w := t.Written
	own, others := p.ownServer(t)
	out := []Server{own}
	at := map[string]int{}
	if len(own.Hosts) > 0 {
		at[p.identity(&out[0])] = 0
	}
	for _, item := range others {
		if len(item.Host) == 0 {
			continue
		}
		s := Server{Item: item, Hosts: item.Host, Cert: item.Cert, TLS: itemTLS(item, w)}
		if item.Cert == nil {
			s.Cert = &w.Cert
		}
		id := p.identity(&s)
		if found, ok := at[id]; ok {
			same := &out[found]
			if !same.Cert.IsSet() {
				same.Cert = s.Cert // the same, whatever the first plain host is now
			}
			same.Hosts = append(slices.Clip(same.Hosts), item.Host...)
			same.admit(s.TLS, item.Host)
			continue
		}
		at[id] = len(out)
		s.admit(s.TLS, item.Host)
		out = append(out, s)
	}
	t.nameServers(out)
	return out
}

// ownServer is the tier's own, and the items that are not on it.
func (p *Plan) ownServer(t *Tier) (own Server, others []*format.HostItem) {
	w := t.Written
	own = Server{Cert: &w.Cert, TLS: &w.TLS, HTTPPort: t.Names.HTTPPort, HTTPSPort: t.Names.HttpsPort, Secret: t.Names.Secret}
	own.admit(&w.TLS, nil) // the first, whatever the order of the file
	for i := range w.Hosts {
		item := &w.Hosts[i]
		if !p.ownItem(item, w) {
			others = append(others, item)
			continue
		}
		own.Hosts = append(own.Hosts, item.Host...)
		if len(item.Host) > 0 {
			own.admit(itemTLS(item, w), item.Host)
		}
	}
	if len(own.Doors[0].Hosts) == 0 {
		own.Doors = own.Doors[1:]
	}
	return own, others
}

// ownItem reports whether an item's hosts are on the tier's own server, whatever their
// certificate.
func (p *Plan) ownItem(item *format.HostItem, tier *format.Tier) bool {
	return item.Cert == nil && (item.TLS == nil || p.tlsIdentity(itemTLS(item, tier)) == p.tlsIdentity(&tier.TLS))
}

// identity is the same for servers that show clients the same and ask them for the
// same.
func (p *Plan) identity(s *Server) string {
	id := p.tlsIdentity(s.TLS)
	switch {
	case !s.TLS.Terminated():
	case s.Cert.Secret.IsSet():
		id += " Secret " + s.Cert.Secret.Value
	default:
		crt, key := p.PairFiles(s)
		id += fmt.Sprintf(" %q %q %q", path.Clean(crt), path.Clean(key), s.Cert.CA.Value)
	}
	return id
}

// PairFiles are the certificate's file and the key's.
func (p *Plan) PairFiles(s *Server) (crt, key string) {
	if s.Cert.Crt.IsSet() {
		return s.Cert.Crt.Value, s.Cert.Key.Value
	}
	stem := s.Cert.Stem.Value
	if !s.Cert.Stem.IsSet() {
		stem = path.Join(p.Document.Certs.Dir.Value, CertificateName(s.FirstPlain().Value))
	}
	return stem + ".crt", stem + ".key"
}

// tlsIdentity is the same for two ways to speak that are one.
func (p *Plan) tlsIdentity(t *format.TLS) string {
	out := fmt.Sprintf("%s %s %q %q", t.Mode.Value, t.MinVersion.Value, t.ClientCA.Value, format.Values(t.Ciphers))
	if !p.oneServer(t) {
		out += fmt.Sprintf(" %v %q", t.Redirect.On.Value, format.Values(t.Redirect.Except))
	}
	return out
}

// itemTLS is how port 443 speaks for an item: what it leaves out is the tier's, as far as
// that has a meaning in the item's mode.
func itemTLS(item *format.HostItem, tier *format.Tier) *format.TLS {
	if item.TLS == nil {
		return &tier.TLS
	}
	own, out := item.TLS, tier.TLS
	out.Origin = own.Origin
	if own.Mode.IsSet() {
		out.Mode = own.Mode
	}
	if own.MinVersion.IsSet() || !out.Terminated() {
		out.MinVersion = own.MinVersion
	}
	if len(own.Ciphers) > 0 || !out.Terminated() {
		out.Ciphers = own.Ciphers
	}
	if own.Redirect.IsSet() || out.Mode.Value == format.TLSOff {
		out.Redirect = own.Redirect
	}
	if own.ClientCA.IsSet() || !out.ClientCertificates() && !portsAsk(tier) {
		out.ClientCA = own.ClientCA
	}
	return &out
}

// portsAsk reports whether clients are asked for certificates on some port of a tier's own.
func portsAsk(tier *format.Tier) bool {
	return slices.ContainsFunc(tier.Ports, func(port format.GatewayPort) bool {
		mode := format.TLSMode(port.TLS.Mode.Value)
		return mode == format.TLSMutual || mode == format.TLSOptionalMutual
	})
}
