package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/routing"
)

// stillAnswering is what a route that fell out and stays answers: the hosts of a gateway
// for which some requests go to it, and those of them that get 404 without it. Where it
// goes before another of the new side checkOlder tells of it.
type stillAnswering struct{ hosts, alone []string }

func (s *stillAnswering) answers(host string) bool {
	return slices.ContainsFunc(s.hosts, func(own string) bool { return routing.Covers(host, own) || routing.Covers(own, host) })
}

// winning is a route that stays and goes before one of the new side, for a host or by a port alone.
type winning struct {
	stays, is *objects.Object
	what      string
	perhaps   bool // where it is the older one, which nobody here knows
}
