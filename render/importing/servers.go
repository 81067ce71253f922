package importing

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// findServers finds the Gateways of each tier, and what they serve.
func (im *importer) findServers() {
	for _, t := range im.tiers {
		gateways := im.gatewaysOf(t)
		usual := "gateway-ingressgateway"
		if t.name != "primary" {
			usual += "-" + t.name
		}
		most := -1
		for _, g := range gateways {
			n := 0
			if !im.standard { // of whose Gateway the others are parts
				n = im.routesOf(g)
			}
			if id := g.ID(); n > most || id.Name == usual {
				t.gateway, t.space = id.Name, id.Namespace
				if most = n; id.Name == usual {
					most = math.MaxInt
				}
			}
		}
		if t.gateway != "" && t.gateway != usual && !strings.HasPrefix(t.gateway, usual+"-") {
			t.names.Add("gateway", t.gateway)
		}
		t.routed = t.gateway
		t.parts = t.gateway != usual && strings.HasPrefix(t.gateway, usual+"-") && !slices.ContainsFunc(gateways, func(g *objects.Object) bool { return !manifest.Rendered(g.Members()) })
		if t.parts {
			t.routed = usual
		}
		if paths := im.excepts[t.space+"/"+t.gateway]; paths != nil {
			t.except = paths
		}
		for _, g := range gateways {
			im.serversOf(t, g)
		}
		im.findDoors(t, gateways)
		im.listBelow(t, gateways)
	}
}

// routesOf are how many VirtualServices are for a Gateway: of a tier's it is the main one that most
// are for.
func (im *importer) routesOf(g *objects.Object) (n int) {
	for v := range im.world.VirtualServices() {
		if names(v.Object(), g) {
			n++
		}
	}
	return n
}

func (im *importer) serversOf(t *tier, g *objects.Object) {
	doors := im.doorsOf([]*objects.Object{g})
	for _, s := range g.Members().Object("spec").List("servers") {
		one, _ := s.(manifest.Object)
		port := one.Object("port")
		n, _ := number(port.Get("number"))
		n = t.portOf(n)
		protocol := spoken(port.Text("protocol"))
		if protocol == "udp" {
			continue // of the Service alone: no Gateway serves it
		}
		var hosts []string
		for _, h := range one.List("hosts") {
			text, _ := h.(string)
			if _, bare, cut := strings.Cut(text, "/"); cut {
				text = bare
			}
			hosts = append(hosts, text)
		}
		if n != 80 && n != 443 || protocol == "tcp" {
			t.ports[n] = im.portServed(t, n, protocol, one)
			continue
		}
		if len(hosts) == 0 {
			continue
		}
		at := slices.IndexFunc(t.servers, func(s *server) bool { return slices.Equal(s.hosts, hosts) })
		if at < 0 {
			t.servers = append(t.servers, &server{hosts: hosts})
			at = len(t.servers) - 1
		}
		of := t.servers[at]
		of.main = of.main || g.ID().Name == t.gateway
		if n == 80 {
			of.clear, of.clearly = true, one.Object("tls")
			if allSecured(doors, hosts) {
				of.clearly = of.clearly.With(true, "httpsRedirect")
			}
		} else {
			of.has443, of.tls = true, one.Object("tls")
		}
	}
	t.foldClear()
	slices.SortStableFunc(t.servers, func(a, b *server) int { return cmp.Compare(rank(a), rank(b)) })
}

// portServed is what a port of its own says of what a server of a Gateway speaks there.
func (im *importer) portServed(t *tier, n int64, protocol string, one manifest.Object) document.Mapping {
	var extra document.Mapping
	if protocol != "tcp" {
		extra.Add("protocol", protocol)
	}
	switch {
	case one.Object("tls").Text("mode") == "PASSTHROUGH":
		return document.Mapping{{Key: "protocol", Value: "tls"}, {Key: "tls", Value: "passthrough"}}
	case protocol == "https" || protocol == "tls":
		_, tls := im.security(t, &server{has443: true, tls: one.Object("tls")}, "", true)
		t.portTLS[n] = slices.DeleteFunc(tls, func(m document.Member) bool { return m.Key != "mode" && m.Key != "minVersion" })
	}
	if protocol == "tls" && one.Object("tls").Text("credentialName") != "" {
		t.ended = append(t.ended, one)
	}
	return extra
}

// spoken is what a server of a Gateway speaks, as a topology says it: what has no word there is a
// connection.
func spoken(protocol string) string {
	switch protocol = strings.ToLower(protocol); protocol {
	case "http", "http2", "grpc", "https", "tls", "udp":
		return protocol
	case "grpc-web":
		return "http"
	}
	return "tcp"
}

func rank(s *server) int {
	if s.main {
		return 0
	}
	return 1
}

