package check

import (
	"slices"

	"render/render/objects"
)

// listener is a listener of a Gateway of the Gateway API, to which routes attach.
type listener struct {
	objects.Listener
	name string
	listenerKey
}

// listenerKey is what only one listener of a Gateway may have.
type listenerKey struct {
	port     int64
	protocol string
	hostname string // "" for every one
}

// protocolsFor are the protocols of the listeners that take a kind of route.
func protocolsFor(kind string) []string {
	switch kind {
	case "TLSRoute":
		return []string{"TLS"}
	case "TCPRoute":
		return []string{"TCP", "TLS"}
	}
	return []string{"HTTP", "HTTPS"}
}

// takes reports whether a listener takes routes of a kind: a TCPRoute too where it
// ends TLS itself.
func (l *listener) takes(kind string) bool {
	return slices.Contains(protocolsFor(kind), l.protocol) && !(kind == "TCPRoute" && l.TLS().Mode().Value() == "Passthrough")
}
