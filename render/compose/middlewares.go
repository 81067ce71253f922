package compose

import (
	"cmp"
	"slices"
	"strings"

	"render/render/format"
)

// redirects reports whether one of a router's middlewares redirects to another scheme.
func (t *traefik) redirects(list label) bool {
	for name := range strings.SplitSeq(list.value, ",") {
		own, _, _ := strings.Cut(strings.TrimSpace(name), "@")
		if slices.Contains(t.kinds(own), "redirectscheme") {
			return true
		}
	}
	return false
}

// allowed is a middleware that lets in some networks alone.
type allowed struct {
	name, networks string
	behind         bool // it goes by what a proxy before it says of who asks
}

// middlewares are the prefixes that those of a router take away, and whom they let in; what others do with what it
// asks for is told once.
func (t *traefik) middlewares(list label) (strip []string, lists []allowed) {
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
				cut, more := t.middlewares(t.of["http.middlewares."+own+".chain.middlewares"])
				strip, lists = append(strip, cut...), append(lists, more...)
			case "ipallowlist", "ipwhitelist":
				lists = append(lists, t.allowedBy(own, kind))
			default:
				t.tell(list, own, MiddlewareHelp(kind))
			}
		}
		if name != "" && len(kinds) == 0 && !(provider != "" && strings.Contains(strings.ToLower(own), "redirect")) {
			t.tell(list, name, "what it does is not in these labels; where it asks for a login, everybody comes in until access: at the app says who")
		}
	}
	return strip, lists
}

// allowedBy is whom a middleware lets in.
func (t *traefik) allowedBy(own, kind string) allowed {
	of := "http.middlewares." + own + "." + kind + "."
	one := allowed{name: own, networks: t.of[of+"sourcerange"].value}
	for key := range t.of {
		one.behind = one.behind || strings.HasPrefix(key, of+"ipstrategy")
	}
	return one
}

// admitting is what a router asks for with the networks that it lets in by a list, as its rule could say them. It tells of
// lists that hold together with others, or that name none.
func (t *traefik) admitting(at label, asked []Asked, lists []allowed) []Asked {
	var from []string
	if len(lists) == 1 && !lists[0].behind && !slices.ContainsFunc(asked, func(a Asked) bool { return a.From != nil }) {
		for one := range strings.SplitSeq(lists[0].networks, ",") {
			network, ok := Network(one)
			if !ok {
				from = nil
				break
			}
			from = append(from, network)
		}
	}
	if from == nil {
		for _, one := range lists {
			t.tell(at, one.name, allowHelp(one.networks, asked))
		}
		return asked
	}
	out := slices.Clone(asked)
	for i := range out {
		out[i].From = from
	}
	return out
}

// allowHelp is what takes the place of a list of those who may come in to what a router asks for: access
// is an app's, so that paths of one have an app of their own.
func allowHelp(networks string, asked []Asked) string {
	of := strings.FieldsFunc(networks, func(r rune) bool { return r == ',' || r == ' ' })
	if !slices.ContainsFunc(asked, func(one Asked) bool { return one.Exact+one.Prefix != "" }) {
		return "write " + accessOf(of) + " at the app"
	}
	return "move these routes to an app of their own, whose access is theirs alone: " + AppApart(of, asked...)
}

// accessOf is access for networks alone.
func accessOf(networks []string) string {
	return "access: {from: [" + cmp.Or(strings.Join(networks, ", "), "NETWORK") + "]}"
}

// AppApart is an app for what some networks alone may ask for of another.
func AppApart(networks []string, asked ...Asked) string {
	var routes, hosts []string
	for _, one := range asked {
		for _, host := range one.Hosts {
			if !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
		switch {
		case one.Exact != "":
			routes = append(routes, format.YAMLWord(one.Exact))
		case one.Prefix != "":
			routes = append(routes, "{prefix: "+format.YAMLWord(one.Prefix)+"}")
		}
	}
	return "{name: NAME, service: APP, port: PORT, hosts: [" + cmp.Or(strings.Join(hosts, ", "), "HOST") + "], routes: [" + cmp.Or(strings.Join(routes, ", "), "/*") + "], " + accessOf(networks) + "}"
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
