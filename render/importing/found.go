package importing

import (
	"slices"
	"strconv"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// commonHosts are the hosts of all routes, nil where they have others.
func (a *app) commonHosts() []string {
	if len(a.routes) == 0 {
		return nil
	}
	for _, r := range a.routes[1:] {
		if !slices.Equal(r.hosts, a.routes[0].hosts) {
			return nil
		}
	}
	return a.routes[0].hosts
}

// allHosts are the hosts of any of its routes, in the order of its tier's.
func (a *app) allHosts(t *tier) (hosts []string) {
	for _, s := range t.servers {
		for _, h := range s.hosts {
			if slices.ContainsFunc(a.routes, func(r route) bool { return slices.Contains(r.hosts, h) }) {
				hosts = append(hosts, h)
			}
		}
	}
	for _, r := range a.routes { // below a wildcard of the tier's
		for _, h := range r.hosts {
			if !slices.Contains(hosts, h) {
				hosts = append(hosts, h)
			}
		}
	}
	return hosts
}

func serviceOf(a *app) string {
	namespace, name := objects.ServiceOfHost(a.to, a.namespace)
	return namespace + "/" + name
}

func find(m document.Mapping, key string) (any, bool) {
	for _, one := range m {
		if one.Key == key {
			return one.Value, true
		}
	}
	return nil, false
}

// Known is what objects do not say, as somebody says it. Empty is what Import decides.
type Known struct {
	Name       string
	MicroK8s   string // or Kubernetes, and MetalLB where it is another or none of microk8s
	Kubernetes string
	MetalLB    string
	Istio      string
	Live       bool                // they are a cluster's, with all that is on it
	IPs        []string            // of gateways without one, in the order in which those were read
	Assigned   map[string][]string // what the cluster has given to Services and Gateways
}

// importer is an import under way.
type importer struct {
	known               Known
	world               *objects.World
	tiers               []*tier
	apps                map[string]*app             // by "<namespace>/<service>" or a host outside
	rooted              string                      // where istiod is
	wanted              []string                    // the Gateways that routes are for
	otherWay            string                      // what lets requests in by a controller that is not read
	space               string                      // where apps and Gateways live unless they say otherwise
	labels, annotations manifest.Object             // that every object has
	standard            bool                        // its routing is the Gateway API's
	named               map[string]bool             // VirtualServices whose names an app has
	fresh               bool                        // its VirtualServices are made of what is none
	access              map[string]document.Mapping // who may come in to a Service, as Ingresses say
	apart               *apartIngresses             // what Ingresses say of who may come in that is of no Service as a whole
	stuck               map[string]document.Mapping // what keeps a client with one pod of a Service, as Ingresses say
	chosen              map[string]int              // how many Deployments choose their pods by a label app, by "<namespace>/<app>"
	leads               map[string]string           // by which Service a Deployment's pods are an app's, by "<namespace>/<name>"
	classes             map[string]string           // of Ingresses, by the labels of gateways
	shown               bool                        // some object is Istio's
	askedFor            []asked                     // Certificates that Ingresses ask for
	calls               map[string]bool             // Services that speak gRPC, as an Ingress says
	authorities         map[string]string           // the files of those that backends are checked by, by what they hold
	excepts             map[string][]any            // what they serve in clear while they redirect all else
	inClear             map[string][]any            // what Ingresses serve in clear while they redirect all else, by "<class>\n<host>"
	held                map[string]bool             // Secrets of certificates, "<namespace>/<name>", that a tier has
	keys                map[string]string           // the files of issuers' public keys that access names
	told                map[manifest.ID][]Told
	notes               map[string]string // what is to be known of fields of the topology
	remarks             []string          // and of all of it
	pairs               bool              // two addresses of a gateway were asked of somebody else than MetalLB
	solved              bool              // port 80 serves the challenge of HTTP-01 by itself
	solvers             bool              // some object is there to answer one
	takenSolvers        []string          // namespaces from which Gateways take the routes of cert-manager's solvers
	byInstaller         bool              // Istio's installer made the gateways, and what it read was not read
	isolated            bool              // deployed apps let in those alone that they name
	announced           *announcing       // how MetalLB's pools are
	dns                 map[string]any    // what external-dns is told of Gateways, by "<namespace>/<name>"
	dnsPrefixes         []string          // what its annotations begin with
	inDNS               map[*tier]any     // what it is told of tiers by objects of its own; nil for nothing
	attach              map[string]any    // whose routes a Gateway of that API takes, by "<namespace>/<name>"
}

// app is what a tier's routes lead to.
type app struct {
	name      string
	to        string // the host of its destinations, "" where it only answers
	namespace string // of the VirtualService
	routes    []route
	fallback  bool
	ports     []int64
	listed    bool    // it lists its hosts
	whole     bool    // it has routes for all of its tier's
	again     bool    // another tier has it too, and deploys it
	apart     bool    // another app of its tier has the name of its Service
	bare      bool    // it has connections, and no routes
	passed    []int64 // the ports that get those of TLS
	access    any     // who may come in, where that is not what the tier says
	hosts     []string
}

// virtual is a VirtualService of a tier.
type virtual struct {
	*objects.Object
	label  string // the app that it is for, where render wrote it
	hosts  []string
	routes []route // with the rule's order
}

// leads reports whether a route of it leads anywhere.
func (v *virtual) leads() bool {
	return slices.ContainsFunc(v.routes, func(r route) bool { return r.to != "" })
}

// route is what a rule of a VirtualService says of one path.
type route struct {
	kind, path string           // exact, prefix, regex, "/*" for a prefix at borders; "" for a connection's
	rest       document.Mapping // conditions and actions, in the document's order
	to         string           // the Service or host that it leads to; "" where the gateway answers
	port       int64
	hosts      []string
	authority  string // the Host that goes out
	weighed    bool   // it says that its one destination gets a hundred of a hundred requests
}

func (r *route) key() string {
	return r.kind + " " + r.path + " " + r.to + ":" + strconv.FormatInt(r.port, 10) + " " + document.Flow(r.rest)
}

// server is what a tier serves for some hosts on ports 80 and 443.
type server struct {
	hosts     []string
	undivided []string // those of its Gateway, where it is a part of what that has
	below     []string // of those what its Gateway does not list, since a wildcard there covers it
	main      bool     // it is in the tier's main Gateway
	clear     bool
	clearly   manifest.Object // of port 80
	except    []any           // the paths that port 80 serves, where routes redirect all else
	tls       manifest.Object // of port 443; nil: none
	has443    bool
	shared    bool // its certificate is that of the tier's first hosts
	anew      bool // its certificate is issued for the gateway, by the issuer of the topology
	apart     bool // no Gateway is for its hosts alone: a wildcard covers them, or another server's has them too
}

func (im *importer) gatewaysOf(t *tier) []*objects.Object {
	var out []*objects.Object
	for g := range im.world.Gateways() {
		asked := objects.Labels(g.Members().Object("spec").Object("selector"))
		if len(asked) > 0 && t.labels.Match(asked) && (!im.standard || g.Object().ID().Namespace == t.namespace) { // whose pods are beside it
			out = append(out, g.Object())
		}
	}
	return out
}

// tier is an ingress gateway that was found, and what is behind it.
type tier struct {
	name, workload string
	namespace      string // of its pods
	labels         objects.Labels
	service        manifest.Object // the Service's spec
	pods           *objects.Object // the Deployment or DaemonSet that was read
	annotations    manifest.Object // the Service's
	settings       manifest.Object // of an IstioOperator's item, its k8s; of a Deployment its parts by the same names
	ips            []string
	daemon         bool
	installed      bool   // an IstioOperator has it
	made           bool   // nothing that was read is its Service
	by             string // what it was found by then
	access         document.Mapping
	names          document.Mapping
	servers        []*server // of its Gateways, by their hosts
	gateway        string    // the main Gateway's name
	routed         string    // what routes are called by: the main Gateway, whether it is there or not
	parts          bool      // there is none: each of its hosts is served otherwise than a tier's
	space          string    // its namespace
	ports          map[int64]document.Mapping
	portTLS        map[int64]document.Mapping
	except         []any   // what a Gateway of that API serves in clear while all else is redirected
	answers        []route // that no app answers
	apps           []*app
	virtuals       []*virtual
	behind         bool              // a proxy that the mesh knows of, and access is of those behind it
	mirrors        []mirrorTo        // that requests go to too
	ended          []manifest.Object // servers of Gateways that end TLS on ports of their own
}

// lists reports whether a tier itself lists one of some hosts.
func (t *tier) lists(hosts []string) bool {
	return slices.ContainsFunc(t.servers, func(s *server) bool {
		return slices.ContainsFunc(s.hosts, func(h string) bool { return slices.Contains(hosts, h) })
	})
}

// covers reports whether hosts are all that a tier has.
func (t *tier) covers(hosts []string) bool {
	n := 0
	passes := func(s *server) bool { return s.tls.Text("mode") == "PASSTHROUGH" }
	all := !slices.ContainsFunc(t.servers, func(s *server) bool { return !passes(s) })
	for _, s := range t.servers {
		if passes(s) && !all {
			continue // whole connections, and no routes
		}
		for _, h := range s.hosts {
			if n++; !slices.Contains(hosts, h) {
				return false
			}
		}
	}
	return n == len(hosts)
}

// mirrorTo is what a route says of an app that its requests go to too, and that app.
type mirrorTo struct {
	to  document.Mapping
	app *app
}

// Told is what became of a part of an object that no topology has by itself: its path, "" for
// the whole object, and a text behind that.
type Told struct{ Path, Text string }

// tell records what became of a part of an object.
func (im *importer) tell(id manifest.ID, path, text string) {
	one := Told{path, text}
	if path == "" {
		one = Told{Text: text}
	}
	if !slices.Contains(im.told[id], one) {
		im.told[id] = append(im.told[id], one)
	}
}

// asked is a Certificate that an annotation of an Ingress asks for.
type asked struct {
	certificate, ingress manifest.ID
	note                 string
	there                bool // among the objects
}

// apartIngresses are Ingresses of one Service that say apart who may come in, as far as paths tell the requests of the one from
// those of the other, which of expressions no policy does: each of these Ingresses is an app of its own.
type apartIngresses struct {
	main   map[string]document.Mapping // who may come in to the app that has the Service's name, by "<namespace>/<service>"
	routes map[string]apartIngress     // by "<namespace>/<name>" of what an Ingress becomes
}

type apartIngress struct {
	ingress string
	access  document.Mapping
}
