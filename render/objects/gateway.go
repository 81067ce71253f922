package objects

import (
	"iter"
	"strings"
)

// Gateway is Istio's: what the pods that its selector chooses listen on
// (https://istio.io/latest/docs/reference/config/networking/gateway/).
type Gateway struct{ Resource }

func gateway(o *Object) Gateway { return Gateway{o.Resource()} }

// Gateway is the object seen as Istio's Gateway.
func (o *Object) Gateway() Gateway { return gateway(o) }

// Gateways are Istio's Gateways.
func (w *World) Gateways() iter.Seq[Gateway] { return viewed(w, IstioNetworking, "Gateway", gateway) }

// Selector chooses the pods, in any namespace.
func (g Gateway) Selector() LabelMap { return labelMap(g.Spec(), "selector") }

// Servers are what it listens on.
func (g Gateway) Servers() List[Server] {
	return listOf(g.Spec().member("servers", Sequence), Mapping, func(f Field) Server { return Server{f} })
}

// Server is a port of a Gateway, and the hosts that it serves there.
type Server struct{ Field }

// Name is for people.
func (s Server) Name() Text { return s.text("name") }

// Bind is the address that is listened on.
func (s Server) Bind() Text { return s.text("bind") }

// Hosts are the hosts served: "host", or "namespace/host" for VirtualServices of
// one namespace, "." being the Gateway's own and "*" any.
func (s Server) Hosts() List[Text] { return texts(s.Field, "hosts") }

// Port is the port.
func (s Server) Port() Port { return Port{s.member("port", Mapping)} }

// InClear reports whether a server is for requests that nobody encrypts.
func (s Server) InClear() bool { return InClear(s.Port().Protocol().Value()) }

// InClear reports whether a server's protocol is one of requests that nobody encrypts,
// in any case of letters (istio, pkg/config/protocol, Parse and IsHTTP).
func InClear(protocol string) bool {
	switch strings.ToUpper(protocol) {
	case "HTTP", "HTTP2", "HTTP_PROXY", "GRPC", "GRPC-WEB":
		return true
	}
	return false
}

// ReadsRequests reports whether a server is for requests, and not for whole connections
// (istio, pkg/config/gateway, IsHTTPServer).
func (s Server) ReadsRequests() bool {
	return s.InClear() || strings.EqualFold(s.Port().Protocol().Value(), "HTTPS") && !s.TLS().Passes()
}

// ReadsNames reports whether a server tells clients apart by the host that they ask for,
// in a request or as TLS begins; else its hosts choose VirtualServices alone, and who
// connects to the port gets in (istio, pkg/config/gateway, IsTLSServer).
func (s Server) ReadsNames() bool { return s.ReadsRequests() || s.TLS().Present() }

// TLS is how its connections are encrypted.
func (s Server) TLS() ServerTLS { return ServerTLS{s.member("tls", Mapping)} }

// Port is a port of a Server or a ServiceEntry.
type Port struct{ Field }

// Name is one among those of the object.
func (p Port) Name() Text { return p.text("name") }

// Number is the port's number.
func (p Port) Number() Number { return p.number("number") }

// Protocol is HTTP, HTTPS, GRPC, HTTP2, MONGO, TCP or TLS, in any case of letters.
func (p Port) Protocol() Text { return p.text("protocol") }

// TargetPort is the port of what is behind, where that is another.
func (p Port) TargetPort() Number { return p.number("targetPort") }

// ServerTLS is a server's TLS settings.
type ServerTLS struct{ Field }

// Mode is PASSTHROUGH, SIMPLE, MUTUAL, OPTIONAL_MUTUAL, AUTO_PASSTHROUGH or
// ISTIO_MUTUAL.
func (t ServerTLS) Mode() Text { return t.text("mode") }

// Passes reports whether connections are passed on as they are, as they are too where
// nothing is said of the mode.
func (t ServerTLS) Passes() bool {
	mode := t.Mode().Value()
	return t.Present() && (mode == "" || mode == "PASSTHROUGH" || mode == "AUTO_PASSTHROUGH")
}

// HTTPSRedirect is whether what comes unencrypted is sent to https.
func (t ServerTLS) HTTPSRedirect() Flag { return t.flag("httpsRedirect") }

// MinProtocolVersion is the oldest version of TLS that clients may speak: TLSV1_2.
func (t ServerTLS) MinProtocolVersion() Text { return t.text("minProtocolVersion") }

// MaxProtocolVersion is the newest one.
func (t ServerTLS) MaxProtocolVersion() Text { return t.text("maxProtocolVersion") }

// CipherSuites are those of TLS 1.2 and older; none are all that gateways have.
func (t ServerTLS) CipherSuites() List[Text] { return texts(t.Field, "cipherSuites") }

// CredentialName is the Secret of the certificate, in the namespace of the pods.
func (t ServerTLS) CredentialName() Text { return t.text("credentialName") }

// CredentialNames are several of them, for one server.
func (t ServerTLS) CredentialNames() List[Text] { return texts(t.Field, "credentialNames") }

// Credentials are the Secrets of the certificates, by whichever of the two fields
// (istio, pilot/pkg/model/gateway.go, mergeGateways).
func (t ServerTLS) Credentials() []Text {
	var out []Text
	for _, name := range t.CredentialNames().All() {
		out = append(out, name)
	}
	if one := t.CredentialName(); len(out) == 0 && one.Value() != "" {
		out = append(out, one)
	}
	return out
}

// CACertCredentialName is the Secret of what clients' certificates are checked by, in
// place of that beside the server's own; from Istio 1.28 on.
func (t ServerTLS) CACertCredentialName() Text { return t.text("caCertCredentialName") }

// ChecksClients reports whether clients' certificates are checked by what a Secret has.
func (t ServerTLS) ChecksClients() bool {
	mode := t.Mode().Value()
	return mode == "MUTUAL" || mode == "OPTIONAL_MUTUAL"
}

// ServerCertificate is a file of the pods, in place of a Secret.
func (t ServerTLS) ServerCertificate() Text { return t.text("serverCertificate") }

// Certificates are several files, in place of one.
func (t ServerTLS) Certificates() List[Field] {
	return listOf(t.member("tlsCertificates", Sequence), Mapping, func(f Field) Field { return f })
}
