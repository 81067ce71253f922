package consequences

import (
	"render/render/objects"
	"render/render/served"
)

// parting is a controller of Ingresses that a host parts from: none of the new side is for it.
type parting struct {
	from      *served.Controller
	ingresses []*objects.Object // that were for the host
}

// partingsOf are those of two sides, by host.
func partingsOf(old, new []*served.Controller) map[string]*parting {
	out, kept := map[string]*parting{}, map[string]bool{}
	for _, one := range new {
		for _, host := range one.Hosts {
			kept[host] = true
		}
	}
	for _, one := range old {
		for _, host := range one.Hosts {
			if !kept[host] {
				out[host] = &parting{one, one.ByHost[host]}
			}
		}
	}
	return out
}
