package topology

import "render/render/routing"

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

// routePlan is one route of HTTP: which requests it gets, and where they go.
type routePlan struct {
	routing.Match
	route     *Route
	app       *appPlan
	tier      *tierPlan
	origin    Origin   // of the path
	hostNames []string // those of the tier that it is for
	named     bool     // it names them; else they are all of the tier's
	port      *portPlan
	mirrored  *appPlan // gets copies of the requests
	at        int      // in the tier's routes
}

// placedRoute is a route in a VirtualService.
type placedRoute struct {
	*routePlan
	on       routing.Hosts // of the VirtualService's those it is for
	borrowed bool
}

// unborrowed is a VirtualService that is not there, for what it would have to repeat
// of others.
type unborrowed struct {
	route  *routePlan // before which more would have to stand than fits
	first  *routePlan // of those; nil where there is none
	count  int        // of those; 0 where all VirtualServices together repeat too many
	more   bool       // there are more: nobody counted on
	others bool       // some are another app's
}

// connectionPlan is a route of whole connections: all those to a port of the
// tier, or those of TLS that ask for some hosts.
type connectionPlan struct {
	app    *appPlan
	number int      // the tier's port
	name   string   // of that; "" for TLS
	hosts  []string // of TLS; nil for TCP
	own    bool     // the route names them; else they are all of the tier's
	origin Origin
	port   *portPlan
}

// connectionsPlan is one VirtualService of such routes.
type connectionsPlan struct {
	virtualServicePlan
	tls    bool
	routes []*connectionPlan
}

// gatewayRoutePlan is one HTTPRoute, GRPCRoute, TLSRoute or TCPRoute.
type gatewayRoutePlan struct {
	kind      string
	name      string
	namespace string
	tier      *tierPlan
	hosts     []string // nil: "*", every host of the listeners
	routes    []*routePlan
	whole     *connectionPlan // in place of routes, of a TLSRoute or TCPRoute
	toHTTPS   bool            // the tier's redirect in place of routes
	origin    Origin
}
