// Package plan owns what follows from a document: versions, names, addresses,
// pools, hosts, servers, the order of routes and which VirtualService holds
// them.
//
// In goes a Document, however wrong; out comes a Plan, whole, each part with the
// origin of what it came from. What cannot be derived is left out, or recorded
// for the rules. It must never fail or report: it knows no diagnostics.
package plan

import (
	"net/netip"

	"render/render/format"
	"render/render/routing"
)

// Options are what the command line adds to a topology.
type Options struct {
	// AllowOutside lets paths lead out of the folder of the topology file.
	AllowOutside bool
	// Secrets replaces secrets.mode; "" keeps it.
	Secrets format.SecretsMode
	// Layout replaces gitops.layout; "" keeps it.
	Layout format.GitOpsLayout
	// BuiltIn are the names of the built-in overlays.
	BuiltIn []string
	// Chosen are the built-in overlays that the file or the command line names,
	// and where.
	Chosen map[string]format.Origin
}

// Monitoring is the built-in overlay that components render, as nobody but they
// know what there is to monitor.
const Monitoring = "monitoring"

// Plan is a document with everything derived that rules and rendering need:
// versions, names, addresses, the order of routes. Every part keeps the marks
// of what it came from.
type Plan struct {
	Document *format.Document
	Options  Options
	Versions format.Versions
	// Secrets is the mode that counts, from the flag or the file.
	Secrets  format.SecretsMode
	Revision string // "" for none
	Pools    []Pool
	Tiers    []Tier
	Sail     Sail // zero unless install is "sail"
	// borrowed is how many routes VirtualServices repeat of others.
	borrowed int
	// Unborrowed are VirtualServices that are not there, since what they would have
	// to repeat of others is too much.
	Unborrowed []unborrowed
	BadRange   bool // an entry of a pool could not be read
	// Disagreements are those of apps about one host.
	Disagreements []Disagreement
	inPool        format.RangeIndex
}

// Pool is an address pool of MetalLB: of the file, or a tier's own.
type Pool struct {
	Name      string
	Origin    format.Origin // the pool, or the tier it is made for
	Ranges    []format.AddressRange
	Texts     []string     // the addresses as MetalLB reads them
	Written   *format.Pool // nil for a tier's own
	AutoOff   bool         // a tier's own: never handed out unasked
	tierIndex int          // of a tier's own
	// Ways are how it is announced, WaysOrigin where that is written, if anywhere.
	Ways       format.Ways
	WaysOrigin format.Origin
	Announce   *format.Announce          // of its first tier; nil for none
	Told       []format.BGPAdvertisement // to routers
}

// Tier is a tier with what follows from it.
type Tier struct {
	Written  *format.Tier
	AllHosts []format.Text // of all items, in the order of the file
	Known    *routing.Set  // those, searched
	names    []string      // the same
	web      []string      // of those the ones whose requests the gateway sees, by server
	IPs      []netip.Addr  // as written, without those that are not addresses, or another's
	// InPools is for each of ips the pool of the file that has it, -1 for none.
	InPools []int
	Shared  []sharedIP
	Beside  *Tier  // the first with its address, which it shares; nil for none
	Sharing string // MetalLB's key for those that share one; "" for none
	besides bool   // it is the first of several
	ownPool int    // among the pools, if one was made for it
	Names   tierNames
	// GatewayNamespace is where its gateway's pods run and read their Secrets.
	GatewayNamespace string
	GatewaysIn       string // the namespace of its Gateways
	Namespace        string // of its apps, unless they have another
	Pool             string
	// Unnamed: the name is missing, wrong or another tier's.
	Unnamed bool
	// Servers are the tier's own first, then those of items of its hosts.
	Servers []Server
	Hosts   []hostGroup // of all servers
	Apps    []App
	Own     *App     // that is no app, and has the tier's own routes; nil where there are none
	Routes  []*Route // of HTTP, of all apps and the tier's own
	Indexed []*Route // those, and behind them what hosts take over from wildcards
	Index   *routing.Index
	Limit   routing.Limit         // that the routes pass
	Beyond  *Route                // which of them is one too many; nil where none is
	TCP     []*format.GatewayPort // those with a route
	// Web are ports that serve hosts and routes as 80 and 443 do, and TLSGateways the
	// Gateways of ports that speak tls.
	Web         []*format.GatewayPort
	TLSGateways []*TLSGateway
	serverOf    map[string]*Server // of each of the hosts, where there are several
	doorOf      map[string]*Door   // of each of the hosts, where there are several
	// answered is how many hosts the tier answers: its own, and those below its
	// wildcards that routes name.
	answered   int
	virtual    *routing.Set      // those with routes of HTTP
	inherited  map[string]string // of those the ones that have a wildcard's, and which
	listed     []share           // its own hosts
	oneGateway bool              // however many its hosts are
	groupOf    map[string]int    // of its Gateways the one of each of its own hosts
	// Redirects are VirtualServices of no app that redirect to https, where port 80
	// serves some paths.
	Redirects []VirtualService
	Turned    []turned
	// Closed are the VirtualServices by which port 80 answers none of their hosts.
	Closed []VirtualService
	// HTTP are routes of the Gateway API on port 80 alone, which redirect to https or
	// answer nothing.
	HTTP []GatewayRoute
	// Reached are the apps that its gateway sends requests, connections or copies to, or asks who may come in, each once;
	// a Service that exists already is here the app of this file that it is of.
	Reached []*App
	// AskedIn are the namespaces of the other Services that it asks who may come in, each once.
	AskedIn []string
	dotless bool // its listeners have no dots in their names
	// Guarded: not everybody may send everything; then Access is what who may send, and
	// AccessClashes what of it no policy can tell.
	Guarded       bool
	Access        []AccessRule
	AccessClashes []AccessClash
	people        []people // whose access another one says too
	// HTTPHostname is that of the Gateway API's listener on port 80; "" for all.
	HTTPHostname string
}

// Sail is how the Sail operator is told of the control plane.
type Sail struct {
	Name     string
	Strategy string
}

// sharedIP is an address of a tier that another tier, or itself, has already.
type sharedIP struct {
	IP    format.Text
	Addr  netip.Addr
	First format.Origin
	Tier  *format.Tier // whose it is
}

// tierNames are the names a tier's objects have, derived or given.
type tierNames struct {
	Workload  string // Deployment, Service, ingressGateways[].name
	Label     string // of its pods, the Gateway's selector
	Gateway   string
	HTTPPort  string
	HttpsPort string
	Secret    string
}

// GatewayAPI reports whether the Gateway API carries hosts and routes.
func (p *Plan) GatewayAPI() bool { return p.Document.Routing.Value == format.RoutingGatewayAPI }
