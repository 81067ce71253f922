package composing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// readLabels takes what labels have a proxy lead to a service.
func (c *composed) readLabels(s *service, key, value *source.Node, name string) {
	for _, one := range slices.Concat(value.Items, value.Values) {
		if why := c.missing(one); why != "" {
			c.became = append(c.became, document.Became{Place: one.Place, Name: name + " " + labelName(value, one), Why: why})
		}
	}
	var others []*source.Node
	for _, service := range c.all.Values {
		if labels := service.Get("labels"); labels != nil && labels != value {
			others = append(others, labels)
		}
	}
	c.tellResolvers(value)
	led, unled := compose.ProxyLed(value, others...)
	led, apart := c.admit(s, led)
	for _, one := range unled {
		c.became = append(c.became, document.Became{Place: one.At.Place, Name: name + " " + one.Name, Why: one.Why})
		s.unled = append(s.unled, one)
	}
	for _, one := range apart {
		c.became = append(c.became, document.Became{Place: key.Place, Name: name + " for " + strings.Join(one.From, ", ") + " alone", Why: "who may come in is said of an app once; write these routes at an app of their own" + besideRefused(one) + ": " + compose.AppApart(one.From, one.Asked)})
	}
	var words []string
	for _, one := range led {
		if c.lead(s, key, name, one) {
			words = append(words, ledWords(s.led[len(s.led)-1]))
		}
	}
	for _, port := range compose.ProxyPorts(value) {
		if s.listens(port, func(*servicePort) {}) && words == nil {
			words = append(words, "port: "+port)
		}
	}
	switch {
	case words != nil:
		c.becomes(key.Place, name, "app "+s.name+": "+strings.Join(words, "; "))
	case len(led)+len(unled)+len(apart) == 0:
		c.leave(key.Place, name, "labels of Docker's containers")
	}
}

// tellResolvers notes that certificates which Traefik gets by itself are made otherwise from now on.
func (c *composed) tellResolvers(labels *source.Node) {
	for _, name := range compose.Resolvers(labels) {
		note := "Traefik gets certificates by its resolver " + wording.Quote(name) + ", and a gateway gets none by itself: render certs makes some of an authority of your own, which clients have to trust; with cert-manager in the cluster write secrets: {cert-manager: {issuer: NAME, kind: ClusterIssuer}}, with an issuer that asks the same authority"
		if !slices.Contains(c.notes, note) {
			c.notes = append(c.notes, note)
		}
	}
}

// besideRefused is what else has to be done for routes of some paths, which are mostly left out for all others.
func besideRefused(l compose.Led) string {
	if l.Prefix+l.Exact == "" {
		return ""
	}
	return ", and leave out those of these paths with respond"
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
	out := "hosts: " + document.Flow(document.Strs(l.Hosts))
	if len(l.Hosts) == 0 {
		out = "routes"
	}
	if path := cmp.Or(l.Exact, l.Prefix); path != "" {
		out += ", path " + path
	}
	for _, one := range l.Except {
		out += ", but not path " + cmp.Or(one.Exact, one.Prefix)
	}
	if l.From != nil {
		out += ", access: {from: " + document.Flow(document.Strs(l.From)) + "}"
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
			c.became = append(c.became, document.Became{Place: at.Place, Name: name + " " + host, Why: "it is no name of a host"})
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
	if !s.listens(l.Port, func(p *servicePort) { p.web, p.https = true, l.TLS }) {
		l.Port = ""
	}
	s.led = append(s.led, l)
	return true
}

// listens gives a service a port of which a proxy says that it is there, and has more said of it; false for what is none.
func (s *service) listens(text string, more func(*servicePort)) bool {
	port, err := strconv.Atoi(text)
	if err != nil || port < 1 || port > 65535 {
		return false
	}
	at := slices.IndexFunc(s.ports, func(p servicePort) bool { return p.inside == port })
	if at < 0 {
		at, s.ports = len(s.ports), append(s.ports, servicePort{inside: port})
	}
	more(&s.ports[at])
	return true
}

// proxyVariable takes a variable by which nginx-proxy leads requests to a service, and which the service itself does not read
// (https://github.com/nginx-proxy/nginx-proxy/tree/main/docs).
func (c *composed) proxyVariable(s *service, at *source.Node, name, key, value string) bool {
	switch key {
	case "VIRTUAL_HOST":
		s.virtual.Hosts = strings.FieldsFunc(value, func(c rune) bool { return c == ',' || c == ' ' })
		c.becomes(at.Place, name+"."+key, "app "+s.name+": hosts: "+document.Flow(document.Strs(s.virtual.Hosts)))
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

// unled is why nothing is asked from outside, where labels would have a proxy lead to services and are not taken up.
func (c *composed) unled() string {
	for _, s := range c.services {
		for _, one := range s.unled {
			return fmt.Sprintf(", as what services.%s.labels %s asks of a proxy is not taken up (line %d)", s.key, one.Name, one.At.Place.Line)
		}
	}
	return ""
}
