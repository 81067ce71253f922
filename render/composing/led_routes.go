package composing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/compose"
	"render/render/document"
)

// ledRoutes are the routes of what a proxy leads to a service, those of longer paths first, behind
// those that the gateway answers for.
func (c *composed) ledRoutes(s *service) (out []any) {
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
	out = c.refused(s)
	for _, g := range groups {
		all := len(g.hosts) == 0 || len(g.hosts) == len(s.hosts)
		if len(s.ports) < 2 && all && g.Exact == "" && (g.Prefix == "" || g.Prefix == "/") {
			out = append(out, "/*")
			continue
		}
		route := document.Mapping{}
		if g.Exact != "" {
			route.Add("exact", g.Exact)
		} else {
			route.Add("prefix", "/"+strings.Trim(g.Prefix, "/"))
		}
		if !all {
			route.Add("hosts", document.Strs(g.hosts))
		}
		if len(s.ports) > 1 {
			route = append(route, document.Member{Key: "port", Value: document.Literal(g.Port)})
		}
		if g.Strip {
			route.Add("rewrite", "/")
		}
		out = append(out, route)
	}
	return out
}

// refused are the routes of paths that a proxy leads to no service: without them the route of the whole host would have
// them too. As the proxy does, the gateway answers that nothing is there.
func (c *composed) refused(s *service) (out []any) {
	hosts := map[string][]string{}
	var paths []compose.Asked
	for _, one := range s.led {
		for _, path := range one.Except {
			if !covers(one.Asked, path) || c.leads(one, path) {
				continue
			}
			key := path.Exact + " " + path.Prefix
			if hosts[key] == nil {
				paths = append(paths, path)
			}
			of := one.Hosts
			if len(of) == 0 {
				of = s.hosts
			}
			for _, host := range of {
				if !slices.Contains(hosts[key], host) {
					hosts[key] = append(hosts[key], host)
				}
			}
		}
	}
	for _, path := range paths {
		route := document.Mapping{}
		if path.Exact != "" {
			route.Add("exact", path.Exact)
		} else {
			route.Add("prefix", "/"+strings.Trim(path.Prefix, "/"))
		}
		if of := hosts[path.Exact+" "+path.Prefix]; len(of) < len(s.hosts) {
			route.Add("hosts", document.Strs(of))
		}
		out = append(out, append(route, document.Member{Key: "respond", Value: 404}))
	}
	return out
}

// covers reports whether a path is one of those that are asked for.
func covers(a, path compose.Asked) bool {
	below := strings.Trim(cmp.Or(path.Exact, path.Prefix), "/") + "/"
	above := strings.Trim(a.Prefix, "/")
	switch {
	case a.Exact != "":
		return a.Exact == path.Exact
	case above == "":
		return true
	}
	return strings.HasPrefix(below, above+"/")
}

// leads reports whether a path that one router leaves out is led to some service of the file by another, which asks for
// that path or one above it.
func (c *composed) leads(by compose.Led, path compose.Asked) bool {
	for _, s := range c.services {
		for _, one := range s.led {
			shared := len(one.Hosts) == 0 || len(by.Hosts) == 0 || slices.ContainsFunc(one.Hosts, func(host string) bool { return slices.Contains(by.Hosts, host) })
			leftOut := slices.ContainsFunc(one.Except, func(a compose.Asked) bool { return a.Exact == path.Exact && a.Prefix == path.Prefix })
			if shared && !leftOut && strings.Trim(one.Prefix, "/")+one.Exact != "" && covers(one.Asked, path) {
				return true
			}
		}
	}
	return false
}
