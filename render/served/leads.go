package served

import (
	"fmt"
	"maps"
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// Lead is a way by which requests, or whole connections, come in by a gateway to a Service.
type Lead struct {
	Entrance *Entrance
	Host     string // "" of connections that a port alone tells apart
	Port     int64
	Ask      *Ask // of requests, nil for whole connections
	To       Part
	From     *objects.Object // the route
}

// Leads are the ways of a side by some doors and passages, in the order of these.
func (s *Side) Leads(doors *Doors, passages *Passages) []Lead {
	of := map[manifest.ID][]*Entrance{}
	for _, e := range s.Entrances {
		for _, o := range e.Gateways() {
			of[o.ID()] = append(of[o.ID()], e)
		}
	}
	var out []Lead
	type opened struct {
		*Entrance
		*Door
	}
	known := map[opened]bool{}
	for _, at := range doors.Order {
		d := doors.By[at]
		for _, e := range of[at.Gateway] {
			if one := (opened{e, d}); e.Listens(at.Port) && !known[one] {
				known[one] = true
				out = d.leads(out, e, at.Port)
			}
		}
	}
	for _, at := range passages.Order {
		if passages.Of[at] == nil {
			continue
		}
		to := passages.By[at]
		for _, e := range of[passages.Of[at].ID()] {
			if !e.Listens(at.Port) {
				continue
			}
			for _, part := range to.To {
				out = append(out, Lead{Entrance: e, Host: at.Host, Port: at.Port, To: part, From: to.From})
			}
		}
	}
	return out
}

// leads are the ways by a door: those of routes that no other route goes before.
func (d *Door) leads(out []Lead, e *Entrance, port int64) []Lead {
	for _, host := range slices.Sorted(maps.Keys(d.Routes)) {
		list := d.Tried(host)
		for i := range list {
			r := &list[i]
			if len(r.To) == 0 || d.Becomes(host, &r.Ask).From != r.From {
				continue
			}
			for _, part := range r.To {
				out = append(out, Lead{Entrance: e, Host: host, Port: port, Ask: &r.Ask, To: part, From: r.From})
			}
		}
	}
	return out
}

// Covers reports whether a way takes all that another does, as far as path and conditions tell.
func (l *Lead) Covers(other *Lead) bool {
	switch {
	case l.Ask == nil || l.Ask.CatchesAll():
		return true
	case other.Ask == nil || !l.Ask.TakesPath(other.Ask):
		return false
	}
	return !slices.ContainsFunc(l.Ask.Conditions, func(c Condition) bool { return !slices.ContainsFunc(other.Ask.Conditions, c.Same) })
}

// Text is what a way takes, as a message says it: `shop.example.org/cart/*`.
func (l *Lead) Text() string {
	switch {
	case l.Ask == nil:
		return l.Host
	case len(l.Ask.Text) > 0 && l.Ask.Text[0] == '/':
		return l.Host + l.Ask.Text
	}
	return l.Host + " " + l.Ask.Text
}

// Key tells ways apart, and In by what of a gateway they come.
func (l *Lead) Key() string {
	ask := ""
	if l.Ask != nil {
		ask = l.Ask.Key()
	}
	return fmt.Sprint(l.In(), "\x00", l.To.Service, l.To.Port, "\x00", ask)
}

func (l *Lead) In() string {
	return fmt.Sprint(l.Entrance.Service, "\x00", l.Host, "\x00", l.Port)
}
