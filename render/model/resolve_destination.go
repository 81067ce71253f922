package model

import "render/render/plan"

// destination is an app's Service, or what it names, and a port.
func destination(a *plan.App, port *plan.Port, s *plan.VirtualService) Destination {
	return Destination{Host: plan.ServiceHost(a, s), Port: port.Number}
}

// destinations are a route's: one, or one for each version with its weight.
func destinations(a *plan.App, port *plan.Port, s *plan.VirtualService) []Destination {
	one := destination(a, port, s)
	if len(a.Versions) == 0 {
		return []Destination{one}
	}
	out := make([]Destination, len(a.Versions))
	for i := range a.Versions {
		one.Subset, one.Weight = &a.Versions[i].Subset, &a.Versions[i].Written.Weight.Value
		out[i] = one
	}
	return out
}
