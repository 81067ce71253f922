package importing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
)

// readLabels takes what labels have a proxy lead to a service.
func (c *composed) readLabels(s *service, key, value *source.Node, name string) {
	for _, one := range slices.Concat(value.Items, value.Values) {
		if why := c.missing(one); why != "" {
			c.became = append(c.became, Became{Place: one.Place, Name: name + " " + labelName(value, one), Why: why})
		}
	}
	var others []*source.Node
	for _, service := range c.all.Values {
		if labels := service.Get("labels"); labels != nil && labels != value {
			others = append(others, labels)
		}
	}
	led, unled := compose.ProxyLed(value, others...)
	for _, one := range unled {
		c.became = append(c.became, Became{Place: one.At.Place, Name: name + " " + one.Name, Why: one.Why})
	}
	var words []string
	for _, one := range led {
		if c.lead(s, key, name, one) {
			words = append(words, ledWords(s.led[len(s.led)-1]))
		}
	}
	if words != nil {
		c.becomes(key.Place, name, "app "+s.name+": "+strings.Join(words, "; "))
	} else if len(led) == 0 {
		c.leave(key.Place, name, "labels of Docker's containers")
	}
}

// labelName is the name of a label, which stands in a list or an object.
func labelName(labels, one *source.Node) string {
	if at := slices.Index(labels.Values, one); at >= 0 {
		return labels.Keys[at].Text
	}
	name, _, _ := strings.Cut(one.Text, "=")
	return name
}

// ledWords are what became of what a proxy leads to a service.
func ledWords(l compose.Led) string {
	out := "hosts: " + flow(strs(l.Hosts))
	if len(l.Hosts) == 0 {
		out = "routes"
	}
	if path := cmp.Or(l.Exact, l.Prefix); path != "" {
		out += ", path " + path
	}
	if l.Port != "" {
		out += ", port: " + l.Port
	}
	return out
}

// lead takes what a proxy leads to a service; false where it is led by no name.
func (c *composed) lead(s *service, at *source.Node, name string, l compose.Led) bool {
	hosts := slices.DeleteFunc(slices.Clone(l.Hosts), func(host string) bool {
		wrong := format.Formats()["host"].Check(host).Found()
		if wrong {
			c.became = append(c.became, Became{Place: at.Place, Name: name + " " + host, Why: "it is no name of a host"})
		}
		return wrong
	})
	if len(hosts) == 0 && len(l.Hosts) > 0 {
		return false
	}
	l.Hosts = hosts
	for _, host := range hosts {
		if !slices.Contains(s.hosts, host) {
			s.hosts = append(s.hosts, host)
		}
	}
	if port, err := strconv.Atoi(l.Port); err == nil && port > 0 && port <= 65535 {
		at := slices.IndexFunc(s.ports, func(p servicePort) bool { return p.inside == port })
		if at < 0 {
			at, s.ports = len(s.ports), append(s.ports, servicePort{inside: port})
		}
		s.ports[at].web, s.ports[at].https = true, l.TLS
	} else {
		l.Port = ""
	}
	s.led = append(s.led, l)
	return true
}

// proxyVariable takes a variable by which nginx-proxy leads requests to a service, and which the service itself does not read
// (https://github.com/nginx-proxy/nginx-proxy/tree/main/docs).
func (c *composed) proxyVariable(s *service, at *source.Node, name, key, value string) bool {
	switch key {
	case "VIRTUAL_HOST":
		s.virtual.Hosts = strings.FieldsFunc(value, func(c rune) bool { return c == ',' || c == ' ' })
		c.becomes(at.Place, name+"."+key, "app "+s.name+": hosts: "+flow(strs(s.virtual.Hosts)))
	case "VIRTUAL_PORT":
		s.virtual.Port = value
		c.becomes(at.Place, name+"."+key, "app "+s.name+": port: "+value)
	case "VIRTUAL_PATH":
		s.virtual.Prefix = strings.TrimSuffix(value, "/")
		c.becomes(at.Place, name+"."+key, "app "+s.name+": routes")
	case "VIRTUAL_DEST":
		s.virtual.Strip = value == "/"
		c.becomes(at.Place, name+"."+key, "app "+s.name+": routes")
	case "VIRTUAL_PROTO":
		s.virtual.TLS = value == "https"
		c.becomes(at.Place, name+"."+key, "app "+s.name+": port")
	case "LETSENCRYPT_HOST", "LETSENCRYPT_EMAIL", "LETSENCRYPT_TEST", "CERT_NAME", "HTTPS_METHOD", "VIRTUAL_NETWORK", "NETWORK_ACCESS", "HSTS":
		c.leave(at.Place, name+"."+key, "the tier has certificates for its hosts, and redirects to https")
	default:
		return false
	}
	return true
}

// leadVirtual takes what variables have nginx-proxy lead to a service, once all of them are read.
func (c *composed) leadVirtual(s *service) {
	if s.virtual.Hosts == nil {
		return
	}
	at := s.node.Keys[slices.IndexFunc(s.node.Keys, func(k *source.Node) bool { return k.Text == "environment" })]
	c.lead(s, at, "services."+s.key+".environment.VIRTUAL_HOST", s.virtual)
}

// ledRoutes are the routes of what a proxy leads to a service, those of longer paths first.
func (s *service) ledRoutes() (out []any) {
	type group struct {
		compose.Led
		hosts []string
	}
	var groups []*group
	for _, one := range s.led {
		one.Port = cmp.Or(one.Port, strconv.Itoa(s.webPort()))
		same := func(g *group) bool {
			return g.Prefix == one.Prefix && g.Exact == one.Exact && g.Strip == one.Strip && g.Port == one.Port
		}
		at := slices.IndexFunc(groups, same)
		if at < 0 {
			at, groups = len(groups), append(groups, &group{Led: one})
		}
		for _, host := range one.Hosts {
			if !slices.Contains(groups[at].hosts, host) {
				groups[at].hosts = append(groups[at].hosts, host)
			}
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int {
		return cmp.Or(-cmp.Compare(len(a.Exact), len(b.Exact)), -cmp.Compare(len(a.Prefix), len(b.Prefix)))
	})
	for _, g := range groups {
		all := len(g.hosts) == 0 || len(g.hosts) == len(s.hosts)
		if len(s.ports) < 2 && all && g.Exact == "" && (g.Prefix == "" || g.Prefix == "/") {
			out = append(out, "/*")
			continue
		}
		route := mapping{}
		if g.Exact != "" {
			route.add("exact", g.Exact)
		} else {
			route.add("prefix", "/"+strings.Trim(g.Prefix, "/"))
		}
		if !all {
			route.add("hosts", strs(g.hosts))
		}
		if len(s.ports) > 1 {
			route = append(route, member{"port", literal(g.Port)})
		}
		if g.Strip {
			route.add("rewrite", "/")
		}
		out = append(out, route)
	}
	return out
}
