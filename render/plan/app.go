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
	TCP, sni  []*Connection
	// Connections are the VirtualServices of those.
	Connections []Connections
	Own         []VirtualService
	HTTP        []GatewayRoute // its routes of the Gateway API
	Stranger    *stranger      // whose pods have its name too; nil for nobody's
}

// Port is a port of an app: its name, its number in the Service, and the container's.
type Port struct {
	Written *format.Port
	Name    string
	Number  int
	Target  int
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
