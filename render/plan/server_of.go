package plan

import (
	"slices"

	"render/render/format"
)

// ServerOf is the one that answers for a host: one of the tier's, or below one of
// its wildcards. It is nil for a host that none has.
func (t *Tier) ServerOf(host string) *Server {
	found, ok := t.Known.MostSpecific(host)
	if !ok {
		return nil
	}
	return t.listedOn(found)
}

// EndedBy is the wildcard of a server that ends TLS which takes in a host's connections
// where nothing else does; not set for none.
func (t *Tier) EndedBy(host string) format.Text {
	for above, ok := t.Known.Above(host); ok; above, ok = t.Known.Above(above) {
		if s := t.listedOn(above); s != nil && s.TLS.Terminated() {
			for _, h := range s.Hosts {
				if h.Value == above {
					return h
				}
			}
		}
	}
	return format.Text{}
}

// listedOn is the server of a host that the tier lists; nil for another one.
func (t *Tier) listedOn(host string) *Server {
	if len(t.Servers) > 1 {
		return t.serverOf[host]
	}
	if !t.Known.Has(host) {
		return nil
	}
	return &t.Servers[0]
}

// AnyServer reports whether a tier has a server with hosts of which something holds.
func (t *Tier) AnyServer(holds func(*Server) bool) bool {
	for i := range t.Servers {
		if s := &t.Servers[i]; len(s.Hosts) > 0 && holds(s) {
			return true
		}
	}
	return false
}

// OneServer reports whether all of a tier's hosts are on one server.
func (t *Tier) OneServer() bool {
	n := 0
	for i := range t.Servers {
		if len(t.Servers[i].Hosts) > 0 {
			n++
		}
	}
	return n < 2
}

// PassesAll reports whether TLS is passed through for all of a tier's hosts.
func (t *Tier) PassesAll() bool { return len(t.web) == 0 && len(t.AllHosts) > 0 }

// PassesAllOf reports whether TLS is passed through for all of some hosts; for none
// named, of the tier's.
func (t *Tier) PassesAllOf(hosts []format.Text) bool {
	if len(hosts) == 0 {
		return t.PassesAll()
	}
	return !slices.ContainsFunc(hosts, func(h format.Text) bool {
		s := t.ServerOf(h.Value)
		return s == nil || !s.Passthrough()
	})
}

// Between is for a host with a wildcard above it of its own server, and one of another
// server between the two: that one and the own one. Both are zero where there is none,
// or where the server ends no TLS.
func (t *Tier) Between(host string) (other, own format.Text) {
	s := t.serverOf[host]
	above, ok := t.Known.Above(host)
	if !ok || s == nil || t.serverOf[above] == s || !s.TLS.Terminated() {
		return format.Text{}, format.Text{}
	}
	text := func(host string) format.Text {
		return t.AllHosts[slices.IndexFunc(t.AllHosts, func(h format.Text) bool { return h.Value == host })]
	}
	for wide, ok := t.Known.Above(above); ok; wide, ok = t.Known.Above(wide) {
		if t.serverOf[wide] == s {
			return text(above), text(wide)
		}
	}
	return format.Text{}, format.Text{}
}
