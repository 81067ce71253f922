package consequences

import (
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
