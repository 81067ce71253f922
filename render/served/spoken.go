package served

import (
	"cmp"
	"strings"

	"render/render/objects"
)

// Spoken is what Istio's proxies speak to a port, or make of what comes by it.
type Spoken string

// What proxies speak.
const (
	WhatClientsSpeak Spoken = "what clients speak"
	HTTP1            Spoken = "HTTP/1.1"
	HTTP2            Spoken = "HTTP/2"
	BytesAlone       Spoken = "no HTTP"
)

// spokenBy is that of a protocol, as a port's name or appProtocol has it
// (istio, pkg/config/protocol, Parse; https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/).
func spokenBy(protocol string) (s Spoken, known bool) {
	switch strings.ToLower(protocol) {
	case "http", "http_proxy", "grpc-web", "kubernetes.io/ws":
		return HTTP1, true
	case "http2", "grpc", "kubernetes.io/h2c":
		return HTTP2, true
	case "tcp", "tls", "https", "kubernetes.io/wss", "mongo", "mysql", "redis":
		return BytesAlone, true
	}
	return WhatClientsSpeak, false
}

// spokenTo is what is spoken to a port of a Service: as its appProtocol says, or what its name
// begins with.
func spokenTo(p objects.ServicePort) Spoken {
	if s, known := spokenBy(p.AppProtocol().Value()); known {
		return s
	}
	name := strings.ToLower(p.Name().Value())
	if strings.HasPrefix(name, "grpc-web") {
		return HTTP1
	}
	before, _, _ := strings.Cut(name, "-")
	s, _ := spokenBy(before)
	return s
}

// SpokenPort is a port by its number, and how it is told.
type SpokenPort struct {
	Number int64
	Target int64 // that of the pods, as far as it is a number
	Name   string
	Speaks Spoken
	Says   string // by what
}

// IsTLS reports whether it is told that TLS begins what comes by a port.
func (p *SpokenPort) IsTLS() bool {
	word, _, _ := strings.Cut(strings.ToLower(p.Says), "-")
	return word == "tls" || word == "https" || word == "kubernetes.io/wss"
}

// PortsSpoken are the TCP ports of a Service.
func PortsSpoken(s objects.Service) (out []SpokenPort) {
	for _, p := range s.Ports().All() {
		if number, ok := p.Port().Value(); ok && cmp.Or(p.Protocol().Value(), "TCP") == "TCP" {
			target, known := p.TargetPort().Number()
			if !known {
				target = number
			}
			out = append(out, SpokenPort{number, target, p.Name().Value(), spokenTo(p), cmp.Or(p.AppProtocol().Value(), p.Name().Value())})
		}
	}
	return out
}

// EntrySpoken are the ports of a ServiceEntry.
func EntrySpoken(e objects.ServiceEntry) (out []SpokenPort) {
	for _, p := range e.Ports().All() {
		if number, ok := p.Number().Value(); ok {
			speaks, _ := spokenBy(p.Protocol().Value())
			out = append(out, SpokenPort{number, number, p.Name().Value(), speaks, p.Protocol().Value()})
		}
	}
	return out
}
