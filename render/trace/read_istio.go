package trace

import (
	"net/netip"
	"strings"

	"render/render/objects"
)

func readGateway(g objects.Gateway) *gateway {
	out := &gateway{meta: metaOf(g.Object()), selector: g.Selector().Labels()}
	for _, s := range g.Servers().All() {
		port, _ := s.Port().Number().Value()
		one := &server{gateway: out, field: s.Field, name: s.Name().Value(), portName: s.Port().Name().Value(), port: port,
			protocol: strings.ToUpper(s.Port().Protocol().Value()), bind: s.Bind().Value()}
		for _, h := range s.Hosts().All() {
			one.hosts = append(one.hosts, objects.ServerHost(h.Value(), out.namespace))
		}
		if t := s.TLS(); t.Present() {
			one.tls, one.mode = true, strings.ToUpper(t.Mode().Value())
			if one.mode == "" {
				one.mode = "PASSTHROUGH"
			}
			one.redirect, _ = t.HTTPSRedirect().Value()
			one.readCredentials(t)
		}
		out.servers = append(out.servers, one)
	}
	return out
}

// readCredentials reads which Secrets a server's certificate is in.
func (s *server) readCredentials(t objects.ServerTLS) {
	for _, n := range t.Credentials() {
		s.secrets = append(s.secrets, readCredential(n))
	}
}

// readCredential reads what a credentialName calls: a Secret of the pods' namespace, the
// mesh's own certificate, or one that another server is asked for, in whose place is a
// Secret where there is no such server (istio, pilot/pkg/security/model/authentication.go).
func readCredential(name objects.Text) credential {
	text, sds := strings.CutPrefix(name.Value(), "sds://")
	return credential{field: name.Field, name: "kubernetes://" + text, secret: text, own: text == "builtin://", asked: sds}
}

// gatewayName is the whole name of a Gateway that a VirtualService names.
func gatewayName(text, own string) string {
	if text == "mesh" {
		return text
	}
	id := objects.GatewayOf(text, own)
	return id.Namespace + "/" + id.Name
}

// wholeHost completes a host without dots, as istiod does (ResolveShortnameToFQDN).
func wholeHost(host, namespace string) string {
	if host == "" || host == "*" || strings.Contains(host, ".") {
		return host
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	return host + "." + namespace + clusterDomain
}

// readVirtualServices reads those of Istio, with what they delegate in place of the
// delegations; one without hosts is there for others alone.
func (m *Mesh) readVirtualServices() []*virtualService {
	var roots []*virtualService
	delegates := map[string]*virtualService{}
	for v := range m.world.VirtualServices() {
		one := m.readVirtualService(v)
		if len(one.hosts) == 0 {
			delegates[one.namespace+"/"+one.name] = one
			continue
		}
		roots = append(roots, one)
	}
	for _, v := range roots {
		v.http = delegated(v, delegates)
	}
	return roots
}

func (m *Mesh) readVirtualService(v objects.VirtualService) *virtualService {
	out := &virtualService{meta: metaOf(v.Object())}
	own := out.namespace
	for _, h := range v.Hosts().All() {
		out.hosts = append(out.hosts, wholeHost(h.Value(), own))
	}
	for _, g := range v.Gateways().All() {
		out.gateways = append(out.gateways, gatewayName(g.Value(), own))
	}
	out.exportTo = v.Namespaces(m.exportTo)
	for _, r := range v.HTTP().All() {
		out.http = append(out.http, m.readHTTPRule(r, own))
	}
	for _, r := range v.TLS().All() {
		out.tls = append(out.tls, m.readConnections(r, own))
	}
	for _, r := range v.TCP().All() {
		out.tcp = append(out.tcp, m.readConnections(r, own))
	}
	return out
}

func (m *Mesh) readConnections(r objects.ConnectionRule, own string) connectionRoute {
	out := connectionRoute{field: r.Field}
	for _, c := range r.Matches().All() {
		one := connectionMatch{field: c.Field}
		one.port, _ = c.Port().Value()
		for _, h := range c.SNIHosts().All() {
			one.hosts = append(one.hosts, h.Value())
		}
		for _, g := range c.Gateways().All() {
			one.gateways = append(one.gateways, gatewayName(g.Value(), own))
		}
		out.matches = append(out.matches, one)
	}
	for _, d := range r.Routes().All() {
		out.to = append(out.to, readDestination(d, own))
	}
	return out
}

// readDestination reads where requests go; its port is 0 where nothing is said.
func readDestination(d objects.WeightedDestination, own string) Destination {
	weight, _ := d.Weight().Value()
	port, _ := d.Destination().Port().Number().Value()
	return Destination{Host: wholeHost(d.Destination().Host().Value(), own), Port: port, Subset: d.Destination().Subset().Value(), Weight: weight, field: d.Field}
}
