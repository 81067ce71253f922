package rules

import (
	"fmt"
	"slices"

	"render/render/plan"
	"render/render/platform"
)

// warnOfNumbers warns of a port of a deployed app whose number is mostly that of another protocol
// than HTTP, and that is left as http: sidecars read requests there, the app's own and those of
// its clients. Without a sidecar nobody reads the port's name, and where requests are sent to
// the port, somebody knows that it speaks HTTP.
func (v *verdict) warnOfNumbers(a *plan.App, mirrored bool) {
	if !a.Deployed() || mirrored || a.Written.Fallback.Value || a.Written.Probe.Origin.IsSet() {
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
		speaks := platform.MostlyOn(number)
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
