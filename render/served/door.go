package served

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// Route is a rule of a route object, for the hosts of one virtual host.
type Route struct {
	Ask
	Outcome
}

// Whole is all that a route asks for and does, as a key.
func (r *Route) Whole() string {
	return r.Key() + "\x00" + r.Outcome.Text + fmt.Sprint(r.To, r.ports, r.Way)
}

// Door is a port of a Gateway of either kind, with the routes of its hosts.
type Door struct {
	listed map[string]bool            // the hosts that its servers are for
	own    map[manifest.ID][]string   // of them, those of each Gateway
	away   map[string]*objects.Object // of them, those of which a server sends all to https, with its Gateway
	Routes map[string][]Route         // by virtual host, in the order in which they are tried
	scheme string                     // by which clients come to Istio's servers; "" at others
	// What is found once all routes are there.
	indices  map[string]*Index // by virtual host
	virtuals map[string]string // the virtual host of a host
	sets     map[manifest.ID]*routing.Set
}

func (d *Door) open(of manifest.ID, host string) {
	d.own[of] = append(d.own[of], host)
	d.listed[host] = true
}

// WithoutRoutes is a door of the same servers at which no request is answered.
func (d *Door) WithoutRoutes() *Door { return &Door{listed: d.listed, away: d.away} }

// sendAway notes that a server of a Gateway sends all requests for a host to https.
func (d *Door) sendAway(host string, by *objects.Object) {
	if d.away[host] == nil {
		d.away[host] = by
	}
}

// virtualHosts are those that a host of a route of a Gateway gets at a door: the
// narrower of it and each server's, where they meet.
func (d *Door) virtualHosts(of manifest.ID, host string) []string {
	if d.sets[of] == nil {
		if d.sets == nil {
			d.sets = map[manifest.ID]*routing.Set{}
		}
		d.sets[of] = routing.NewSet(d.own[of])
	}
	return d.sets[of].Narrowed(host)
}

// HostsOf are the virtual hosts that a Gateway has at a door which it may share with others, sorted.
func (d *Door) HostsOf(of manifest.ID) []string {
	var out []string
	for _, own := range d.own[of] {
		if _, routed := d.Routes[own]; routed {
			out = append(out, own)
		}
		if !routing.IsWild(own) {
			continue
		}
		for host := range d.Routes {
			if routing.Covers(own, host) {
				out = append(out, host)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// listener is the most specific host of the door's that takes requests for a host.
func (d *Door) listener(host string) string {
	best, _ := routing.MostSpecific(d.listed, host)
	return best
}

// add puts routes of a virtual host behind those that it has.
func (d *Door) add(host string, asks []Ask, o Outcome) {
	d.indices, d.virtuals = nil, nil
	if d.Routes[host] == nil {
		d.Routes[host] = []Route{}
	}
	for _, a := range asks {
		d.Routes[host] = append(d.Routes[host], Route{a, o})
	}
}

// Listed are the hosts that its servers are for, in no order.
func (d *Door) Listed() iter.Seq[string] { return maps.Keys(d.listed) }

// known are those, and the virtual hosts, each once and in no order.
func (d *Door) known() iter.Seq[string] {
	return func(yield func(string) bool) {
		for host := range d.listed {
			if !yield(host) {
				return
			}
		}
		for host := range d.Routes {
			if !d.listed[host] && !yield(host) {
				return
			}
		}
	}
}

// Serves reports whether a server of the door is for a host.
func (d *Door) Serves(host string) bool {
	_, ok := routing.MostSpecific(d.listed, host)
	return ok
}

// VirtualHost is the most specific one that takes requests for a host, which answers
// alone; "" for none.
func (d *Door) VirtualHost(host string) string {
	if known, ok := d.virtuals[host]; ok {
		return known
	}
	best, _ := routing.MostSpecific(d.Routes, host)
	if d.virtuals == nil {
		d.virtuals = map[string]string{}
	}
	d.virtuals[host] = best
	return best
}

// index is that of the routes of a host.
func (d *Door) index(host string) *Index {
	virtual := d.VirtualHost(host)
	if d.indices[virtual] == nil {
		if d.indices == nil {
			d.indices = map[string]*Index{}
		}
		d.indices[virtual] = NewIndex(d.Routes[virtual])
	}
	return d.indices[virtual]
}

// Becomes is what becomes of a request for a host.
func (d *Door) Becomes(host string, a *Ask) Outcome {
	if away := d.sent(host); away != nil {
		return *away
	}
	if r := d.index(host).First(a, func(r *Route) bool { return r.takes(host, a) }); r != nil {
		return r.Outcome
	}
	return Outcome{}
}

// Takes reports whether one of the routes for which a test holds takes a request for a host, be it that others
// are tried first.
func (d *Door) Takes(host string, a *Ask, holds func(*Route) bool) bool {
	if away := d.sent(host); away != nil {
		return holds(&Route{NewAsk(routing.Every, "", false, nil), *away})
	}
	return d.index(host).First(a, func(r *Route) bool { return r.takes(host, a) && holds(r) }) != nil
}

// sent is what becomes of all requests for a host that a server of the door sends to
// https; nil where none does.
func (d *Door) sent(host string) *Outcome {
	at, is := routing.MostSpecific(d.away, host)
	if !is {
		return nil
	}
	return &Outcome{Text: ToHTTPS, From: d.away[at]}
}

// Tried are the routes by which requests for a host are answered, in the order in which
// they are tried.
func (d *Door) Tried(host string) []Route {
	if away := d.sent(host); away != nil {
		return []Route{{NewAsk(routing.Every, "", false, nil), *away}}
	}
	return d.Routes[d.VirtualHost(host)]
}

// AnsweredInPlace are the requests for a host that are answered otherwise than by a redirect to https of the
// same host and path, one for each route that answers some.
func (d *Door) AnsweredInPlace(host string) (out []Ask) {
	list := d.Tried(host)
	inPlace := func(o Outcome) bool { return o.Answers() && !o.LeadsToHTTPS() }
	byPath := !slices.ContainsFunc(list, func(r Route) bool {
		return slices.ContainsFunc(r.Conditions, func(c Condition) bool { return c.name != ":path" })
	})
	for i := range list {
		if !byPath { // what is asked beside the path may be so or not
			if inPlace(list[i].Outcome) {
				out = append(out, list[i].Ask)
			}
			continue
		}
		for _, a := range Variants(list[i].Ask) {
			if inPlace(d.Becomes(host, &a)) {
				out = append(out, a)
			}
		}
	}
	return out
}
