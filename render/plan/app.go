package plan

import (
	"net/netip"

	"render/render/format"
)

// App is an app with what follows from it.
type App struct {
	Written   *format.App
	Namespace string
	Namesake  *App // the app before it that has its name; nil for none
	Names     appNames
	Ports     []Port
	Versions  []Version // of an app that has several
	Backend   *backend  // what exists already; nil where the app is deployed
	Routes    []*Route
	Fallback  []Fallback // for each of its hosts, where the app says so
	takenOver []*Route   // what they take over
	TCP, sni  []*Connection
	onTLS     []*Connection // to ports that speak tls
	// Connections are the VirtualServices of those.
	Connections []Connections
	Own         []VirtualService
	// Destinations are those of which it is the first to need a DestinationRule.
	Destinations []Destination
	HTTP         []GatewayRoute // its routes of the Gateway API
	Stranger     *stranger      // whose pods have its name too; nil for nobody's
	Isolation    *Isolation     // nil where everybody may call its pods
	ofTier       bool           // it has a tier's own routes, and is no app
}

// Port is a port of an app: its name, its number in the Service, and the container's.
type Port struct {
	Written *format.Port
	Name    string
	Number  int
	Target  int
	TLS     bool // a gateway speaks TLS to it
}

// Version is one of several versions of an app.
type Version struct {
	Written    *format.AppVersion
	Deployment string
	// Subset is its name in a DestinationRule, a DNS label; "" where the version
	// is refused.
	Subset   string
	Replicas *format.AppReplicas // its own, or the app's
}

// backend is what an app's `service` or `outside` names: a Service that is there, or
// something outside the cluster.
type backend struct {
	Written         format.Text // the name or the address
	Name, Namespace string      // of a Service; "" outside
	Host            string      // outside: the DNS name, or one made for the address
	Address         netip.Addr
	Authority       string // outside: the Host that requests get; "" for their own
	// Entry: a ServiceEntry is rendered for it. Of apps that name the same host
	// one does that for all, the first: of the others it is of.
	Entry bool
	Of    *App
	// ShownTo are the namespaces that its ServiceEntry is for, "." being its own; none is all.
	ShownTo []string
}

// Fallback is a host of an app that says so, and the wildcard above it whose routes it
// takes over; "" where none above it has any.
type Fallback struct{ Host, Above string }

// Isolation is who may call an app's pods.
type Isolation struct {
	Tiers   []*Tier // whose gateways may
	Callers []Caller
}

// Caller is what an app's allowFrom names: an app of this file, or somebody else.
type Caller struct {
	Written   format.Text
	Apps      []*App // of this file with that name; one, unless it is not right
	Namespace string
	Account   string // "" for all of the namespace
}

// stranger is pods that somebody else runs: whose, and where the topology tells of
// them.
type stranger struct {
	Owner  string
	Origin format.Origin
}

// appNames are the names an app's objects have, derived or given.
type appNames struct {
	Deployment     string
	Service        string
	virtualService string
}

// Destination is a host as the gateways of one namespace speak to it: what a
// DestinationRule in that namespace holds. Istio takes the first rule that it finds, in
// the gateway's namespace, then in the Service's (istio, pilot/pkg/model/push_context.go,
// destinationRule), so one has all of it. It is for that namespace alone: a sidecar
// would encrypt what its app has encrypted.
type Destination struct {
	Namespace string // of the gateways
	Host      string // which is its name too
	Ports     []DestinationPort
	Versions  []Version // its subsets
	Sticky    *format.Sticky
	Pods      map[string]string // labels of those of the namespace that it is for; nil for all
	owner     *App              // the first that needs it, whose object it is
	sticker   *App
	loose     []*App      // whose requests go there, and which say nothing of it
	at        map[int]int // where in ports each number is
}

// DestinationPort is a port that something goes to.
type DestinationPort struct {
	Number int
	TLS    *PortTLS // nil where everything goes as it is
	app    *App     // the first that uses it
	Origin format.Origin
}

// Disagreement is that two apps say differently how one host is spoken to.
type Disagreement struct {
	Host         string
	Port         int // 0 where it is by what clients are told apart
	Here, Before format.Origin
	App, Other   *App // the one before is the other
	OneTLS       bool // only one of them has TLS
	Loose        bool // only the other says how clients are told apart
}

// PortTLS is how gateways speak TLS to a port.
type PortTLS struct {
	Verify bool
	// Credential is what Istio finds the authority by, a Secret's name without
	// "-cacert"; "" for the public authorities.
	Credential string
	File       format.Text // with the authority that the Secret gets; not set for a Secret that exists
	Names      []string    // one of which the certificate has
	SNI        string      // "" for none of its own
}
