package topology

import "net/netip"

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

// versionPlan is one of several versions of an app.
type versionPlan struct {
	version    *AppVersion
	deployment string
	// subset is its name in a DestinationRule, a DNS label; "" where the version
	// is refused.
	subset   string
	replicas int
}

// backend is what an app's `service` names: a Service that is there, or
// something outside the cluster.
type backend struct {
	name, namespace string // of a Service; "" outside
	host            string // outside: the DNS name, or one made for the address
	address         netip.Addr
	// entry: a ServiceEntry is rendered for it. Of apps that name the same host
	// one does that for all, the first: of the others it is of.
	entry bool
	of    *appPlan
}

// stranger is pods that somebody else runs: whose, and where the topology tells of
// them.
type stranger struct {
	owner  string
	origin Origin
}

// appNames are the names an app's objects have, derived or given.
type appNames struct {
	deployment     string
	service        string
	virtualService string
}
