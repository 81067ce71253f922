package importing

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/internal/later"
	"render/render/document"
	"render/render/manifest"
)

// named is a rule of an IngressRouteTCP that asks for names alone.
func named() *regexp.Regexp {
	return namedOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`^\s*HostSNI\(([^)]*)\)\s*(?:\|\|\s*HostSNI\(([^)]*)\)\s*)*$`)
	})
}

// quotedName is a name of such a rule.
func quotedName() *regexp.Regexp {
	return quotedNameOnce.Get(func() *regexp.Regexp { return regexp.MustCompile("[`\"']([^`\"']+)[`\"']") })
}

var namedOnce, quotedNameOnce later.Value[*regexp.Regexp]

// entryPoints are the ports of Traefik's entry points, by their names: those of its Service, which the chart calls so,
// and those that Traefik has by itself.
func entryPoints(list []manifest.Manifest) map[string]int64 {
	out := map[string]int64{"web": 80, "websecure": 443}
	for _, m := range list {
		labels := labelsOf(m.Object)
		if id := m.ID(); id.Kind != "Service" || id.Group != "" || !strings.Contains(id.Name+" "+labels.Text("app.kubernetes.io/name")+" "+labels.Text("app"), "traefik") {
			continue
		}
		for _, p := range m.Object.Object("spec").List("ports") {
			if n, ok := number(asObject(p).Get("port")); ok && cmp.Or(asObject(p).Text("protocol"), "TCP") == "TCP" {
				out[asObject(p).Text("name")] = n
			}
		}
	}
	return out
}

// traefikConnections adds the routes of connections of IngressRouteTCPs, and gives the servers of a Gateway for them.
func (s *standard) traefikConnections(list []manifest.Manifest, gateway string, points map[string]int64) (servers []any) {
	shared := map[string]int{}
	for _, m := range list {
		for _, point := range document.Texts(m.Object.Object("spec").List("entryPoints")) {
			shared[point] += len(m.Object.Object("spec").List("routes"))
		}
	}
	for _, m := range list {
		servers = append(servers, s.traefikConnection(m, gateway, points, shared)...)
	}
	return servers
}

// traefikConnection does it of one.
func (s *standard) traefikConnection(m manifest.Manifest, gateway string, points map[string]int64, shared map[string]int) (servers []any) {
	spec := m.Object.Object("spec")
	for i, r := range spec.List("routes") {
		c := &traefikConnection{s: s, m: m, route: asObject(r), at: fmt.Sprintf("spec.routes[%d]", i), shared: shared}
		if c.tls, c.secured = spec.Get("tls").(manifest.Object); c.read() {
			for _, point := range document.Texts(spec.List("entryPoints")) {
				servers = append(servers, c.enter(point, points, gateway)...)
			}
			if len(spec.List("entryPoints")) == 0 {
				c.miss("it says no entryPoints, and is for all of Traefik's; write the port in ports of the tier, and tcp or tls with it in a route of the app")
			}
		}
	}
	return servers
}

// traefikConnection is a route of an IngressRouteTCP.
type traefikConnection struct {
	s       *standard
	m       manifest.Manifest
	route   manifest.Object
	at      string
	tls     manifest.Object
	secured bool
	hosts   []any  // of names that clients ask for; nil for all
	service string // that it leads to
	in      string // its namespace
	port    int64
	shared  map[string]int // how many routes each entry point has
}

func (c *traefikConnection) miss(why string) {
	c.s.im.tell(c.m.ID(), c.at, "is not taken up: "+why)
}