// hosts are what a tier lists, with certificates and TLS of their own where they have them.
func (im *importer) hosts(m *document.Mapping, t *tier) {
	if len(t.servers) == 0 {
		im.hostsOfPorts(m, t)
		return
	}
	secret := "tls-credential"
	if t.name != "primary" {
		secret = "tls-" + t.name + "-credential"
	}
	first, rest := &server{has443: true}, t.servers
	var list []any
	var cert, tls document.Mapping
	certs := map[string]document.Mapping{}
	if !t.parts {
		first, rest = rest[0], rest[1:]
		list = document.Strs(first.hosts)
		cert, tls = im.security(t, first, secret, true)
	}
	for _, s := range rest {
		var one document.Mapping
		one.Add("host", document.Alone(document.Strs(s.hosts)))
		if s.has443 && s.tls.Text("credentialName") != "" && s.tls.Text("credentialName") == first.tls.Text("credentialName") {
			s.shared = true
		}
		own, ownTLS := im.security(t, s, strings.TrimSuffix(secret, "credential")+hostSlug(s.hosts[0])+"-credential", false)
		if tier := first.tls.Text("mode"); s.has443 && s.tls.Text("mode") != "PASSTHROUGH" && (tier == "PASSTHROUGH" || !first.has443) {
			ownTLS = append(document.Mapping{{Key: "mode", Value: "simple"}}, ownTLS...)
		}
		if _, tiers := find(tls, "redirect"); tiers && s.has443 && s.clear && s.clearly.Get("httpsRedirect") != true && s.tls.Text("mode") != "PASSTHROUGH" && im.clearOf(t, s) == nil && len(s.except) == 0 {
			ownTLS = append(slices.DeleteFunc(ownTLS, func(m document.Member) bool { return m.Key == "redirect" }), document.Member{Key: "redirect", Value: false})
		}
		if s.anew && len(cert) > 0 {
			own = t.fileOf(s) // else it would be the tier's, which its issuer does not make
		}
		if s.undivided != nil && !s.shared { // one server with the part before it
			if shown := s.tls.Text("credentialName"); certs[shown] == nil {
				certs[shown] = own
			} else {
				own = certs[shown]
			}
		}
		if len(own) == 1 && own[0].Key == "" {
			one.Add("cert", own[0].Value)
		} else {
			one.Add("cert", own)
		}
		if document.Flow(ownTLS) != document.Flow(tls) { // else it is the tier's
			one.Add("tls", bare(ownTLS))
		}
		if len(one) == 1 { // all of it is the tier's
			list = append(list, document.Strs(s.hosts)...)
			continue
		}
		list = append(list, one)
	}
	first.inPlace(list)
	m.Add("hosts", list)
	m.Add("cert", cert)
	m.Add("tls", bare(tls))
}

// bare is TLS as its mode, where that is all.
func bare(tls document.Mapping) any {
	if len(tls) == 1 && tls[0].Key == "mode" {
		return tls[0].Value
	}
	return tls
}

func hostSlug(host string) string {
	return strings.NewReplacer("*", "wildcard", ".", "-").Replace(host)
}

// security are the certificate of a server and its TLS, as far as they are not what a tier
// has by itself.
func (im *importer) security(t *tier, s *server, usual string, main bool) (cert, tls document.Mapping) {
	switch mode := s.tls.Text("mode"); {
	case !s.has443:
		tls.Add("mode", "off")
	case mode == "SIMPLE" || mode == "" || mode == "AUTO_PASSTHROUGH" || mode == "ISTIO_MUTUAL": // what no topology has is missed
	default:
		tls.Add("mode", strings.ToLower(strings.ReplaceAll(mode, "_", "-")))
	}
	_, authority := im.world.Secret(t.namespace, s.tls.Text("credentialName")+"-cacert")
	_, made := im.world.Secret(t.namespace, s.tls.Text("credentialName"))
	if mode := s.tls.Text("mode"); (mode == "MUTUAL" || mode == "OPTIONAL_MUTUAL") && (authority || made) {
		tls.Add("clientCA", im.clientsFile(t, s))
	}
	if v := s.tls.Text("minProtocolVersion"); v != "" && v != "TLSV1_2" {
		tls.Add("minVersion", strings.ReplaceAll(strings.TrimPrefix(v, "TLSV"), "_", "."))
	}
	tls.Add("ciphers", s.tls.List("cipherSuites"))
	if _, has := find(tls, "clientCA"); !has {
		tls.Add("clientCA", s.tls.Text("clientCA"))
	}
	switch {
	case s.clearly.Get("httpsRedirect") == true, s.has443 && !s.clear && s.tls.Text("mode") != "PASSTHROUGH" && usual != "":
		tls.Add("redirect", true) // what is not served in clear is not from now on
	case len(im.clearOf(t, s)) > 0 && usual != "":
		tls.Add("redirect", im.excepting(im.clearOf(t, s)))
	case len(s.except) > 0 && usual != "":
		tls.Add("redirect", im.excepting(s.except))
	case len(t.except) > 0 && main && usual != "":
		tls.Add("redirect", im.excepting(t.except))
	}
	name := s.tls.Text("credentialName")
	if name == "" {
		return cert, tls
	}
	if usual == "" {
		return nil, tls // a port's, of which the tier has the certificate
	}
	return im.certificateOf(t, s, usual, main), tls
}
