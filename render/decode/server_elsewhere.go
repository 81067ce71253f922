package decode

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// server is what a proxy leads requests to: a host and a port, and what is spoken there.
type server struct {
	host, port string
	secure     bool
}

// serverOf reads the address of a server as proxies have it, a URL, or a list with one in it; false for any other.
func serverOf(n *source.Node) (server, bool) {
	for _, key := range []string{"servers", "url", "address", "loadBalancer"} {
		if inner := n.Get(key); inner != nil {
			return serverOf(inner)
		}
	}
	if n.Kind == source.List && len(n.Items) == 1 {
		return serverOf(n.Items[0])
	}
	u, err := url.Parse(n.Text)
	if n.Kind != source.Scalar || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return server{}, false
	}
	out := server{host: u.Hostname(), port: u.Port(), secure: u.Scheme == "https"}
	if out.port == "" {
		out.port = map[bool]string{true: "443", false: "80"}[out.secure]
	}
	return out, true
}

// field is the field of an app that a server is, with its value: a Service of the cluster, or what is outside.
func (s server) field() (key, value string) {
	name := strings.TrimSuffix(s.host, ".cluster.local")
	if inner, ok := strings.CutSuffix(name, ".svc"); ok {
		return "service", inner
	}
	if _, err := netip.ParseAddr(s.host); err != nil && !strings.Contains(s.host, ".") {
		return "service", s.host
	}
	return "outside", s.host
}

// written are its fields as an app has them.
func (s server) written(port bool) string {
	key, value := s.field()
	out := key + ": " + format.YAMLWord(value)
	switch {
	case !port:
	case s.secure:
		out += " and port: {port: " + s.port + ", protocol: https}"
	default:
		out += " and port: " + s.port
	}
	return out
}

// serverOfProxies is where an app is that runs already, as proxies say it.
func serverOfProxies(n *source.Node, i int) otherForm {
	value := n.Values[i]
	switch key := folded(n.Keys[i].Text); {
	case namesServer(key):
	case key == "passhostheader":
		if out := scalarOf(n, "outside"); out != "" && !format.IsIP(out) && format.FlagMeant(value.Text) == "true" {
			return otherForm{help: "write outside: {address: " + out + ", host: keep} in place of both"}
		}
		return otherForm{help: "remove it: servers get the Host that clients ask for, and what is outside and has a DNS name gets that; outside: {address: NAME, host: NAME} says another"}
	default:
		return otherForm{}
	}
	if n.Get("service") != nil || n.Get("outside") != nil || n.Get("image") != nil {
		return otherForm{}
	}
	if s, ok := serverOf(value); ok {
		key, text := s.field()
		return otherForm{help: "write " + s.written(n.Get("port") == nil) + " in its place", field: key, value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: text}}
	}
	service := value // as an Ingress has it
	if inner := value.Get("service"); inner != nil {
		service = inner
	}
	if name := serviceName(service); value.Kind == source.Map && name != "" {
		help := "write service: " + name
		if port := portOfBackend(service); port != "" && n.Get("port") == nil {
			help += " and port: " + port
		}
		return otherForm{help: help + " in its place", field: "service", value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: name}}
	}
	return otherForm{}
}

// namesServer reports whether proxies have a server by a key, which is folded.
func namesServer(key string) bool {
	return slices.Contains([]string{"url", "loadbalancer", "servers", "proxypass", "upstream", "backend", "backends", "target", "endpoint"}, key)
}

// saysPort reports whether an app that has no port says it where that is told: in the address of what is outside, or
// in an object of elsewhere.
func saysPort(app *source.Node) bool {
	for i, k := range app.Keys {
		value := app.Values[i]
		switch key := folded(k.Text); {
		case key == "outside" || key == "service" || key == "external":
			if strings.Contains(value.Text, "://") || value.Get("port") != nil || value.Get("ports") != nil {
				return true
			}
		case key == "spec" || key == "template":
			return value.Kind == source.Map
		case namesServer(key):
			service := value
			if inner := value.Get("service"); inner != nil {
				service = inner
			}
			if _, ok := serverOf(value); ok || portOfBackend(service) != "" {
				return true
			}
		}
	}
	return false
}

// saidElsewhere marks the port that an app needs and says in another place, where that is told.
func saidElsewhere(of string, p *format.Layout, n *source.Node, seen []bool) {
	if of == "App" && n.Get("port") == nil && saysPort(n) {
		seen[p.ByKey("port").Index] = true
	}
}
