package rules

import (
	"fmt"
	"slices"

	"render/render/plan"
)

// spokenOn is the protocol that servers mostly speak on a port, where it is none of requests of HTTP;
// "" of other ports.
func spokenOn(port int) string {
	switch port {
	case 21:
		return "FTP"
	case 22:
		return "SSH"
	case 25:
		return "SMTP"
	case 53:
		return "DNS"
	case 110:
		return "POP3"
	case 143:
		return "IMAP"
	case 389:
		return "LDAP"
	case 587:
		return "SMTP"
	case 1433:
		return "SQL Server"
	case 1521:
		return "Oracle"
	case 1883:
		return "MQTT"
	case 3306:
		return "MySQL"
	case 4222:
		return "NATS"
	case 5432:
		return "PostgreSQL"
	case 5672:
		return "AMQP"
	case 6379:
		return "Redis"
	case 9042:
		return "Cassandra"
	case 9092:
		return "Kafka"
	case 11211:
		return "memcached"
	case 27017:
		return "MongoDB"
	}
	return ""
}

// warnOfNumbers warns of a port of a deployed app whose number is mostly that of another protocol
// than HTTP, and that is left as http: sidecars read requests there, the app's own and those of
// its clients. Without a sidecar nobody reads the port's name, and where requests are sent to
// the port, somebody knows that it speaks HTTP.
func (v *verdict) warnOfNumbers(a *plan.App, mirrored bool) {
	if a.Backend != nil || mirrored || a.Written.Fallback.Value || a.Written.Probe.Origin.IsSet() {
		return
	}
	if at, _ := v.withoutSidecar(a); at.IsSet() {
		return
	}
	for i := range a.Ports {
		port := &a.Ports[i]
		at, number := port.Written.Port.Origin, port.Number
		if port.Written.TargetPort.IsSet() {
			at, number = port.Written.TargetPort.Origin, port.Target
		}
		speaks := spokenOn(number)
		if speaks == "" || port.Written.Protocol.IsSet() || v.spoken[port] || !at.IsSet() || slices.ContainsFunc(a.Routes, func(r *plan.Route) bool { return r.Port == port && !r.Written.Answered() }) {
			continue
		}
		v.spoken[port] = true
		help := "write protocol: tcp beside it, or protocol: http if it does speak that"
		if port.Written.Port.Origin == port.Written.Origin {
			help = fmt.Sprintf("write: {port: %d, protocol: tcp}, or protocol: http if it does speak that", port.Number)
		}
		v.warn("protocol-likely", at, fmt.Sprintf("%d is mostly a port of %s, and speaks http where nothing else is written: sidecars wait for requests there", number, speaks), help)
	}
}
