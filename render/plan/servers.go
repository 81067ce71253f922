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
		s.Gateways[k].server = word
	}
	t.Hosts = append(t.Hosts, s.Gateways...)
}

// serversOf are the tier's own server, and one for the items that have another
// certificate or another mode of TLS: all those that say the same are one, and
// what says the same as the tier is the tier's own.
func (p *Plan) serversOf(t *Tier) []Server {
	w := t.Written
	own := Server{Cert: &w.Cert, TLS: &w.TLS, HTTPPort: t.Names.HTTPPort, HTTPSPort: t.Names.HttpsPort, Secret: t.Names.Secret}
	var others []*format.HostItem
	for i := range w.Hosts {
		if item := &w.Hosts[i]; !ownItem(item, w) {
			others = append(others, item)
		}
	}
	if own.Hosts = t.AllHosts; len(others) > 0 {
		own.Hosts = nil
		for i := range w.Hosts {
			if item := &w.Hosts[i]; ownItem(item, w) {
				own.Hosts = append(own.Hosts, item.Host...)
			}
		}
	}
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
			continue
		}
		at[id] = len(out)
		out = append(out, s)
	}
	t.nameServers(out)
	return out
}

// ownItem reports whether an item's hosts are on the tier's own server, whatever their
// certificate.
func ownItem(item *format.HostItem, tier *format.Tier) bool {
	return item.Cert == nil && (item.TLS == nil || tlsIdentity(itemTLS(item, tier)) == tlsIdentity(&tier.TLS))
}

// identity is the same for servers that show clients the same and ask them for the
// same.
func (p *Plan) identity(s *Server) string {
	id := tlsIdentity(s.TLS)
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
func tlsIdentity(t *format.TLS) string {
	return fmt.Sprintf("%s %s %v %q %q %q", t.Mode.Value, t.MinVersion.Value, t.Redirect.On.Value, format.Values(t.Redirect.Except), t.ClientCA.Value, format.Values(t.Ciphers))
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

// ServerOf is the one that answers for a host: one of the tier's, or below one of
// its wildcards. It is nil for a host that none has.
func (t *Tier) ServerOf(host string) *Server {
	found, ok := t.Known.MostSpecific(host)
	if !ok {
		return nil
	}
	return t.listedOn(found)
}

// EndedBy is the wildcard of a server that ends TLS which takes in a host's connections
// where nothing else does; not set for none.
func (t *Tier) EndedBy(host string) format.Text {
	for above, ok := t.Known.Above(host); ok; above, ok = t.Known.Above(above) {
		if s := t.listedOn(above); s != nil && s.TLS.Terminated() {
			for _, h := range s.Hosts {
				if h.Value == above {
					return h
				}
			}
		}
	}
	return format.Text{}
}

// listedOn is the server of a host that the tier lists; nil for another one.
func (t *Tier) listedOn(host string) *Server {
	if len(t.Servers) > 1 {
		return t.serverOf[host]
	}
	if !t.Known.Has(host) {
		return nil
	}
	return &t.Servers[0]
}

// AnyServer reports whether a tier has a server with hosts of which something holds.
func (t *Tier) AnyServer(holds func(*Server) bool) bool {
	for i := range t.Servers {
		if s := &t.Servers[i]; len(s.Hosts) > 0 && holds(s) {
			return true
		}
	}
	return false
}

// OneServer reports whether all of a tier's hosts are on one server.
func (t *Tier) OneServer() bool {
	n := 0
	for i := range t.Servers {
		if len(t.Servers[i].Hosts) > 0 {
			n++
		}
	}
	return n < 2
}

// PassesAll reports whether TLS is passed through for all of a tier's hosts.
func (t *Tier) PassesAll() bool { return len(t.web) == 0 && len(t.AllHosts) > 0 }

// PassesAllOf reports whether TLS is passed through for all of some hosts; for none
// named, of the tier's.
func (t *Tier) PassesAllOf(hosts []format.Text) bool {
	if len(hosts) == 0 {
		return t.PassesAll()
	}
	return !slices.ContainsFunc(hosts, func(h format.Text) bool {
		s := t.ServerOf(h.Value)
		return s == nil || !s.Passthrough()
	})
}

// Between is for a host with a wildcard above it of its own server, and one of another
// server between the two: that one and the own one. Both are zero where there is none,
// or where the server ends no TLS.
func (t *Tier) Between(host string) (other, own format.Text) {
	s := t.serverOf[host]
	above, ok := t.Known.Above(host)
	if !ok || s == nil || t.serverOf[above] == s || !s.TLS.Terminated() {
		return format.Text{}, format.Text{}
	}
	text := func(host string) format.Text {
		return t.AllHosts[slices.IndexFunc(t.AllHosts, func(h format.Text) bool { return h.Value == host })]
	}
	for wide, ok := t.Known.Above(above); ok; wide, ok = t.Known.Above(wide) {
		if t.serverOf[wide] == s {
			return text(above), text(wide)
		}
	}
	return format.Text{}, format.Text{}
}
