package composing

import (
	"slices"

	"render/render/compose"
	"render/render/document"
	"render/render/places"
	"render/render/platform"
	"render/render/source"
)

// composed is the reading of a Compose file.
type composed struct {
	known    Known
	name     string // of the file
	root     *source.Node
	all      *source.Node // its services
	volumes  *source.Node
	services []*service
	ports    []any // of the tier
	hosts    []string
	became   []document.Became
	notes    []string
	kept     *kept
	built    []string // services without an image
	inside   []string // ports that are published for the machine alone

	variables compose.Variables       // of the file .env
	hasDotEnv bool                    // there is one
	defaults  []string                // of variables, as the Compose file gives them
	unfilled  map[*source.Node]string // why a text is not filled in
	passwords map[*source.Node]password

	unextended map[places.Place]string // why a service does not extend another
}

// service is a service of a Compose file.
type service struct {
	key     string // as the file has it
	name    string // of the app
	node    *source.Node
	image   string
	ports   []servicePort
	hosts   []string
	led     []compose.Led // what a proxy leads to it
	unled   []compose.Unled
	virtual compose.Led // what nginx-proxy does, by variables
	from    []any       // the networks that it lets in; nil for all
	env     []composeVariable
	member  document.Mapping // what is taken as it is
	parts   []compose.Part
	nodes   []string // paths of the node that it mounts
	mounts  bool     // volumes or folders
	writes  bool     // to some of them
	called  func(from, into string) string
	wants   []string // what has to be there for it
}

// composeVariable is a variable of a service.
type composeVariable struct {
	key, text string
	secret    bool // left to a Secret
	own       bool // it is said in environment, which goes before env_file
}

// set gives a service a variable, unless one that goes before says something else.
func (s *service) set(v composeVariable) {
	at := slices.IndexFunc(s.env, func(other composeVariable) bool { return other.key == v.key })
	switch {
	case at < 0:
		s.env = append(s.env, v)
	case v.own || !s.env[at].own:
		s.env[at] = v
	}
}

// password are the variables with passwords in a text, which is without their values here.
type password struct {
	names  []string
	unmade string
}

// servicePort is a port of a service: where its container listens, and where the machine does for it;
// 0 for nowhere. One that is published for the machine alone is asked by nobody else.
type servicePort struct {
	inside, outside int
	alone           bool
	web, https      bool // a proxy asks for it by HTTP, or by HTTPS
	clear           bool // it speaks http where mostly https is spoken
}

// tcp reports whether mostly something else than HTTP is spoken on a port.
func (p servicePort) tcp() bool { return !p.web && platform.MostlyOn(p.inside) != "" }

// becomes tells what became of a key.
func (c *composed) becomes(at places.Place, name, what string) {
	c.became = append(c.became, document.Became{Place: at, Name: name, What: what})
}

// leave tells why a key has no part in a topology.
func (c *composed) leave(at places.Place, name, why string) {
	c.became = append(c.became, document.Became{Place: at, Name: name, Apart: why})
}

// driverOptions are what a volume of the file says to its driver; nil for nothing.
func (c *composed) driverOptions(name string) *source.Node {
	if c.volumes == nil || c.volumes.Get(name) == nil {
		return nil
	}
	opts := c.volumes.Get(name).Get("driver_opts")
	if opts == nil || len(opts.Keys) == 0 {
		return nil
	}
	return opts
}
