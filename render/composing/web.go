package composing

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/platform"
)

// webPorts are where images have the pages that people open, of which their documentation says so: other ports that
// they publish before it speak HTTP to programs alone.
var webPorts = [...]struct {
	names string
	port  int
}{
	{"portainer-ce portainer-ee", 9443},
	{"adguardhome", 80},
	{"unifi unifi-controller unifi-network-application", 8443},
}

// webPort is the port that is asked by HTTP from outside, or would be by a name: the first that a proxy asks for, or that
// is published, else the first; 0 for none. Of one for https and one for http it is that for http, since the gateway has the certificates.
func (s *service) webPort() int {
	if led := slices.IndexFunc(s.ports, func(p servicePort) bool { return p.web }); led >= 0 {
		return s.ports[led].inside
	}
	for _, published := range []bool{true, false} {
		var all []servicePort
		for _, p := range s.ports {
			if !p.tcp() && (!published || p.outside > 0) {
				all = append(all, p)
			}
		}
		if all == nil {
			continue
		}
		for _, p := range all {
			if p.inside == webOfImage(s.image) {
				return p.inside
			}
		}
		if clear := slices.IndexFunc(all, servicePort.isHTTP); clear > 0 && all[0].isHTTPS() {
			return all[clear].inside
		}
		return all[0].inside
	}
	return 0
}

// isWeb reports whether a service is asked by HTTP from outside.
func (s *service) isWeb() bool {
	return s.image != "" && (len(s.led) > 0 || slices.ContainsFunc(s.ports, func(p servicePort) bool { return p.outside > 0 && !p.tcp() }))
}

// isPublished reports whether a service is asked from outside at all.
func (s *service) isPublished() bool {
	return s.isWeb() || slices.ContainsFunc(s.ports, func(p servicePort) bool { return p.outside > 0 })
}

// webOfImage is where images that many have are opened; 0 for others.
func webOfImage(image string) int {
	for _, one := range webPorts {
		if slices.Contains(strings.Fields(one.names), platform.ImageName(image)) {
			return one.port
		}
	}
	return 0
}

// isHTTP reports whether a port is the usual one of http, in the container or on the machine.
func (p servicePort) isHTTP() bool { return p.inside == 80 || p.outside == 80 }

// isHTTPS reports whether https is mostly spoken on a port, as clients do to a machine's 443.
func (p servicePort) isHTTPS() bool {
	return platform.MostlyHTTPS(p.inside) || p.outside == 443 && p.inside != 80
}

// readWeb finds out whether the port that is asked by HTTP from outside speaks https. What a proxy leads to says so itself.
func (c *composed) readWeb(s *service) {
	if len(s.led) > 0 || !s.isWeb() {
		return
	}
	web := s.webPort()
	at := slices.IndexFunc(s.ports, func(p servicePort) bool { return p.inside == web })
	switch {
	case platform.ImageName(s.image) == "code-server" && web == 8443: // (https://docs.linuxserver.io/images/docker-code-server/)
		s.ports[at].clear = true
	case s.ports[at].isHTTPS():
		s.ports[at].https = true
		c.notes = append(c.notes, fmt.Sprintf("the gateway speaks https to port %d of app %s, as servers mostly do there, or clients of the machine's 443; where it is http, write protocol: http in its place, without tls", web, s.name))
	}
}

// openOnNode has a service asked from outside that is in the network of its machine: there nothing has to be published.
func (c *composed) openOnNode(s *service) {
	if compose.Text(s.node, "network_mode") != "host" || s.image == "" {
		return
	}
	for i, p := range s.ports {
		if p.outside == 0 && !p.alone && !p.tcp() {
			s.ports[i].outside = p.inside
		}
	}
	c.notes = append(c.notes, "app "+s.name+" is in the network of its node, where no sidecar of Istio and no NetworkPolicy holds; where others ask for nothing but its ports, leave hostNetwork and dnsPolicy out of its pod")
}
