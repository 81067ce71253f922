package model

import (
	"strconv"
	"time"

	"render/render/format"
	"render/render/plan"
)

// resolveDestinations are the rules of hosts for which an app is the first that needs
// one.
func resolveDestinations(a *plan.App) []DestinationRule {
	var out []DestinationRule
	for i := range a.Destinations {
		d := &a.Destinations[i]
		one := DestinationRule{Name: d.Host, Namespace: d.Namespace, Host: d.Host, Pods: d.Pods, Sticky: resolveSticky(d.Sticky)}
		for _, port := range d.Ports {
			one.TLS = append(one.TLS, BackendTLS{Port: port.Number, Verify: port.TLS.Verify, Credential: textOrNull(port.TLS.Credential),
				Names: port.TLS.Names, SNI: textOrNull(port.TLS.SNI)})
		}
		for j := range d.Versions {
			one.Versions = append(one.Versions, Subset{Name: d.Versions[j].Subset, Version: d.Versions[j].Written.Version.Value})
		}
		out = append(out, one)
	}
	return out
}

// resolveSticky is by what clients are told apart; nil where they are not. Istio 1.9
// asks for a cookie's time, of which none is one until the browser is closed.
func resolveSticky(s *format.Sticky) *Sticky {
	if s == nil {
		return nil
	}
	d, _ := time.ParseDuration(s.TTL.Value)
	return &Sticky{Cookie: optional(s.Cookie), Header: optional(s.Header), TTL: strconv.Itoa(int(d/time.Second)) + "s"}
}

// destination is an app's Service, or what it names, and a port.
func destination(a *plan.App, port *plan.Port, s *plan.VirtualService) Destination {
	return Destination{Host: plan.ServiceHost(a, s), Port: port.Number}
}

// destinations are a route's: one, or one for each version with its weight, unless
// one version alone is meant.
func destinations(a *plan.App, port *plan.Port, only *plan.Version, s *plan.VirtualService) []Destination {
	one := destination(a, port, s)
	switch {
	case only != nil:
		one.Subset = &only.Subset
		return []Destination{one}
	case len(a.Versions) == 0:
		return []Destination{one}
	}
	out := make([]Destination, len(a.Versions))
	for i := range a.Versions {
		one.Subset, one.Weight = &a.Versions[i].Subset, &a.Versions[i].Written.Weight.Value
		out[i] = one
	}
	return out
}
