package compose

import (
	"cmp"
	"slices"
	"strings"

	"render/render/source"
)

// Led is requests that a proxy leads to a service, by what its labels say.
type Led struct {
	Asked
	Port  string // where the service listens; "" for what labels do not say
	TLS   bool   // it speaks TLS there
	Strip bool   // the prefix is taken away on the way

	redirects bool // the router redirects to another scheme
}

// Unled is what labels for a proxy ask of it that nothing becomes of.
type Unled struct {
	At   *source.Node
	Name string // of the label
	Why  string
}

// label is a label as it stands in a list or an object.
type label struct {
	key, value string
	at         *source.Node
}

// labelsOf are labels in either form.
func labelsOf(n *source.Node) (out []label) {
	for _, item := range n.Items {
		key, value, _ := strings.Cut(item.Text, "=")
		out = append(out, label{key, value, item})
	}
	for i, k := range n.Keys {
		out = append(out, label{k.Text, n.Values[i].Text, k})
	}
	return out
}

// traefik is what labels say to Traefik of one container.
type traefik struct {
	routers  []string // their names, in the order of the labels
	of       map[string]label
	services []string
	unled    []Unled
}

// TraefikLed is what labels have Traefik lead to a service, and what of them nothing becomes of
// (https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/docker/). Labels of a container
// that Traefik is not to see lead nothing. Middlewares may be in the labels of others.
func TraefikLed(n *source.Node, others ...*source.Node) ([]Led, []Unled) {
	t := &traefik{of: map[string]label{}}
	for _, other := range others {
		for _, one := range labelsOf(other) {
			if rest, ok := strings.CutPrefix(one.key, "traefik."); ok && strings.HasPrefix(strings.ToLower(rest), "http.middlewares.") {
				t.take(rest, one)
			}
		}
	}
	for _, one := range labelsOf(n) {
		if rest, ok := strings.CutPrefix(one.key, "traefik."); ok {
			t.take(rest, one)
		}
	}
	if enabled, ok := t.of["enable"]; ok && enabled.value != "true" {
		return nil, nil
	}
	var all, out []Led
	for _, router := range t.routers {
		all = append(all, t.led(router)...)
	}
	for _, one := range all {
		if !slices.ContainsFunc(out, func(o Led) bool { return o.same(one) }) && !slices.ContainsFunc(all, one.redirectsTo) {
			out = append(out, one)
		}
	}
	if len(t.routers) == 0 { // each service is asked by a host of Traefik's own making
		for _, name := range t.services {
			if port := t.of["http.services."+name+".loadbalancer.server.port"]; port.value != "" {
				out = append(out, Led{Port: port.value})
			}
		}
	}
	return out, t.unled
}

func (l Led) same(o Led) bool {
	return l.beside(o.Asked) && slices.Equal(l.From, o.From) && l.Port == o.Port
}

// redirectsTo reports whether what is asked for is redirected to another router of it, as that of https.
func (l Led) redirectsTo(o Led) bool {
	return l.redirects && !o.redirects && slices.Equal(l.Hosts, o.Hosts) && l.Prefix == o.Prefix && l.Exact == o.Exact
}

// Resolvers are those by which labels have Traefik get certificates.
func Resolvers(n *source.Node) []string {
	return said(n, "traefik.http.routers.", ".tls.certresolver")
}

// ProxyPorts are the ports at which labels have Traefik ask a service, whatever they have it ask for.
func ProxyPorts(n *source.Node) []string {
	return said(n, "traefik.http.services.", ".loadbalancer.server.port")
}

// said is what labels say of a field of routers or services, whatever those are called: each value once.
func said(n *source.Node, of, field string) (out []string) {
	for _, one := range labelsOf(n) {
		key := strings.ToLower(one.key)
		if strings.HasPrefix(key, of) && strings.HasSuffix(key, field) && !slices.Contains(out, one.value) {
			out = append(out, one.value)
		}
	}
	return out
}

// take keeps a label, and the names of routers and services in it.
func (t *traefik) take(key string, one label) {
	parts := strings.Split(key, ".")
	for i := range parts {
		if i != 2 { // a name
			parts[i] = strings.ToLower(parts[i])
		}
	}
	t.of[strings.Join(parts, ".")] = one
	switch {
	case len(parts) > 3 && parts[0] == "http" && parts[1] == "routers" && !slices.Contains(t.routers, parts[2]):
		t.routers = append(t.routers, parts[2])
	case len(parts) > 3 && parts[0] == "http" && parts[1] == "services" && !slices.Contains(t.services, parts[2]):
		t.services = append(t.services, parts[2])
	case len(parts) > 3 && parts[0] == "tcp" && parts[1] == "routers" && parts[3] == "rule", len(parts) > 3 && parts[0] == "udp" && parts[1] == "routers" && parts[3] == "entrypoints":
		t.unled = append(t.unled, Unled{one.at, one.key, "Traefik's entry points are not here; publish the port of these connections by ports:"})
	}
}

// led is what one router leads to the service.
func (t *traefik) led(router string) []Led {
	of := "http.routers." + router + "."
	written, ok := t.of[of+"rule"]
	if !ok {
		return nil // Traefik's own default rule, which is nowhere here
	}
	list, ok := Rule(written.value)
	if !ok {
		t.unled = append(t.unled, Unled{written.at, written.key, "its rule has more than hosts, paths and networks; write what it asks for as routes: of the app"})
		return nil
	}
	to := "http.services." + t.service(router) + ".loadbalancer.server."
	port, tls := t.of[to+"port"].value, t.of[to+"scheme"].value == "https"
	strip, lists := t.middlewares(t.of[of+"middlewares"])
	list = t.admitting(t.of[of+"middlewares"], list, lists)
	redirects := t.redirects(t.of[of+"middlewares"])
	var out []Led
	for _, one := range list {
		out = append(out, Led{one, port, tls, slices.Contains(strip, one.Prefix) && one.Prefix != "", redirects})
	}
	return out
}

// service is the name of the service to which a router leads: what it says, its own name, or the only one.
func (t *traefik) service(router string) string {
	name, _, _ := strings.Cut(t.of["http.routers."+router+".service"].value, "@")
	if name == "" && len(t.services) == 1 {
		return t.services[0]
	}
	return cmp.Or(name, router)
}