// read finds out what it asks for, and where it leads; false where no route can say that.
func (c *traefikConnection) read() bool {
	match := c.route.Text("match")
	if !named().MatchString(match) {
		c.miss("its match has more than HostSNI; write hosts, and for networks sourceRanges at the tier")
		return false
	}
	for _, one := range quotedName().FindAllStringSubmatch(match, -1) {
		if one[1] != "*" {
			c.hosts = append(c.hosts, one[1])
		}
	}
	list := c.route.List("services")
	if len(list) != 1 {
		c.miss("a route leads to one Service, and this to " + strconv.Itoa(len(list)) + "; of versions of an app each has its weight")
		return false
	}
	service := asObject(list[0])
	c.in, c.service = cmp.Or(service.Text("namespace"), c.m.ID().Namespace), service.Text("name")
	port, known := c.s.portOf(c.in, c.service, fmt.Sprint(service.Get("port")))
	if !known {
		c.miss(fmt.Sprintf("no Service that was read has a port %q; read it too", fmt.Sprint(service.Get("port"))))
		return false
	}
	c.port = port
	if service.Object("proxyProtocol") != nil {
		c.miss("its Service is told who asks by the PROXY protocol, which no gateway speaks to apps; switch it off there")
	}
	for _, m := range c.route.List("middlewares") {
		c.miss(fmt.Sprintf("MiddlewareTCP %q may keep somebody out; where it lets in some networks, write sourceRanges at the tier, and the port and the route by hand", asObject(m).Text("name")))
		return false
	}
	return true
}

// passed reports whether TLS goes on to the app as it is.
func (c *traefikConnection) passed() bool { return c.secured && c.tls.Get("passthrough") == true }

// unfit is why no route can say it at a port; "" where one can.
func (c *traefikConnection) unfit(point string, port int64) string {
	switch {
	case c.passed() && len(c.hosts) > 0 && port != 443 && c.shared[point] > 1:
		return fmt.Sprintf("several names share port %d; write them into hosts of the tier with tls: off, and in a route of each app {tls: %d, hosts: [NAME]}", port, port)
	case !c.secured && len(c.hosts) > 0:
		return "without tls clients ask for no name; write HostSNI(`*`)"
	case port == 80, port == 443 && !(c.passed() && len(c.hosts) > 0):
		return fmt.Sprintf("port %d is that of requests; write a port of its own in ports of the tier, and tcp or tls with it in a route of the app", port)
	case c.secured && !c.passed():
		return "Traefik ends TLS there; write the port in ports of the tier, with a name that begins with tls and its hosts' cert, and tls: PORT in a route of the app"
	}
	return ""
}

// enter adds it at an entry point.
func (c *traefikConnection) enter(point string, points map[string]int64, gateway string) []any {
	port, known := points[point]
	if !known {
		port = c.port
	}
	if why := c.unfit(point, port); why != "" {
		c.miss(why)
		return nil
	}
	kind, match, hosts, tls := "tcp", object("port", port), []any{"*"}, manifest.Object(nil)
	if c.passed() && len(c.hosts) > 0 && port == 443 {
		kind, match, hosts, tls = "tls", object("port", port, "sniHosts", c.hosts), c.hosts, object("mode", "PASSTHROUGH")
	}
	id, host := c.m.ID(), c.service
	if c.in != id.Namespace {
		host += "." + c.in + ".svc.cluster.local"
	}
	c.s.add("networking.istio.io/v1", "VirtualService", object("name", id.Name+"-"+document.Slug(point)+"-"+strconv.Itoa(len(c.s.out)), "namespace", id.Namespace),
		object("gateways", []any{gateway}, "hosts", hosts, kind, []any{object("match", []any{match}, "route", []any{object("destination", object("host", host, "port", object("number", c.port)))})}))
	text := fmt.Sprintf("becomes a route of %s at port %d", strings.ToUpper(kind), port)
	if kind == "tcp" && len(c.hosts) > 0 {
		text += ", whatever name clients ask for"
	}
	if !known {
		text += fmt.Sprintf(", that of its Service, since nothing that was read says which port entry point %q is; write that one where it is another", point)
	}
	c.s.im.tell(id, c.at, text)
	return []any{object("port", object("number", port, "name", kind+"-"+document.Slug(point), "protocol", strings.ToUpper(kind)), "hosts", slices.Clone(hosts), "tls", tls)}
}
