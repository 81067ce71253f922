package composing

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/compose"
	"render/render/document"
	"render/render/source"
)

func publishedPort() *regexp.Regexp { return publishedPortOnce.Get(makePublishedPort) }

var publishedPortOnce later.Value[*regexp.Regexp]

func makePublishedPort() *regexp.Regexp {
	return regexp.MustCompile(`^(?:([0-9]+(?:\.[0-9]+){3}|\[[0-9a-fA-F:]+\]|localhost):)?(?:([0-9]{1,5})?:)?([0-9]{1,5})(?:/tcp)?$`)
}

// readPorts reads the ports that a service has, of which each other one is told.
func (c *composed) readPorts(s *service, i int, name string) {
	key, value := s.node.Keys[i], s.node.Values[i]
	items := value.Items
	if value.Kind == source.Scalar {
		items = []*source.Node{value}
	}
	var taken []string
	for _, item := range items {
		port, ok := servicePortOf(item)
		missing := c.missing(item)
		if !ok || missing != "" {
			c.became = append(c.became, document.Became{Place: item.Place, Name: name + " " + shownPort(item), Why: cmp.Or(missing, noPort(item))})
			continue
		}
		if key.Text == "expose" {
			port.outside = 0
		}
		if port.alone && port.outside > 0 {
			port.outside = 0
			if one := fmt.Sprintf("%d of service %s", port.inside, s.key); !slices.Contains(c.inside, one) {
				c.inside = append(c.inside, one)
			}
		}
		taken = append(taken, strconv.Itoa(port.inside))
		at := slices.IndexFunc(s.ports, func(p servicePort) bool { return p.inside == port.inside })
		switch {
		case at < 0:
			s.ports = append(s.ports, port)
		case s.ports[at].outside == 0 || port.outside == 80:
			s.ports[at].outside = port.outside
		}
	}
	if taken != nil {
		c.becomes(key.Place, name, "app "+s.name+": port: "+strings.Join(taken, ", "))
	}
}

// noPort is why a port is not taken up.
func noPort(item *source.Node) string {
	switch text := shownPort(item); {
	case strings.HasSuffix(text, "/udp"):
		return "a gateway passes on TCP alone; a Service of its own, of type LoadBalancer, has UDP"
	case portRange().MatchString(text):
		return "it is a range; write each port of it that is asked for"
	}
	return ""
}

func portRange() *regexp.Regexp {
	return portRangeOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`[0-9]-[0-9]`) })
}

var portRangeOnce later.Value[*regexp.Regexp]

func shownPort(item *source.Node) string {
	if item.Kind == source.Scalar {
		return item.Text
	}
	return compose.Text(item, "target") + "/" + compose.Text(item, "protocol")
}

// servicePortOf is a port in either form of Compose's; false for a range, and for what is no TCP.
func servicePortOf(item *source.Node) (servicePort, bool) {
	inside, outside, address := "", "", ""
	if item.Kind == source.Map {
		if protocol := compose.Text(item, "protocol"); protocol != "" && protocol != "tcp" {
			return servicePort{}, false
		}
		inside, outside, address = compose.Text(item, "target"), compose.Text(item, "published"), compose.Text(item, "host_ip")
	} else if found := publishedPort().FindStringSubmatch(item.Text); found != nil {
		if inside, outside, address = found[3], found[2], found[1]; outside == "" {
			outside = inside
		}
	}
	in, err := strconv.Atoi(inside)
	out, other := strconv.Atoi(outside)
	if err != nil || other != nil && outside != "" || in < 1 || in > 65535 || out > 65535 {
		return servicePort{}, false
	}
	return servicePort{inside: in, outside: out, alone: isMachine(address)}, true
}

// isMachine reports whether an address is one by which a machine asks itself.
func isMachine(address string) bool {
	ip, err := netip.ParseAddr(strings.Trim(address, "[]"))
	return address == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// tellInside tells which ports the gateway does not open, since nothing but the machine asked for them.
func (c *composed) tellInside() {
	if c.inside != nil {
		c.notes = append(c.notes, "what is published on 127.0.0.1 alone stays inside the cluster: port "+strings.Join(c.inside, ", ")+"; for others to ask for it, write the port without 127.0.0.1: in the Compose file")
	}
}

// forMachine is why no port is asked from outside, where the file publishes some.
func (c *composed) forMachine() string {
	if c.inside == nil {
		return ""
	}
	return ", without 127.0.0.1:, on which the machine alone asks for port " + strings.Join(c.inside, ", ")
}

// portList are ports as an app has them: where containers listen, since services ask each other there.
func portList(ports []servicePort, web int) (out []any) {
	for _, p := range ports {
		switch {
		case !p.https && p.inside != web && p.isHTTPS(): // http would be in its name, by which sidecars go
			out = append(out, document.Mapping{{Key: "port", Value: p.inside}, {Key: "protocol", Value: "https"}})
		case p.https: // whose certificate is of no public authority in a cluster
			out = append(out, document.Mapping{{Key: "port", Value: p.inside}, {Key: "protocol", Value: "https"}, {Key: "tls", Value: document.Mapping{{Key: "verify", Value: false}}}})
		case p.clear:
			out = append(out, document.Mapping{{Key: "port", Value: p.inside}, {Key: "protocol", Value: "http"}})
		case p.tcp():
			out = append(out, document.Mapping{{Key: "port", Value: p.inside}, {Key: "protocol", Value: "tcp"}})
		default:
			out = append(out, p.inside)
		}
	}
	return out
}

// publish adds the routes by which a service is asked from outside: one of requests, by a port for
// those, and the connections of others.
func (c *composed) publish(s *service, app *document.Mapping) {
	web := s.webPort()
	if len(s.led) == 0 && !slices.ContainsFunc(s.ports, func(p servicePort) bool { return p.outside > 0 && !p.tcp() }) {
		web = 0
	}
	routes := c.ledRoutes(s)
	for _, p := range s.ports {
		switch {
		case p.web, len(s.led) > 0 && p.inside == web && slices.ContainsFunc(s.led, func(l compose.Led) bool { return l.Port == "" }):
		case len(s.led) == 0 && p.inside == web && len(s.ports) > 1:
			routes = append(routes, document.Mapping{{Key: "prefix", Value: "/"}, {Key: "port", Value: p.inside}})
		case len(s.led) == 0 && p.inside == web:
			routes = append(routes, "/*")
		case p.outside == 0:
		case p.tcp() && !slices.ContainsFunc(c.ports, func(one any) bool { return one.(document.Mapping)[1].Value == p.outside }):
			port := document.Mapping{{Key: "name", Value: fmt.Sprintf("tcp-%d", p.outside)}, {Key: "port", Value: p.outside}}
			if p.outside < 1024 { // which a gateway without privileges cannot open itself
				port.Add("targetPort", 8000+p.outside)
			}
			c.ports = append(c.ports, port)
			route := document.Mapping{{Key: "tcp", Value: p.outside}}
			if len(s.ports) > 1 {
				route.Add("port", p.inside)
			}
			routes = append(routes, route)
		default:
			c.notes = append(c.notes, fmt.Sprintf("port %d of service %s is reached inside the cluster alone: one port of a service is asked by its host", p.inside, s.key))
		}
	}
	if web > 0 && !slices.Equal(s.hosts, c.hosts) {
		app.Add("hosts", document.Strs(s.hosts))
	}
	if s.from != nil {
		app.Add("access", document.Mapping{{Key: "from", Value: s.from}})
	}
	app.Add("routes", routes)
}
