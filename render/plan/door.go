package plan

import (
	"iter"
	"slices"

	"render/render/format"
	"render/render/platform"
)

// oneServer reports whether items that differ in redirects alone can be on one server:
// then routes redirect, which they can from a certain version on.
func (p *Plan) oneServer(tls *format.TLS) bool {
	return tls.Terminated() && (p.GatewayAPI() || platform.IstioRedirectScheme.In(p.Versions.Istio))
}

// sameRedirect reports whether port 80 does the same by two of them.
func sameRedirect(a, b *format.HTTPSRedirect) bool {
	return a.On.Value == b.On.Value && slices.EqualFunc(a.Except, b.Except, func(a, b format.Text) bool { return a.Value == b.Value })
}

// admit adds hosts to those of a server for which port 80 does the same.
func (s *Server) admit(tls *format.TLS, hosts []format.Text) *Door {
	for i := range s.Doors {
		if d := &s.Doors[i]; sameRedirect(d.Redirect, &tls.Redirect) {
			d.Hosts = append(d.Hosts, hosts...)
			return d
		}
	}
	s.Doors = append(s.Doors, Door{Hosts: slices.Clip(hosts), Redirect: &tls.Redirect, Origin: tls.Origin})
	return &s.Doors[len(s.Doors)-1]
}

// deriveDoorOf settles which door each host is at. All are at one mostly.
func (t *Tier) deriveDoorOf() {
	count := 0
	for i := range t.Servers {
		for j := range t.Servers[i].Doors {
			t.Servers[i].Doors[j].Server = &t.Servers[i]
			count++
		}
	}
	if len(t.Servers) == 1 && count < 2 {
		return
	}
	t.doorOf = map[string]*Door{}
	for d := range t.Doors() {
		for _, h := range d.Hosts {
			if t.doorOf[h.Value] == nil {
				t.doorOf[h.Value] = d
			}
		}
	}
}

// Doors are those of all servers.
func (t *Tier) Doors() iter.Seq[*Door] {
	return func(yield func(*Door) bool) {
		for i := range t.Servers {
			for j := range t.Servers[i].Doors {
				if !yield(&t.Servers[i].Doors[j]) {
					return
				}
			}
		}
	}
}

// AnyDoor reports whether a tier has hosts for which something holds of port 80.
func (t *Tier) AnyDoor(holds func(*Door) bool) bool {
	for d := range t.Doors() {
		if holds(d) {
			return true
		}
	}
	return false
}

// DoorOf is that of a host: one of the tier's, or below one of its wildcards. It is nil
// for a host that none has.
func (t *Tier) DoorOf(host string) *Door {
	found, ok := t.Known.MostSpecific(host)
	switch {
	case !ok:
		return nil
	case t.doorOf != nil:
		return t.doorOf[found]
	}
	return &t.Servers[0].Doors[0]
}

// redirected are its hosts for which routes redirect. Where it serves paths in clear
// those are without hosts that have no routes, below others of it: theirs answer.
func (t *Tier) redirected(d *Door) []string {
	hosts := format.Values(d.Hosts)
	if len(d.Clear) == 0 {
		return hosts
	}
	return slices.DeleteFunc(hosts, func(h string) bool {
		above, ok := t.Known.Above(h)
		return ok && !t.virtual.Has(h) && t.DoorOf(above) == d
	})
}
