package trace

import (
	"strings"

	"render/render/certs"
	"render/render/objects"
	"render/render/routing"
)

const clusterDomain = ".svc.cluster.local"

// gateway is Istio's Gateway, or what istiod makes of a listener of the Gateway API's.
type gateway struct {
	meta
	selector objects.Labels
	api      bool     // made of a listener of the Gateway API
	of       []string // of such: the Services "namespace/name" whose pods it is for
	servers  []*server
}

func (g *gateway) key() string { return g.namespace + "/" + g.name }

// server is a port of a gateway and the hosts that it serves there, "host" or
// "namespace/host".
type server struct {
	gateway  *gateway
	field    objects.Field
	name     string
	portName string
	port     int64
	protocol string // in capitals
	bind     string
	hosts    []string
	tls      bool // says something of TLS, be it a redirect
	mode     string
	redirect bool // of all that comes in clear
	secrets  []credential
	left     string // why istiod has no listener of it; ""
	mend     string // what would have it make one
	// What is found once it is asked for.
	sets map[string]*routing.Set // by the namespace of VirtualServices
	said string
}

// attached is a listener of a Gateway of the Gateway API: its own, or one that a
// ListenerSet adds.
type attached struct {
	objects.Listener
	owner  objects.Resource // the Gateway or the ListenerSet
	of     objects.KubernetesGateway
	port   int64
	parent bool   // routes may attach to it
	left   string // why istiod has no server of it; ""
	mend   string // what would have it make one
}

// credential is a Secret that a server's certificate is in.
type credential struct {
	field     objects.Field
	name      string // as the gateway asks for it
	namespace string // of the Secret; "" is the pods'
	secret    string
	own       bool // the mesh's
	asked     bool // of another server, where there is one
}

// shown is the certificate that a Secret has, or will have.
type shown struct {
	made   bool // there is one to read
	served certs.Served
	names  routing.CertificateNames // that it is for
	text   string
}

func (s *server) isHTTP() bool { return objects.InClear(s.protocol) }

func (s *server) passes() bool {
	return s.tls && (s.mode == "PASSTHROUGH" || s.mode == "AUTO_PASSTHROUGH")
}

// ends reports whether requests are read of what TLS is ended of.
func (s *server) ends() bool { return s.tls && s.protocol == "HTTPS" && !s.passes() }

func (s *server) isTLS() bool { return s.tls && !s.isHTTP() }

// isNamed reports whether clients name a host, in a request or as TLS begins; who opens a connection of
// TCP names none, and "*" is all that such a server is for.
func (s *server) isNamed() bool { return s.isHTTP() || s.tls }

// table is what istiod calls the server's routes; "" where it has none (istio,
// pilot/pkg/model/gateway.go, gatewayRDSRouteName).
func (s *server) table(port int64) string {
	bind := ""
	if s.bind != "" {
		bind = "." + s.bind
	}
	switch {
	case s.isHTTP():
		return "http." + decimal(port) + bind
	case s.ends():
		return strings.Join([]string{"https", decimal(s.port), s.portName, s.gateway.name, s.gateway.namespace}, ".") + bind
	}
	return ""
}

// names are the hosts that a ClientHello may name.
func (s *server) names() []string {
	var out []string
	for _, h := range s.hosts {
		if _, rest, cut := strings.Cut(h, "/"); cut {
			h = rest
		}
		out = append(out, h)
	}
	return out
}

// hostsFor are the hosts for VirtualServices of a namespace.
func (s *server) hostsFor(namespace string) *routing.Set {
	if set := s.sets[namespace]; set != nil {
		return set
	}
	var out []string
	for _, h := range s.hosts {
		if of, rest, cut := strings.Cut(h, "/"); cut {
			if of != namespace && of != "*" {
				continue
			}
			h = rest
		}
		out = append(out, h)
	}
	if s.sets == nil {
		s.sets = map[string]*routing.Set{}
	}
	s.sets[namespace] = routing.NewSet(out)
	return s.sets[namespace]
}

// virtualService is Istio's, or what istiod makes of routes of the Gateway API's.
type virtualService struct {
	meta
	hosts     []string
	gateways  []string // "namespace/name"
	exportTo  []string // namespaces, or "*" and "~"
	http      []httpRoute
	tls, tcp  []connectionRoute
	api       bool // of the Gateway API
	ofTLSKind bool // made of a TLSRoute
}

// httpRoute is what requests have to be, and what becomes of them.
type httpRoute struct {
	object   *objects.Object // that it stands in; a delegate's is its own
	field    objects.Field   // the rule
	matches  []match
	does     action
	delegate *delegation
}

// delegation names the VirtualService that has the routes.
type delegation struct{ namespace, name string }

// connectionRoute is which connections go where.
type connectionRoute struct {
	field   objects.Field
	matches []connectionMatch
	to      []Destination
	problem string // why istiod has a route that cannot work; ""
}

type connectionMatch struct {
	field    objects.Field
	hosts    []string
	port     int64
	gateways []string
}

// takes reports whether a match is for a server.
func (m *connectionMatch) takes(s *server) bool {
	return (m.port == 0 || m.port == s.port) && (len(m.gateways) == 0 || contains(m.gateways, s.gateway.key()))
}

func contains(list []string, one string) bool {
	for _, s := range list {
		if s == one {
			return true
		}
	}
	return false
}

// servedHosts are the hosts of all servers of an entrance's pods, in their order.
type servedHosts struct {
	exact map[string][]servedOn // by the host in small letters
	wild  []servedOn
}

type servedOn struct {
	host   string
	server *server
}

// ingressHost is a host that an Ingress is for. Where its controller leads requests, istiod
// too, is not followed.
type ingressHost struct {
	host string
	at   objects.Field
}

// networkPolicies are those about one way of connections, found by the pods that they are for.
type networkPolicies struct {
	list []*networkPolicy
	by   objects.SelectorIndex
}

// networkPolicy is one with its rules, found by the pods that are at the other end.
type networkPolicy struct {
	objects.NetworkPolicy
	rules []objects.NetworkRule
	peers objects.SelectorIndex // of whatever namespace
	of    []int                 // the rules of these
	rest  []int                 // the rules that are for others too, or for all
}

// authorizing are AuthorizationPolicies, found by the pods that they are for.
type authorizing struct {
	list []objects.AuthorizationPolicy
	by   *objects.PolicyIndex
}
