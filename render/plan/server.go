package plan

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// Server is hosts of a tier that have one certificate and one mode of TLS, and with
// Istio's own routing a Gateway of their own: routes meet every server of a Gateway.
type Server struct {
	Item  *format.HostItem // nil: the tier's own
	Hosts []format.Text    // in the order of the file; the tier's own may have none
	// Below are names below its wildcards that routes name and that no certificate for
	// its hosts alone covers: one for a wildcard covers one label.
	Below []format.Text
	Cert  *format.Cert // what counts for them
	TLS   *format.TLS
	// Gateways are those that carry the hosts; of the Gateway API the tier's one.
	Gateways            []hostGroup
	HTTPPort, HTTPSPort string // names of the ports
	Secret              string // its TLS Secret's name
	slug                string // in those names, of an item's server
	AsksClients         bool   // for certificates, on 443 or on a port of the tier
	// Clients is the first server whose clients are checked by the Secret that this one's
	// are: another one where they show one Secret, else itself; nil where none are asked.
	Clients *Server
	// Closed: port 80 has to be there for hosts that it does not answer.
	Closed bool
	Doors  []Door // one, or more where items differ in what port 80 does alone
	// Sections are its listeners of the Gateway API on port 443.
	Sections  []Section
	sectionAt map[string]string // by host, where they are several
}

// Door is hosts of a server for which port 80 does the same.
type Door struct {
	Hosts    []format.Text
	Redirect *format.HTTPSRedirect
	Origin   format.Origin // of the TLS that says so
	// Clear are the paths that port 80 serves although it redirects all else.
	Clear   []routing.Path
	InClear string // an expression for those, with a query; "" for none
	Server  *Server
	slug    string // in the names of what is for it; "" for a server's first
}

// Redirects reports whether port 80 answers with a redirect to https.
func (d *Door) Redirects() bool { return d.Redirect.Redirects() && d.Server.ServesTLS() }

// ByRoutes reports whether it does so by routes: Istio's own redirect is one of every path
// and every host of a Gateway's server.
func (d *Door) ByRoutes() bool {
	return d.Redirects() && (len(d.Clear) > 0 || len(d.Server.Doors) > 1)
}

// RedirectsAll reports whether port 80 of a server redirects whatever comes.
func (s *Server) RedirectsAll() bool {
	return len(s.Doors) == 1 && s.Doors[0].Redirects() && !s.Doors[0].ByRoutes()
}

// Section is a listener of the Gateway API on port 443, and the hosts of its server
// that are asked for there.
type Section struct {
	Name     string
	Hostname string // "" for every name
	hosts    []string
}

// hostGroup is the hosts of one Gateway object: those of a server, or some of them
// where all would make it too large.
type hostGroup struct {
	Gateway string
	Hosts   []string
	server  string // what the server adds to the names of VirtualServices
	of      *Server
	number  int // among its server's, from 1
}

// Certified are the hosts that its certificate has to cover.
func (s *Server) Certified() []format.Text { return slices.Concat(s.Hosts, s.Below) }

// TLSGateway is the Gateway of a port that speaks tls, for hosts of one server.
type TLSGateway struct {
	Name   string
	Port   *format.GatewayPort
	Server *Server // nil: TLS is passed through
	Hosts  []string
	Origin format.Origin
	named  bool // its one host is a route's own
	// Sections are its listeners of the Gateway API.
	Sections []Section
}

// NeedsNoPair is why a server has no certificate of its own from files.
func (s *Server) NeedsNoPair() string {
	switch {
	case s.TLS.Mode.Value == format.TLSOff:
		return "its TLS is off"
	case s.TLS.Mode.Value == format.TLSPassthrough:
		return "its apps end TLS"
	case s.Cert.Secret.IsSet():
		return "the Secret " + s.Cert.Secret.Value + " comes from elsewhere"
	}
	return ""
}

// OwnsSecret reports whether the server's TLS Secret is the topology's to make.
func (s *Server) OwnsSecret() bool { return s.NeedsNoPair() == "" && len(s.Hosts) > 0 }

// ClientCARef is the Secret by which clients' certificates are checked: the server's
// own for that, or the one that is there with the certificate.
func (s *Server) ClientCARef() *string {
	name := s.Secret
	if s.TLS.ClientCA.IsSet() {
		name = ClientCASecret(name)
	}
	return &name
}

// ClientCASecret is the name by which Istio finds the authority of clients'
// certificates beside a Secret (istio, pilot/pkg/model/credentials).
func ClientCASecret(secret string) string { return secret + cacert }

// RendersClientCA reports whether the Secret with the authorities of clients is the
// server's to make, and not another's too that comes before it.
func (s *Server) RendersClientCA() bool { return s.Clients == s && s.TLS.ClientCA.IsSet() }

// cacert ends the name of a Secret that has an authority alone.
const cacert = "-cacert"

// FirstPlain is the host that the server's certificate is called after where nothing
// is written: the first that is no wildcard, else the first.
func (s *Server) FirstPlain() format.Text {
	for _, h := range s.Hosts {
		if !routing.IsWild(h.Value) {
			return h
		}
	}
	return s.Hosts[0]
}

// CertificateName is the file name, without an ending, of the certificate whose
// first host is host: a "*" is written as "_wildcard".
func CertificateName(host string) string { return strings.Replace(host, "*", "_wildcard", 1) }

// ServesTLS reports whether a server listens on port 443.
func (s *Server) ServesTLS() bool { return s.TLS.Mode.Value != format.TLSOff }

// ServesHTTP reports whether a server listens on port 80.
func (s *Server) ServesHTTP() bool {
	return !s.Passthrough() || slices.ContainsFunc(s.Doors, func(d Door) bool { return d.Redirects() })
}

// Passthrough reports whether a server hands connections on to apps that end TLS.
func (s *Server) Passthrough() bool { return s.TLS.Mode.Value == format.TLSPassthrough }
