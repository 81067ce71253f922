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

type appPlan struct {
	app       *App
	namespace string
	namesake  *appPlan // the app before it that has its name; nil for none
	names     appNames
	ports     []portPlan
	versions  []versionPlan // of an app that has several
	backend   *backend      // what exists already; nil where the app is deployed
	routes    []*routePlan
	tcp, sni  []*connectionPlan
	// connections are the VirtualServices of those.
	connections []connectionsPlan
	own         []virtualServicePlan
	http        []gatewayRoutePlan // its routes of the Gateway API
	stranger    *stranger          // whose pods have its name too; nil for nobody's
}

type portPlan struct {
	port   *Port
	name   string
	number int
	target int
}

// virtualServicePlan is one VirtualService: routes in their order, for hosts.
type virtualServicePlan struct {
	name      string
	namespace string
	hosts     []string
	on        routing.Hosts // those, of the tier's
	gateways  []string
	routes    []*routePlan  // the app's own
	rules     []placedRoute // those, and what is borrowed; empty with the Gateway API
	origin    Origin
}

// byKind does what is to be done for an app of its kind. Whoever goes by the kind
// says something of each.
func (a *appPlan) byKind(deployed, versioned, existing, outside func()) {
	switch {
	case a.backend.outside():
		outside()
	case a.backend != nil:
		existing()
	case len(a.versions) > 0:
		versioned()
	default:
		deployed()
	}
}
