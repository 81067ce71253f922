package consequences

import (
	"slices"

	"render/render/access"
	"render/render/routing"
	"render/render/served"
)

// joining is what a gateway has to have beside another until clients come to it: hosts, and the ports on
// which they were asked for there.
type joining struct {
	from, to  string // their titles
	entrances []*served.Entrance
	hosts     []string
	ports     []served.Port
}

func (j *joining) addPort(p served.Port) {
	if !slices.Contains(j.ports, p) {
		j.ports = append(j.ports, p)
	}
}

// ledBy is a port by which a gateway leads to what answers some hosts.
type ledBy struct {
	served.Port
	hosts []string // of requests, or of connections that name them; none of a port alone
	to    []served.Part
}

// portsLeading are the ports by which a gateway leads on for some hosts, and those that lead whole
// connections to a Service which answers one of these.
func portsLeading(g *access.Gates, of []*served.Entrance, hosts []string) []ledBy {
	var out []ledBy
	var behind []served.Service
	add := func(l *served.Lead, host string) {
		p := served.Port{Protocol: "TCP", Number: l.Port}
		at := slices.IndexFunc(out, func(one ledBy) bool { return one.Port == p && (host == "") == (len(one.hosts) == 0) })
		if at < 0 {
			at, out = len(out), append(out, ledBy{Port: p})
		}
		one := &out[at]
		if one.to = append(one.to, l.To); host != "" && !slices.Contains(one.hosts, host) {
			one.hosts = append(one.hosts, host)
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

// havePort reports whether one of some Services has a port.
func havePort(list []*served.Entrance, p served.Port) bool {
	return slices.ContainsFunc(list, func(e *served.Entrance) bool { return e != nil && slices.Contains(e.Ports, p) })
}
