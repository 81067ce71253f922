package topology

import (
	"net/netip"

	"render/render/routing"
)

// Options are what the command line adds to a topology.
type Options struct {
	// AllowOutside lets paths lead out of the folder of the topology file.
	AllowOutside bool
	// Secrets replaces secrets.mode; "" keeps it.
	Secrets SecretsMode
	// BuiltIn are the names of the built-in overlays.
	BuiltIn []string
	// Chosen are the built-in overlays that the file or the command line names,
	// and where.
	Chosen map[string]Origin
}

// Plan is a document with everything derived that rules and rendering need:
// versions, names, addresses, the order of routes. Every part keeps the marks
// of what it came from.
type Plan struct {
	Document *Document
	Options  Options
	Versions Versions
	// Secrets is the mode that counts, from the flag or the file.
	Secrets  SecretsMode
	Revision string // "" for none
	Pools    []poolPlan
	Tiers    []tierPlan
	sail     sailPlan // zero unless install is "sail"
	// borrowed is how many routes VirtualServices repeat of others.
	borrowed int
	// unborrowed are VirtualServices that are not there, since what they would have
	// to repeat of others is too much.
	unborrowed []unborrowed
	badRange   bool // an entry of a pool could not be read
	ranges     []poolRange
}

type poolPlan struct {
	name      string
	origin    Origin // the pool, or the tier it is made for
	ranges    []addressRange
	texts     []string // the addresses as MetalLB reads them
	pool      *Pool    // nil for a tier's own
	autoOff   bool     // a tier's own: never handed out unasked
	tierIndex int      // of a tier's own
}

type tierPlan struct {
	tier *Tier
	ips  []netip.Addr // as written, without those that are not addresses, or another's
	// inPools is for each of ips the pool of the file that has it, -1 for none.
	inPools []int
	shared  []sharedIP
	names   tierNames
	pool    string
	// unnamed: the name is missing, wrong or another tier's.
	unnamed bool
	hosts   []hostGroup
	apps    []appPlan
	routes  []*routePlan // of HTTP, of all apps
	index   *routing.Index
	limit   routing.Limit   // that the routes pass
	beyond  *routePlan      // which of them is one too many; nil where none is
	tcp     []*GatewayPort  // those with a route
	groupOf map[string]int  // where in hosts each host is, once it is asked for
	inGroup []routing.Hosts // beside hosts, then too
	// toHTTPS are the Gateway API's routes that redirect to https.
	toHTTPS  []gatewayRoutePlan
	dotless  bool // its listeners have no dots in their names
	hostless bool // its listeners take every host
}

// hostGroup is the hosts of one Gateway object; more than one only where all of
// them would make it too large.
type hostGroup struct {
	gateway string
	hosts   []string
}

// sailPlan is how the Sail operator is told of the control plane.
type sailPlan struct {
	name     string
	strategy string
}

// sharedIP is an address of a tier that another tier, or itself, has already.
type sharedIP struct {
	ip    Text
	addr  netip.Addr
	first Origin
	tier  *Tier // whose it is
}

// tierNames are the names a tier's objects have, derived or given.
type tierNames struct {
	gateway      string // Deployment, Service, ingressGateways[].name
	label        string // of its pods, the Gateway's selector
	istioGateway string
	httpPort     string
	httpsPort    string
	secret       string
}

// poolRange is an entry of a pool that is written in the file. reach is, of it
// and those before it, the one that goes furthest.
type poolRange struct {
	addressRange
	pool, reach int
}

// gatewayAPI reports whether the Gateway API carries hosts and routes.
func (p *Plan) gatewayAPI() bool { return p.Document.Routing.Value == RoutingGatewayAPI }
