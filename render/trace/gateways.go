package trace

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// entrance is a Service by which clients come in.
type entrance struct {
	object    *objects.Object // that says so: the Service, an IstioOperator, a Gateway
	field     objects.Field
	namespace string
	name      string
	kind      string // LoadBalancer, NodePort, ClusterIP
	settings  objects.ServiceSettings
	addresses []netip.Addr
	wrong     string // why it is given no address; "" where nothing is wrong with what it asks for
	ports     []entrancePort
	pods      []*pods        // that it leads to; several where it takes in another's
	own       *pods          // of the gateway of Istio's installer that it is of; nil for another
	selector  objects.Labels // by which that leads to pods
	made      string         // who makes it of the object; "" where it is one
	assumed   bool           // nothing of it is among the objects
}

func (e *entrance) key() string { return e.namespace + "/" + e.name }

type entrancePort struct {
	field    objects.Field
	number   int64
	target   int64 // 0 where it has a name that no container has
	name     string
	nodePort int64
}

// port is the one of a number; nil where there is none.
func (e *entrance) port(number int64) *entrancePort {
	for i := range e.ports {
		if e.ports[i].number == number {
			return &e.ports[i]
		}
	}
	return nil
}

// pods are those of a workload.
type pods struct {
	field     objects.Field
	object    *objects.Object
	namespace string
	name      string
	labels    objects.Labels
	made      bool   // of something else than a workload
	gateway   string // of the Gateway API's, "namespace/name"
	proxy     bool   // known to be a gateway's
	replicas  int64  // -1 where nothing is said
	workload  objects.Workload
}

// onNode reports whether pods have the network of their node: Istio injects nothing there, and no
// NetworkPolicy has them for pods.
func (p *pods) onNode() bool {
	return p.object != nil && !p.made && p.workload.Template().Spec().HostNetwork()
}

// listener is what a gateway's pods listen on by one port.
type listener struct {
	servers []*server // that are taken, in the order in which they are merged
	plain   *server   // the first in clear
	tables  map[string][]*server
	names   map[string]bool // of TLS
	skipped []skipped
	chains  []chain
	// What is found once it is asked for.
	hosts  map[string]*hostTable // by table
	byHost map[string]*chain     // of TLS
	open   *chain                // for every other, and what comes in clear
}

// skipped is a server that istiod leaves out, why, and what would have it taken in.
type skipped struct {
	server    *server
	why, mend string
}

// left is a server for a host that is left out; nil for none.
func (l *listener) left(host string) *skipped {
	host = strings.ToLower(host)
	for i := range l.skipped {
		if slices.ContainsFunc(l.skipped[i].server.names(), func(h string) bool { return routing.Covers(h, host) }) {
			return &l.skipped[i]
		}
	}
	return nil
}

// chain is what takes connections of some hosts, or all.
type chain struct {
	server *server // the first of those in clear
	hosts  []string
	every  bool   // the hosts, or none named
	table  string // of requests; "" for whole connections
	ends   bool   // TLS
	to     []Destination
	route  *connectionRoute
	match  *connectionMatch
	of     *virtualService
}

// virtualHost is a host of a table of routes.
type virtualHost struct {
	name     string
	redirect *server // that sends all that is in clear to https
	routes   []entry
	index    *pathIndex    // of the routes; nil until it is asked for
	left     []leftOutPath // nil until it is asked for
}

// leftOutPath is a path that a route leaves out by a condition, as a redirect does those for which a
// certificate's issuer asks, and the first route that does.
type leftOutPath struct {
	by   int
	path string
}

// hostTable are virtual hosts, in the order of their servers, and by their names.
type hostTable struct {
	list   []*virtualHost
	byName map[string]*virtualHost
}

// answering is the virtual host that answers a name: the name itself, the longest wildcard,
// or that of every host; nil for none.
func (t *hostTable) answering(name string) *virtualHost {
	host, _ := routing.MostSpecific(t.byName, strings.ToLower(name))
	return t.byName[host]
}

// entry is a route of a virtual host.
type entry struct {
	of    *virtualService
	route *httpRoute
	match *match
	port  int64 // of the server that it was made for
	tls   bool
}

// routedHost is a host at an entrance, as a ClientHello names it and as a request does.
type routedHost struct {
	*entrance
	sni, host string
}
