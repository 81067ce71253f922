package consequences

import (
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// asking is for what a gateway is asked, or by which port alone.
type asking struct {
	*served.Entrance
	host, port string
}

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

// moved is a Service that goes while another comes in its place: that of an app which moves to another
// namespace, or has another name from now on. A topology may have both, since an app's name is its own in
// a namespace.
type moved struct{ from, to objects.Service }

// moving is what of the old side is on the new one elsewhere.
type moving struct {
	all            bool    // see movesAll
	moved, renamed []moved // see movedApps and renamedApps
	to             map[served.Service]bool
	parties        *movingParties // once asked for
}

// movingParties are who their pods are to policies, and who those of all Services are that fell out.
type movingParties struct{ moved, renamed, renamedStopped, gone, goneStopped policies.Parties }
