package plan

import (
	"render/render/format"
	"render/render/routing"
)

// VirtualService is one VirtualService: routes in their order, for hosts.
type VirtualService struct {
	Name      string
	Namespace string
	Hosts     []string
	on        routing.Hosts // those, of the tier's
	Gateways  []string
	routes    []*Route      // the app's own
	Rules     []PlacedRoute // those, and what is borrowed; empty with the Gateway API
	Port      int           // the one that it is for; 0 for all
	Sections  []string      // its listeners then, of the Gateway API
	ToHTTPS   *Door         // for which it redirects on port 80; nil for none
	Origin    format.Origin
}

// Route is one route of HTTP: which requests it gets, and where they go.
type Route struct {
	routing.Match
	Written      *format.Route
	App          *App
	Tier         *Tier
	Origin       format.Origin // of the path
	HostNames    []string      // those that it is for
	Named        bool          // it or its app names them; else they are those that the tier lists
	Port         *Port
	Version      *Version // of the app's, which alone gets the requests; nil for all
	Mirrored     *App     // gets copies of the requests
	MirroredPort *Port    // at this port; nil where that app has none such
	// Above is the wildcard whose route this is, which its host takes over, as an app of
	// it says; "" for its own ones.
	Above  string
	Taker  *App
	hidden bool // taken over, and no request reaches it
	at     int  // in the tier's routes
}

// PlacedRoute is a route in a VirtualService.
type PlacedRoute struct {
	*Route
	On       routing.Hosts // of the VirtualService's those it is for
	borrowed bool
}

// share is hosts that stand together in one VirtualService: of one Gateway, and none
// below another, which Istio refuses in one object. So each is a virtual host of its
// own, whatever else there is.
type share struct {
	hosts   []string
	on      routing.Hosts // those
	gateway string
	server  string // what that adds to the object's name
	suffix  string // of the name; no slug has its dot
}

// unborrowed is a VirtualService that is not there, for what it would have to repeat
// of others.
type unborrowed struct {
	Route  *Route // before which more would have to stand than fits
	First  *Route // of those; nil where there is none
	Count  int    // of those; 0 where all VirtualServices together repeat too many
	More   bool   // there are more: nobody counted on
	Others bool   // some are another app's
	// Fallback: all hosts together take over too many from wildcards.
	Fallback bool
}

// Connection is a route of whole connections: all those to a port of the
// tier, or those of TLS that ask for some hosts.
type Connection struct {
	App    *App
	Number int      // the tier's port
	Name   string   // of that; "" for TLS
	Hosts  []string // of TLS; nil for TCP
	own    bool     // the route or its app names them; else they are all of the tier's
	Origin format.Origin
	Port   *Port
}

// Connections is one VirtualService of such routes.
type Connections struct {
	VirtualService
	TLS    bool
	Routes []*Connection
	on     *TLSGateway // of a port that speaks tls
}

// GatewayRoute is one HTTPRoute, GRPCRoute, TLSRoute or TCPRoute.
type GatewayRoute struct {
	Kind      string
	Name      string
	Namespace string
	Tier      *Tier
	Hosts     []string // nil: "*", every host of the listeners
	Routes    []*Route
	Whole     *Connection // in place of routes, of a TLSRoute or TCPRoute
	ToHTTPS   bool        // redirected, beside its routes; of the tier's own in their place
	Closed    bool        // no request matches, in place of routes
	Sections  []string    // the listeners that it is for, where they are told
	Server    *Server     // whose hosts those are; nil of TCP and of the redirect
	Redirects bool        // port 80 redirects them
	Clear     bool        // on port 80 alone, which redirects all else
	Origin    format.Origin
}

// turned are two routes of which the Gateway API would try the less specific first
// where port 80 serves a path, since both are for that path there; or one, an
// expression, of which nobody can tell which of its paths are.
type turned struct {
	Route, Before *Route
	Door          *Door
}

// AccessClash is two routes of one host whose paths do not tell them apart, or what else a policy
// cannot tell, while others may come in to the one than to the other.
type AccessClash struct {
	Host         string
	Route, Other *Route
	Except       format.Text // instead of another route
}
