package plan

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/routing"
)

// deriveClosed finds the hosts that nothing answers on port 80, and that a wildcard of
// another server stands for: its routes are that server's alone, but port 80 is one
// for all. They get a virtual host of their own, in which no request matches. So it is
// of hosts whose TLS is passed through.
func (p *Plan) deriveClosed() {
	for i := range p.Tiers {
		if t := &p.Tiers[i]; t.doorOf != nil {
			p.closed(t)
		}
	}
}

func (p *Plan) closed(t *Tier) {
	// Where other ports answer in clear what port 80 redirects; else they are closed on
	// port 443, for the wildcards of other doors of the same server.
	plain := len(t.PlainSections()) > 0
	own := t.routedByDoor()
	answers, routed, doors := map[*Door]*routing.Set{}, map[*Door]*routing.Set{}, []*Door(nil)
	for d := range t.Doors() {
		answers[d], routed[d] = routing.NewSet(answeredOf(d, own, false)), routing.NewSet(own[d])
		doors = append(doors, d)
	}
	for _, d := range doors {
		by := answers
		if d.Redirects() {
			if by = routed; !plain && len(d.Server.Doors) == 1 {
				continue
			}
		}
		var hosts []string
		for _, h := range d.Hosts {
			above := func(other *Door) bool {
				return other != d && by[other].Covers(h.Value) && (plain || !d.Redirects() || other.Server == d.Server)
			}
			if !by[d].Covers(h.Value) && slices.ContainsFunc(doors, above) {
				hosts = append(hosts, h.Value)
			}
		}
		like := VirtualService{Name: "closed-on-" + t.Names.Gateway, Namespace: t.GatewaysIn, Origin: d.Origin}
		if len(hosts) > 0 {
			d.Server.Closed = true
			t.Closed = append(t.Closed, t.divided(like, "", t.shares(hosts))...)
		}
	}
	for i := range t.Servers {
		var all []string
		for j := range t.Servers[i].Doors {
			all = append(all, answeredOf(&t.Servers[i].Doors[j], own, plain)...)
		}
		t.closedByTLS(&t.Servers[i], routing.NewSet(all))
	}
}

// closedByTLS closes, on port 443 of a server and its other ports that end TLS, the hosts
// below its wildcards that are another's which is not there: requests for them end here.
func (t *Tier) closedByTLS(s *Server, answers *routing.Set) {
	if !s.TLS.Terminated() {
		return
	}
	t.closedOn(s, answers, HttpsPort, "https", (*Server).ServesTLS, func(section string) string { return section })
	for _, port := range t.Web {
		if port.Speaks() == format.ProtocolHTTPS {
			t.closedOn(s, answers, port.Port.Value, port.Name.Value, func(other *Server) bool { return other.Serves(port) },
				func(section string) string { return t.On(port, Section{Name: section}).Name })
		}
	}
}

// closedOn closes them on one port; there are those servers that have it, and on the
// port the listener of a name on port 443 is called otherwise.
func (t *Tier) closedOn(s *Server, answers *routing.Set, port int, word string, has func(*Server) bool, called func(string) string) {
	own := routing.NewSet(format.Values(s.Hosts))
	in := map[int][]string{} // by the Gateway that carries the wildcard
	var groups []int
	above := map[string]string{}
	for i := range t.Servers {
		if has(&t.Servers[i]) {
			continue
		}
		for _, h := range t.Servers[i].Hosts {
			wild, ok := own.MostSpecific(h.Value)
			if !ok || !answers.Covers(h.Value) {
				continue
			}
			group, _ := t.groupFor(wild)
			if above[h.Value] = wild; in[group] == nil {
				groups = append(groups, group)
			}
			in[group] = append(in[group], h.Value)
		}
	}
	for _, group := range groups {
		carrier := &t.Hosts[group]
		for level, hosts := range routing.Levels(in[group]) {
			one := VirtualService{Name: fmt.Sprintf("closed-on-%s%s.%s", t.Names.Gateway, carrier.server, word), Namespace: t.GatewaysIn, Origin: s.Hosts[0].Origin,
				Hosts: hosts, Gateways: []string{carrier.Gateway}, Port: port, on: routing.Only(hosts)}
			if level > 0 {
				one.Name += fmt.Sprintf("-%d", level+1)
			}
			if carrier.number > 1 {
				one.Name += fmt.Sprintf(".gateway-%d", carrier.number)
			}
			for _, h := range hosts {
				for _, section := range t.SectionsOf(s, []string{above[h]}) {
					one.Sections = append(one.Sections, called(section))
				}
			}
			t.Closed = append(t.Closed, one)
		}
	}
}

// answeredOf are the hosts of a door that port 80 answers, or plain: other ports do. own are those
// with routes of each door.
func answeredOf(d *Door, own map[*Door][]string, plain bool) []string {
	if d.Redirects() && !plain {
		return format.Values(d.Hosts)
	}
	return own[d]
}

// routedByDoor are the hosts with routes of each door.
func (t *Tier) routedByDoor() map[*Door][]string {
	out := map[*Door][]string{}
	for a := range t.Routers() {
		for j := range a.Own {
			if own := &a.Own[j]; len(own.Hosts) > 0 {
				d := t.DoorOf(own.Hosts[0])
				out[d] = append(out[d], own.Hosts...)
			}
		}
	}
	return out
}
