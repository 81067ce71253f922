package access

import (
	"slices"

	"render/render/routing"
	"render/render/served"
)

// LedBy is a port by which a gateway leads to what answers some hosts.
type LedBy struct {
	served.Port
	Hosts []string // of requests, or of connections that name them; none of a port alone
	To    []served.Part
}

// PortsLeading are the ports by which a gateway leads on for some hosts, and those that lead whole
// connections to a Service which answers one of these.
func (g *Gates) PortsLeading(of []*served.Entrance, hosts []string) []LedBy {
	var out []LedBy
	var behind []served.Service
	add := func(l *served.Lead, host string) {
		p := served.Port{Protocol: "TCP", Number: l.Port}
		at := slices.IndexFunc(out, func(one LedBy) bool { return one.Port == p && (host == "") == (len(one.Hosts) == 0) })
		if at < 0 {
			at, out = len(out), append(out, LedBy{Port: p})
		}
		one := &out[at]
		if one.To = append(one.To, l.To); host != "" && !slices.Contains(one.Hosts, host) {
			one.Hosts = append(one.Hosts, host)
		}
	}
	ways := g.Ways()
	isOf := func(l *served.Lead) bool {
		return slices.ContainsFunc(of, func(e *served.Entrance) bool { return e.Service == l.Entrance.Service })
	}
	for i := range ways {
		if l := &ways[i]; l.Host != "" && isOf(l) {
			for _, host := range hosts {
				if routing.Covers(host, l.Host) || routing.Covers(l.Host, host) {
					add(l, host)
					behind = served.AppendService(behind, l.To.Service)
				}
			}
		}
	}
	for i := range ways {
		if l := &ways[i]; l.Host == "" && isOf(l) && slices.Contains(behind, l.To.Service) {
			add(l, "")
		}
	}
	return out
}
