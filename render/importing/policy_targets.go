package importing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// targets are those of all routes of a tier.
func (a *admission) targets() (out []target) {
	add := func(of *app, r *route) {
		switch r.kind {
		case "tcp", "tls", "sni":
			n, _ := number(r.rest[0].Value)
			if len(r.hosts) == 0 || r.kind == "tcp" {
				out = append(out, target{app: of, route: r, port: n})
				return
			}
			for _, h := range r.hosts {
				out = append(out, target{app: of, host: h, route: r, port: n})
			}
		default:
			for _, h := range r.hosts {
				out = append(out, target{app: of, host: h, route: r})
			}
		}
	}
	for _, one := range a.t.apps {
		for i := range one.routes {
			add(one, &one.routes[i])
		}
		for _, h := range one.hosts {
			if one.bare {
				out = append(out, target{app: one, host: h, port: 443})
			}
		}
	}
	answers := join(a.t.answers)
	for i := range answers {
		add(nil, &answers[i])
	}
	var names []string
	for i := range out {
		names = append(names, out[i].host)
	}
	for i := range out {
		one := &out[i]
		one.names = names
		for k := range out {
			other := &out[k]
			if one.port == 0 && other.port == 0 && other.app != one.app && other.host == one.host && one.route.holds(other.route.kind, other.route.path) && !other.route.holds(one.route.kind, one.route.path) {
				one.rivals = append(one.rivals, other.route)
			}
		}
	}
	return out
}

// reach is which of a target's requests something is for: none, all, all but some paths or some
// paths alone, as a topology has them.
type reach struct {
	some, all bool
	paths     []string
	why, part string // it is none of these, since a part of the operation is not
}

// reach is which of a target's requests an operation is for, of a rule that refuses them or not.
func (a *admission) reach(o *operation, t *target, refuses bool) reach {
	if t.port > 0 {
		return a.connectionReach(o, t, refuses)
	}
	if ok, why, part := hostReach(o, t); !ok || why != "" {
		return reach{why: why, part: part}
	}
	switch ports := a.podPorts(t.host); {
	case len(o.ports) == 0:
	case !slices.ContainsFunc(ports, func(of []string) bool { return meets(of, o.ports) }):
		return reach{}
	case slices.ContainsFunc(ports, func(of []string) bool { return !meets(of, o.ports) }):
		return reach{why: fmt.Sprintf("access of %q is the same on all ports", t.host), part: "ports"}
	}
	out := reach{all: true}
	if len(o.paths) > 0 {
		var why string
		if out.all, out.paths, why = t.within(o.paths); why != "" {
			return reach{why: why, part: "paths"}
		}
		out.some = !out.all && len(out.paths) > 0
	}
	if len(o.notPaths) == 0 || !out.all && !out.some {
		return out
	}
	all, but, why := t.within(o.notPaths)
	switch {
	case why != "":
		return reach{why: why, part: "notPaths"}
	case all:
		return reach{}
	case len(but) > 0 && out.some:
		return reach{why: "it takes paths out of paths", part: "notPaths"}
	case len(but) > 0:
		out.paths = but
	}
	return out
}

// connectionReach is whether an operation is for whole connections. By what is of requests none is
// let in, and what refuses passes over that.
func (a *admission) connectionReach(o *operation, t *target, refuses bool) reach {
	ports := len(o.ports) == 0 || meets(a.podPort(t.port), o.ports)
	ofRequests := len(o.hosts)+len(o.notHosts)+len(o.paths)+len(o.notPaths) > 0
	if ofRequests {
		return a.ofRequests(ports, t, refuses)
	}
	return reach{all: ports}
}

// ofRequests is of whole connections what a rule is for that says something of requests: istiod
// leaves out all of one that lets in, and of one that refuses that part alone.
func (a *admission) ofRequests(ports bool, t *target, refuses bool) reach {
	if ports && refuses {
		return reach{why: fmt.Sprintf("of whole connections to %s it refuses more than it says, and access no more; name the ports of requests in it", t.title())}
	}
	return reach{}
}

func meets(a, b []string) bool {
	return slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
}

// podPorts are the ports of pods to which requests for a host come, each as it may be called, but
// port 80 where that only redirects.
func (a *admission) podPorts(host string) (out [][]string) {
	secure, clear := false, false
	for _, s := range a.t.servers {
		if !slices.ContainsFunc(s.hosts, func(h string) bool { return h == host || hostWithin(h, host) }) {
			continue
		}
		secure = secure || s.has443
		clear = clear || s.clear && s.clearly.Get("httpsRedirect") != true && len(a.t.except)+len(s.except) == 0
	}
	if clear {
		out = append(out, a.podPort(80))
	}
	if secure {
		out = append(out, a.podPort(443))
	}
	return out
}

// podPort is a port of the gateway's Service as the pods have it; each that it may be, where
// nothing tells.
func (a *admission) podPort(n int64) []string {
	for _, p := range a.t.service.List("ports") {
		if o := asObject(p); !a.t.made {
			port, _ := number(o.Get("port"))
			if target, ok := number(o.Get("targetPort")); port == n && ok && o.Text("protocol") != "UDP" {
				return []string{strconv.FormatInt(target, 10)}
			}
		}
	}
	text := strconv.FormatInt(n, 10)
	if !a.im.standard && (n == 80 || n == 443) {
		return []string{text, strconv.FormatInt(8000+n, 10)}
	}
	return []string{text}
}

// hostWithin reports whether a host is below a wildcard.
func hostWithin(wild, host string) bool {
	rest, is := strings.CutPrefix(wild, "*")
	return is && host != wild && strings.HasSuffix(host, rest)
}

// hostReach reports whether an operation is for all requests to a target's host; else why not,
// where it is for some of them.
func hostReach(o *operation, t *target) (ok bool, why, part string) {
	covers := func(list []string) (all, some bool, odd string) {
		for _, h := range list {
			bare, port, _ := strings.Cut(strings.ToLower(h), ":")
			switch {
			case bare == t.host || hostWithin(bare, t.host) || bare == "*":
				if port == "" {
					all = true
				}
				some = true
			case strings.HasSuffix(bare, "*") && strings.HasPrefix(t.host, strings.TrimSuffix(bare, "*")):
				odd = fmt.Sprintf("%q is no host as a tier has them", h)
			case hostWithin(t.host, bare) && !slices.Contains(t.names, bare):
				odd = fmt.Sprintf("%q is the host of no route", bare)
			}
		}
		return all, some, odd
	}
	if len(o.hosts) > 0 {
		all, some, odd := covers(o.hosts)
		switch {
		case all:
		case odd != "":
			return false, odd, "hosts"
		case some:
			return false, fmt.Sprintf("it is for %q with a port in Host alone", t.host), "hosts"
		default:
			return false, "", ""
		}
	}
	_, some, odd := covers(o.notHosts)
	if some {
		return false, "", ""
	}
	return odd == "", odd, "notHosts"
}
