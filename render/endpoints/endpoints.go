// Package endpoints owns what clients may ask of a topology's gateways: at which
// addresses, for which names, and what answers.
//
// In goes a Plan in which no rule failed; out come Endpoints, in the order of the
// file, each part with the place that it comes from. It must never open a file or
// know of which words a script or a list is made.
package endpoints

import (
	"fmt"
	"net/netip"

	"render/render/places"
	"render/render/routing"
)

// Endpoints are what clients may ask of a topology's gateways.
type Endpoints struct {
	Topology string // its name
	Tiers    []Tier
}

// Tier is what they may ask of one gateway.
type Tier struct {
	Name    string
	Place   places.Place
	IPs     []netip.Addr
	Service string // the type of the gateway's Service
	// Workload is that Service's name, Namespace where it is. Balanced: it asks for an
	// address of its own.
	Workload, Namespace string
	Balanced            bool
	Names               []Name
	Ports               []Port
	Senders             []string // the networks that are let in; none: all
	// Proxied: connections begin with the PROXY protocol. HTTP3: port 443 speaks it too.
	Proxied, HTTP3 bool
	// Of Ask alone.
	Servers  []Server
	Requests []Request
}

// Port is one over TCP that a gateway listens on, and the node's for it; 0 where the
// cluster chooses that, or there is none.
type Port struct{ Number, Node int }

// Name is a name, or all those below a wildcard, for which a gateway answers.
type Name struct {
	Host  string
	Place places.Place
	// Below is the tier's wildcard that takes it in, where only routes name it; "" for
	// one that the tier lists.
	Below string
	Also  []int // the other tiers that answer it, by number
}

// Wild reports whether it stands for many.
func (n *Name) Wild() bool { return routing.IsWild(n.Host) }

// Want is what a request is to meet.
type Want uint8

const (
	App           Want = iota // an answer of what is behind the route
	Status                    // this status, by the gateway itself; with Body that text
	Redirect                  // this status, to Location
	ToHTTPS                   // a redirect to the same by https
	Clear                     // an answer that is no redirect to https
	Refused                   // no answer but 404 of the gateway: the host is another's
	NoCertificate             // no answer, since the client shows no certificate
	Handshake                 // TLS, whatever comes then
	Connected                 // a connection
)

// Clients is whether a client shows a certificate.
type Clients uint8

// Of the clients of a server.
const (
	NoClients Clients = iota
	OptionalClients
	RequiredClients
)

// Asked is what access asks of who comes to a route: in words, "" for nothing; and whether somebody else
// than the gateway's policy answers who does not bring it.
type Asked struct {
	For   string
	Login bool
}

// Request is one that a client may send, and what it is to meet.
type Request struct {
	Port    int
	TLS     bool
	Host    string // one name
	Path    string // with a query where one is asked for
	Headers []string
	Head    bool // by the method HEAD
	Want    Want
	Code    int
	Text    string // a body, or where a redirect leads
	Server  int    // whose certificate is shown, among the tier's; -1: not looked at
	Clients Clients
	Place   places.Place
	What    string // stands behind it: `app "helloworld"`
	Skipped string // why it is not sent; "" where it is
	Asked   Asked  // what access asks for, which the request has not
}

// Scheme is that of its URL.
func (r *Request) Scheme() string {
	if r.TLS {
		return "https"
	}
	return "http"
}

// URL is what it asks for, as clients write it.
func (r *Request) URL() string { return url(r.Scheme(), r.Host, r.Port, r.Path) }

// url is without the port where that is the scheme's own, or 0.
func url(scheme, host string, port int, path string) string {
	if port != 0 && !usual(scheme, port) {
		host = fmt.Sprintf("%s:%d", host, port)
	}
	return scheme + "://" + host + path
}

// usual reports whether a port is its scheme's own.
func usual(scheme string, port int) bool {
	return scheme == "http" && port == 80 || scheme == "https" && port == 443
}

// Server is what shows a certificate.
type Server struct {
	Place places.Place
	// Crt is the file of its certificate, and CAs those of authorities that may have
	// issued it; "" and none where they are not the topology's to know.
	Crt string
	CAs []string
	// Elsewhere is where somebody else puts the pair into the cluster, so that another one may be there
	// where the file is not.
	Elsewhere bool
	CA        []byte // what clients know it by, as PEM; nil where nobody has looked, or found it
}
