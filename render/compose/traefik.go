package compose

import (
	"cmp"
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// Led is requests that a proxy leads to a service, by what its labels say.
type Led struct {
	Asked
	Port  string // where the service listens; "" for what labels do not say
	TLS   bool   // it speaks TLS there
	Strip bool   // the prefix is taken away on the way
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
	var out []Led
	for _, router := range t.routers {
		for _, one := range t.led(router) {
			if !slices.ContainsFunc(out, func(o Led) bool { return o.same(one) }) {
				out = append(out, one)
			}
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
	return slices.Equal(l.Hosts, o.Hosts) && l.Prefix == o.Prefix && l.Exact == o.Exact && l.Port == o.Port
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
		t.unled = append(t.unled, Unled{written.at, written.key, "its rule has more than hosts and paths; write what it asks for as routes: of the app"})
		return nil
	}
	to := "http.services." + t.service(router) + ".loadbalancer.server."
	port, tls := t.of[to+"port"].value, t.of[to+"scheme"].value == "https"
	strip := t.middlewares(t.of[of+"middlewares"], list)
	var out []Led
	for _, one := range list {
		out = append(out, Led{one, port, tls, slices.Contains(strip, one.Prefix) && one.Prefix != ""})
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

// middlewares are the prefixes that those of a router take away; what others do with what it asks for is
// told once.
func (t *traefik) middlewares(list label, asked []Asked) (strip []string) {
	for name := range strings.SplitSeq(list.value, ",") {
		name = strings.TrimSpace(name)
		own, provider, _ := strings.Cut(name, "@")
		kinds := t.kinds(own)
		for _, kind := range kinds {
			switch kind {
			case "stripprefix":
				strip = append(strip, strings.Split(t.of["http.middlewares."+own+".stripprefix.prefixes"].value, ",")...)
			case "redirectscheme", "compress": // the tier's own tls: redirect; what programs do themselves
			case "chain":
				strip = append(strip, t.middlewares(t.of["http.middlewares."+own+".chain.middlewares"], asked)...)
			case "ipallowlist", "ipwhitelist":
				t.tell(list, own, allowHelp(t.of["http.middlewares."+own+"."+kind+".sourcerange"].value, asked))
			default:
				t.tell(list, own, MiddlewareHelp(kind))
			}
		}
		if name != "" && len(kinds) == 0 && !(provider != "" && strings.Contains(strings.ToLower(own), "redirect")) {
			t.tell(list, name, "what it does is not in these labels; where it asks for a login, everybody comes in until access: at the app says who")
		}
	}
	return strip
}

// allowHelp is what takes the place of a list of those who may come in to what a router asks for: access
// is an app's, so that paths of one have an app of their own.
func allowHelp(networks string, asked []Asked) string {
	access := "access: {from: [" + cmp.Or(strings.Join(strings.FieldsFunc(networks, func(r rune) bool { return r == ',' || r == ' ' }), ", "), "NETWORK") + "]}"
	var routes []string
	for _, one := range asked {
		switch {
		case one.Exact != "":
			routes = append(routes, format.YAMLWord(one.Exact))
		case one.Prefix != "":
			routes = append(routes, "{prefix: "+format.YAMLWord(one.Prefix)+"}")
		}
	}
	if len(routes) == 0 {
		return "write " + access + " at the app"
	}
	return "move these routes to an app of their own, whose access is theirs alone: {name: NAME, service: APP, port: PORT, hosts: [HOST], routes: [" +
		strings.Join(routes, ", ") + "], " + access + "}"
}

// tell tells of a middleware, once.
func (t *traefik) tell(list label, name, why string) {
	one := Unled{list.at, "middleware " + name, why}
	if !slices.ContainsFunc(t.unled, func(o Unled) bool { return o.Name == one.Name && o.Why == one.Why }) {
		t.unled = append(t.unled, one)
	}
}

// kinds are what a middleware of these labels is.
func (t *traefik) kinds(name string) (out []string) {
	for key := range t.of {
		if rest, ok := strings.CutPrefix(key, "http.middlewares."+name+"."); ok {
			if kind, _, _ := strings.Cut(rest, "."); !slices.Contains(out, kind) {
				out = append(out, kind)
			}
		}
	}
	slices.Sort(out)
	return out
}

// MiddlewareHelp is what takes the place of a kind of middleware.
func MiddlewareHelp(kind string) string {
	switch kind {
	case "ipwhitelist", "ipallowlist":
		return "write access: {from: [NETWORK]} at the app, with its networks"
	case "basicauth", "digestauth":
		return "the gateway asks for no password; until something else does, everybody comes in, unless access: {from: [NETWORK]} at the app says who"
	case "forwardauth":
		return "write access: {auth: NAME} at the app, with an extension provider of that name in istio.meshConfig; until then everybody comes in"
	case "headers":
		return "write response: {set: {NAME: VALUE}}, or request, in the app's routes"
	case "stripprefixregex", "replacepath", "replacepathregex", "addprefix":
		return "write rewrite: in the app's routes"
	case "redirectregex":
		return "write redirect: in a route of the app or the tier"
	case "retry":
		return "write retries: in the app's routes"
	case "ratelimit", "inflightreq":
		return "nothing limits requests from now on"
	case "buffering":
		return "a gateway has no limit for bodies, and what is larger reaches the app"
	case "plugin":
		return "the gateway has no plugins of Traefik's; whoever one kept out, comes in from now on, unless access at the app says who"
	case "errors":
		return "what the app answers goes out as it is"
	}
	return "the gateway has nothing of that kind"
}
