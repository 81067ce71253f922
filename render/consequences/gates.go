package consequences

import (
	"render/render/manifest"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// callers are who is let in at a gateway, for a host.
type callers struct {
	allowed []policies.Rule // what is let in; one without clauses is all
	denied  []policies.Rule // what of it is refused
	left    []policies.Rule // what of it another decides of
	asks    bool            // for certificates of clients
	shown   []manifest.ID
	of      []*objects.Object
}

// gates find them on a side, with what stays beside it.
type gates struct {
	*side
	doors               *served.Doors
	passages            *served.Passages
	allow, deny, custom asked
	hosts               map[*served.Entrance]*served.Routed
	known               map[asking]callers
	ways                []served.Lead            // once asked for
	sent                map[served.Service]*sent // once asked for
}

// sent is to which Services the requests and connections of a gateway go, by the hosts of its routes.
type sent struct {
	to   map[string][]served.Service
	wild []string
}

// asking is for what a gateway is asked, and by which port of its pods.
type asking struct {
	*served.Entrance
	host, port string
}

// asked finds the policies of a side for pods, and their rules.
type asked func(objects.PolicyTarget) (policies []*objects.Object, rules []policies.Rule)

// succession is what is to policies in place of a gateway's pods, which are others from now on.
type succession struct {
	was, is  policies.Party
	old, new *served.Entrance
	until    string // the new one has taken over
}

// portMoved is a port of pods in place of another.
type portMoved struct {
	pods    policies.Party
	was, is string
}
