package decode

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/routing"
	"render/render/source"
	"render/render/wording"
)

// isRule reports whether a text calls what rules of Traefik are made of.
func isRule(text string) bool {
	for _, name := range []string{"Host(", "HostSNI(", "HostRegexp(", "Path(", "PathPrefix(", "PathRegexp("} {
		if strings.HasPrefix(strings.TrimLeft(text, "(! "), name) {
			return true
		}
	}
	return false
}

// ruleMeant is what is told of a rule of Traefik in the place of a path, with the route that it is; false for any
// other text.
func (d *decoder) ruleMeant(n *source.Node, m format.Origin) (fault wording.Fault, ok bool) {
	if key := m.Key(); !isRule(n.Text) || key != "" && key != "exact" && key != "prefix" && key != "regex" || d.tier() == nil {
		return wording.Fault{}, false
	}
	fault = wording.Fault{Message: wording.Quote(n.Text) + " is a rule of Traefik, not a path",
		Help: "write a route for it, with exact, prefix or regex, and hosts, methods and headers beside it"}
	routes, lacking := d.ruledRoutes(n)
	switch {
	case len(routes) == 0:
		return fault, true
	case len(routes) > 1 && m.Key() == "":
		fault.Help = "write an item each: " + strings.Join(routes, ", ")
	case len(routes) > 1:
		fault.Help = "write a route each: " + strings.Join(routes, ", ")
	case m.Key() == "":
		fault.Help = "write: " + routes[0]
	default:
		path, hosts, _ := strings.Cut(strings.Trim(routes[0], "{}"), ", ")
		if fault.Help = "write " + path + " in place of " + m.Key(); strings.HasPrefix(path, m.Key()+": ") {
			fault.Help = "write: " + strings.TrimPrefix(path, m.Key()+": ")
		}
		if hosts != "" {
			fault.Help += ", and beside it " + hosts
		}
	}
	if len(lacking) > 0 {
		fault.Help += "; and in the tier's hosts, which lack it: " + words(lacking)
	}
	return fault, true
}

// ruledRoutes are the routes of a rule, with their hosts where the tier has others too, and the hosts that it lacks.
func (d *decoder) ruledRoutes(n *source.Node) (routes, lacking []string) {
	asked, ok := compose.Rule(n.Text)
	if !ok || slices.ContainsFunc(asked, compose.Asked.Narrowed) {
		return nil, nil
	}
	var there []string
	if hosts := d.tier().Get("hosts"); hosts != nil {
		for _, item := range append(slices.Clone(hosts.Items), hosts) {
			there = append(there, hostsIn(item)...)
		}
	}
	for _, one := range asked {
		routes = append(routes, routeAsked(one, !slices.Equal(one.Hosts, there), ""))
		for _, host := range one.Hosts {
			if !slices.ContainsFunc(there, func(wide string) bool { return routing.Covers(wide, host) }) && !slices.Contains(lacking, host) {
				lacking = append(lacking, host)
			}
		}
	}
	return routes, lacking
}

// hostsIn are the hosts of an item of a tier's.
func hostsIn(item *source.Node) (out []string) {
	switch {
	case item.Kind == source.Scalar:
		return []string{item.Text}
	case item.Kind == source.Map && item.Get("host") != nil:
		host := item.Get("host")
		for _, one := range append(slices.Clone(host.Items), host) {
			if one.Kind == source.Scalar {
				out = append(out, one.Text)
			}
		}
	}
	return out
}

// ruleForm is a rule of Traefik behind a key of a route.
func ruleForm(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	if key != "rule" && !(slices.Contains([]string{"match", "path", "uri", "url", "location", "rules"}, key) && value.Kind == source.Scalar && isRule(value.Text)) {
		return otherForm{}
	}
	if routes := routesOfRule(value); len(routes) == 1 {
		return otherForm{help: "write " + strings.Trim(routes[0], "{}") + " in its place", wrong: true}
	} else if len(routes) > 1 {
		return otherForm{help: "write a route each: [" + strings.Join(routes, ", ") + "]", wrong: true}
	}
	return otherForm{}
}
