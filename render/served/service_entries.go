package served

import (
	"fmt"
	"slices"

	"render/render/objects"
)

// HostsOfEntry are the hosts that a ServiceEntry names, in order.
func HostsOfEntry(e objects.ServiceEntry) []string {
	var out []string
	for _, host := range e.Hosts().All() {
		out = append(out, host.Value())
	}
	slices.Sort(out)
	return out
}

// EndsOfEntry are where the hosts of a ServiceEntry are, with ports: its endpoints, and
// without any the hosts themselves
// (https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution).
func EndsOfEntry(e objects.ServiceEntry) []string {
	var out []string
	add := func(address string, own objects.Field) {
		for _, p := range e.Ports().All() {
			number := p.At("number").Raw()
			if to := p.At("targetPort").Raw(); to != nil {
				number = to
			}
			if to := own.At(p.Name().Value()).Raw(); to != nil {
				number = to
			}
			if end := fmt.Sprint(address, ":", objects.Canonical(number)); !slices.Contains(out, end) {
				out = append(out, end)
			}
		}
	}
	for _, one := range e.Endpoints().All() {
		add(one.Address().Value(), one.Ports())
	}
	if e.Endpoints().Len() == 0 {
		for _, host := range HostsOfEntry(e) {
			add(host, e.At("none"))
		}
	}
	slices.Sort(out)
	return out
}

// HostsByEnd are the hosts of ServiceEntries by each end at which they are.
func HostsByEnd(w *objects.World) map[string][]string {
	out := map[string][]string{}
	for e := range w.ServiceEntries() {
		hosts := HostsOfEntry(e)
		for _, end := range EndsOfEntry(e) {
			out[end] = append(out[end], hosts...)
		}
	}
	return out
}
