package access

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/routing"
	"render/render/served"
	"render/render/wording"
)

const noConnection = "no connection"

// Gives is what clients of a host get on these gates who come by what led to some gateways of others,
// of which none answers the host any more: by each port on which one served it.
func (g *Gates) Gives(list []*served.Entrance, before *Gates, host string) string {
	var clear, secure []string
	for _, e := range list {
		of := before.openingsOf(e)
		for one := range of.serving(host) {
			switch {
			case before.beginsTLS(e, one.port):
				secure = append(secure, g.getsByTLS(e, host, one.port))
			default:
				clear = append(clear, g.getsInClear(e, host, one.port))
			}
		}
		for _, at := range of.passages {
			if routing.Covers(at.Host, host) {
				secure = append(secure, g.getsByTLS(e, host, at.Port))
			}
		}
	}
	plainly, byTLS := oneOf(clear), oneOf(secure)
	switch {
	case plainly == "" && byTLS == "": // nothing tells by which ports it was served
		return "404, or by TLS " + noConnection
	case byTLS == "" || byTLS == plainly:
		return plainly
	case plainly == "":
		return byTLS
	case plainly == served.ToHTTPS:
		return plainly + ", and there " + byTLS
	}
	return plainly + ", or by TLS " + byTLS
}

// oneOf are answers of which clients get one.
func oneOf(answers []string) string {
	var out []string
	for _, one := range answers {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return strings.Join(out, " or ")
}

// beginsTLS reports whether clients of a port of a gateway begin TLS, which ends there.
func (g *Gates) beginsTLS(e *served.Entrance, port int64) bool {
	pods := podsOf(e)
	return slices.ContainsFunc(g.begin().Order, func(at served.TLSStart) bool { return at.Port == port && slices.Contains(pods, at.Pods) })
}

// inPlaceOf is what clients come to on these gates who come to a gateway of others: its Service, or whose its
// address is now; nil for nothing.
func (g *Gates) inPlaceOf(e *served.Entrance) *served.Entrance {
	if now := g.ByService[e.Service]; now != nil {
		return now
	}
	at := slices.IndexFunc(g.Entrances, func(now *served.Entrance) bool {
		return slices.ContainsFunc(e.Addresses, func(a netip.Addr) bool { return slices.Contains(now.Addresses, a) })
	})
	if at < 0 {
		return nil
	}
	return g.Entrances[at]
}

// getsInClear is what clients of a port get that was for requests that nobody encrypts; whoever listens
// there answers for hosts without a server too.
func (g *Gates) getsInClear(e *served.Entrance, host string, port int64) string {
	now := g.inPlaceOf(e)
	if now == nil || g.beginsTLS(now, port) {
		return noConnection
	}
	var door *served.Door
	for _, one := range g.openingsOf(now).doors {
		if one.port == port && (door == nil || one.door.Serves(host)) {
			door = one.door
		}
	}
	if door == nil {
		return noConnection
	}
	return g.gets(now, host, port, door)
}

// getsByTLS is what those get that begin TLS: nothing where no server covers the name.
func (g *Gates) getsByTLS(e *served.Entrance, host string, port int64) string {
	now := g.inPlaceOf(e)
	if now == nil {
		return noConnection
	}
	for _, pods := range podsOf(now) {
		end := g.passages.EndOf(served.TLSStart{Pods: pods, Port: port, Host: host}, g.begin())
		switch {
		case end.Behind.Answers():
			return "what " + end.Behind.Text + " answers"
		case end.Gateway != nil:
			if door := g.doors.By[served.Opening{Gateway: end.Gateway.From.ID(), Port: port}]; door != nil {
				return g.gets(now, host, port, door)
			}
		}
	}
	return noConnection
}

// gets is what a request is answered at a door: policies are asked before any route is.
func (g *Gates) gets(e *served.Entrance, host string, port int64, door *served.Door) string {
	if g.refuses(e, host, port) {
		return "403"
	}
	tried := slices.DeleteFunc(slices.Clone(door.Tried(host)), func(r served.Route) bool { return !r.Answers() })
	switch {
	case len(tried) == 0:
		return "404"
	case !slices.ContainsFunc(tried, func(r served.Route) bool { return !r.LeadsToHTTPS() }):
		return served.ToHTTPS
	}
	return "what the routes of " + wording.Quote(door.VirtualHost(host)) + " answer"
}
