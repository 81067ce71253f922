package format

import "strings"

// GatewayPort is one more port of a tier's gateway.
type GatewayPort struct {
	Origin
	// The port's name; what is spoken is read from its beginning. Example: tcp
	Name Text `key:"name" required:"" format:"portname" max:"15"`
	// The port. Example: 31400
	Port Number `key:"port" required:"" min:"1" max:"65535"`
	// The port of the pod, 1024 or above; with the Gateway API, and of gateways that
	// are injected from Kubernetes 1.22 on, any. Example: 31400
	TargetPort Number `key:"targetPort" min:"1" max:"65535" derived:"the port"`
	// What is spoken: `http`, `http2`, `grpc` and `https` serve the tier's hosts and routes, `tls` and `tcp`
	// what routes name them; TCP is whichever the name says, UDP is only opened. Example: https
	Protocol Enum[PortProtocol] `key:"protocol" enum:"" derived:"by the name: https-admin speaks https, and what begins otherwise tcp"`
	// The node port. Example: 32610
	NodePort Number `key:"nodePort" min:"30000" max:"32767" derived:"allocated by the cluster"`
	// TLS on a port that speaks https or tls, as far as it is not the hosts' own. Example: passthrough
	TLS PortTLS `key:"tls" derived:"that of the hosts"`
}

// PortTLS is how TLS is spoken on one port.
type PortTLS struct {
	Origin
	// Who shows a certificate, and who ends TLS. `simple`, `mutual`, `optional-mutual`: the gateway ends it, with the hosts' certificate. `passthrough`:
	// the apps do, and are told apart by the host that is asked for. Example: mutual
	Mode Enum[PortTLSMode] `key:"mode,alone" enum:"" derived:"the hosts'"`
	// The lowest TLS version spoken. Example: "1.3"
	MinVersion Enum[TLSVersion] `key:"minVersion" enum:"" derived:"the hosts'"`
}

// UDP reports whether a port is one for UDP.
func (p *GatewayPort) UDP() bool { return p.Protocol.Value == PortUDP }

// Transport is the port's transport protocol, as a Service has it.
func (p *GatewayPort) Transport() string {
	if p.UDP() {
		return "UDP"
	}
	return "TCP"
}

// Explicit reports whether it is said what is spoken, and not read from the name. A name
// that begins with tcp says it as well as the field does: no other word asks for what
// a port does without it.
func (p *GatewayPort) Explicit() bool {
	return !p.UDP() && (p.worded() || p.called(ProtocolTCP))
}

// worded reports whether `protocol` says what is spoken.
func (p *GatewayPort) worded() bool {
	return p.Protocol.Value != "" && p.Protocol.Value != PortTCP && !p.UDP()
}

// called reports whether a port's name begins with the word for a protocol.
func (p *GatewayPort) called(word Protocol) bool {
	return Named(p.Name.Value, word)
}

// Named reports whether a port's name begins with the word for a protocol, as Istio
// reads it: that word alone, or with a dash behind it.
func Named(name string, word Protocol) bool {
	return name == string(word) || strings.HasPrefix(name, string(word)+"-")
}

// Speaks is what is spoken on a port by what is said of it; "" of UDP.
func (p *GatewayPort) Speaks() Protocol {
	switch {
	case p.UDP():
		return ""
	case p.worded():
		return Protocol(p.Protocol.Value)
	}
	for _, word := range []Protocol{ProtocolHTTP2, ProtocolHTTPS, ProtocolHTTP, ProtocolGRPC, ProtocolTLS} {
		if p.called(word) {
			return word
		}
	}
	return ProtocolTCP
}

// Web reports whether requests come to a port.
func (p *GatewayPort) Web() bool {
	speaks := p.Speaks()
	return speaks == ProtocolHTTP || speaks == ProtocolHTTP2 || speaks == ProtocolGRPC || speaks == ProtocolHTTPS
}
