package importing

import (
	"render/render/compose"
	"render/render/places"
	"render/render/platform"
	"render/render/source"
)

// composed is the reading of a Compose file.
type composed struct {
	known    Known
	services []*service
	ports    []any // of the tier
	hosts    []string
	became   []Became
	notes    []string
	kept     *kept
	defaults []string                // of variables
	unfilled map[*source.Node]string // why a text is not filled in
	inside   []string                // ports that are published for the machine alone
}

// service is a service of a Compose file.
type service struct {
	key    string // as the file has it
	name   string // of the app
	node   *source.Node
	image  string
	ports  []servicePort
	hosts  []string
	member mapping // what is taken as it is
	parts  []compose.Part
	mounts bool // volumes or folders
}

// servicePort is a port of a service: where its container listens, and where the machine does for it;
// 0 for nowhere. One that is published for the machine alone is asked by nobody else.
type servicePort struct {
	inside, outside int
	alone           bool
}

// tcp reports whether mostly something else than HTTP is spoken on a port.
func (p servicePort) tcp() bool { return platform.MostlyOn(p.inside) != "" }

// becomes tells what became of a key.
func (c *composed) becomes(at places.Place, name, what string) {
	c.became = append(c.became, Became{Place: at, Name: name, What: what})
}

// leave tells why a key has no part in a topology.
func (c *composed) leave(at places.Place, name, why string) {
	c.became = append(c.became, Became{Place: at, Name: name, Apart: why})
}
