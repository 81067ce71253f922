package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/routing"
)

// route is a rule of a route object, for the hosts of one virtual host.
type route struct {
	ask
	outcome
}

// whole is all that a route asks for and does, as a key.
func (r *route) whole() string { return r.key() + "\x00" + r.outcome.text + fmt.Sprint(r.to) }

// door is a port of a Gateway of either kind, with the routes of its hosts.
type door struct {
	hosts  []string                 // that its servers are for
	own    map[manifest.ID][]string // of them, those of each Gateway
	apart  []string                 // of which its server sends all to https
	routes map[string][]route       // by virtual host, in the order in which they are tried
	// What is found once all routes are there.
	indices  map[string]*routeIndex // by virtual host
	virtuals map[string]string      // the virtual host of a host
}

func (d *door) open(of manifest.ID, host string, redirects bool) {
	d.own[of] = append(d.own[of], host)
	if !slices.Contains(d.hosts, host) {
		d.hosts = append(d.hosts, host)
	}
	if redirects && !slices.Contains(d.apart, host) {
		d.apart = append(d.apart, host)
	}
}

// virtualHosts are those that a host of a route of a Gateway gets at a door: the
// narrower of it and each server's, where they meet.
func (d *door) virtualHosts(of manifest.ID, host string) []string {
	var out []string
	for _, server := range d.own[of] {
		narrow := ""
		switch {
		case routing.Covers(server, host):
			narrow = host
		case routing.Covers(host, server):
			narrow = server
		}
		if narrow != "" && !slices.Contains(out, narrow) {
			out = append(out, narrow)
		}
	}
	return out
}

// listener is the most specific host of the door's that takes requests for a host.
func (d *door) listener(host string) string {
	best := ""
	for _, own := range d.hosts {
		if routing.Covers(own, host) && (best == "" || routing.CompareHosts(own, best) < 0) {
			best = own
		}
	}
	return best
}

// add puts routes of a virtual host behind those that it has.
func (d *door) add(host string, asks []ask, o outcome) {
	d.indices, d.virtuals = nil, nil
	if d.routes[host] == nil {
		d.routes[host] = []route{}
	}
	for _, a := range asks {
		d.routes[host] = append(d.routes[host], route{a, o})
	}
}

// serves reports whether a server of the door is for a host.
func (d *door) serves(host string) bool {
	return slices.ContainsFunc(d.hosts, func(server string) bool { return routing.Covers(server, host) })
}

// virtualHost is the most specific one that takes requests for a host, which answers
// alone; "" for none.
func (d *door) virtualHost(host string) string {
	if known, ok := d.virtuals[host]; ok {
		return known
	}
	best := ""
	for virtual := range d.routes {
		if routing.Covers(virtual, host) && (best == "" || routing.CompareHosts(virtual, best) < 0) {
			best = virtual
		}
	}
	if d.virtuals == nil {
		d.virtuals = map[string]string{}
	}
	d.virtuals[host] = best
	return best
}

// index is that of the routes of a host.
func (d *door) index(host string) *routeIndex {
	virtual := d.virtualHost(host)
	if d.indices[virtual] == nil {
		if d.indices == nil {
			d.indices = map[string]*routeIndex{}
		}
		d.indices[virtual] = newRouteIndex(d.routes[virtual])
	}
	return d.indices[virtual]
}

// becomes is what becomes of a request for a host.
func (d *door) becomes(host string, a *ask) outcome {
	if r := d.index(host).first(a, func(r *route) bool { return r.takes(host, a) }); r != nil {
		return r.outcome
	}
	return outcome{}
}

// redirects reports whether a server of the door sends all requests for a host to
// https.
func (d *door) redirects(host string) bool {
	return slices.ContainsFunc(d.apart, func(server string) bool { return routing.Covers(server, host) })
}
