package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/objects"
	"render/render/routing"
)

// listBelow lists hosts that a tier's Gateways do not list on port 443, since a wildcard there covers
// them: those whose requests in clear are all redirected while the wildcard's are not, and those for
// which TLS is ended on a port of its own.
func (im *importer) listBelow(t *tier, gateways []*objects.Object) {
	var doors []map[string]door
	for _, g := range gateways {
		doors = append(doors, im.doorsOf([]*objects.Object{g}))
	}
	for _, host := range im.hostsOf(gateways) {
		over := t.over(host)
		if over == nil || !over.clear || over.clearly.Get("httpsRedirect") == true || !slices.ContainsFunc(doors, func(of map[string]door) bool { return doorAt(of, host).secured }) {
			continue
		}
		own := *over
		own.hosts, own.below, own.main, own.apart = []string{host}, nil, false, true
		own.clearly = own.clearly.With(true, "httpsRedirect")
		t.servers = append(t.servers, &own)
	}
	for _, server := range t.ended {
		for _, host := range document.Texts(server.List("hosts")) {
			if _, bare, cut := strings.Cut(host, "/"); cut {
				host = bare
			}
			t.listEnded(host, server.Object("tls").Text("credentialName"))
		}
	}
}

// listEnded lists a host for which TLS is ended on a port of its own, with that certificate.
func (t *tier) listEnded(host, secret string) {
	over := t.over(host)
	switch {
	case over == nil:
	case over.tls.Text("credentialName") == secret:
		over.hosts = append(slices.Clip(over.hosts), host)
	default:
		own := *over
		own.hosts, own.below, own.main = []string{host}, nil, false
		own.tls = own.tls.With(secret, "credentialName")
		t.servers = append(t.servers, &own)
	}
}

// over is the server of port 443 with the nearest wildcard over a host; nil where the host is listed.
func (t *tier) over(host string) (found *server) {
	nearest := -1
	for _, s := range t.servers {
		if slices.Contains(s.hosts, host) {
			return nil
		}
		for _, wide := range s.hosts {
			if s.has443 && s.tls.Text("mode") != "PASSTHROUGH" && routing.Covers(wide, host) && len(wide) > nearest {
				found, nearest = s, len(wide)
			}
		}
	}
	return found
}

// hostsOf are the hosts of the VirtualServices that are for some Gateways.
func (im *importer) hostsOf(gateways []*objects.Object) (hosts []string) {
	for v := range im.world.VirtualServices() {
		if !slices.ContainsFunc(gateways, func(g *objects.Object) bool { return names(v.Object(), g) }) {
			continue
		}
		for _, host := range document.Texts(v.Members().Object("spec").List("hosts")) {
			if !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
	}
	return hosts
}
