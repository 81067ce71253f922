package align

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
)

// requests are the ends of annotations by which a Service asks MetalLB for something;
// their beginnings are MetalLB's names, the newer first.
var (
	metallbNames = [...]string{"metallb.io/", "metallb.universe.tf/"}
	requests     = []string{"loadBalancerIPs", "allow-shared-ip", "address-pool"}
)

func isRequest(key string) bool {
	for _, name := range metallbNames {
		if end, is := strings.CutPrefix(key, name); is {
			return slices.Contains(requests, end)
		}
	}
	return false
}

// givenTo are the addresses of a Service of a cluster that asks for none, which it has all
// the same; none where it asks for some.
func givenTo(service manifest.Object) []netip.Addr {
	for _, m := range service.Object("metadata").Object("annotations") {
		if isRequest(m.Key) && strings.HasSuffix(m.Key, requests[0]) && !empty(m.Value) {
			return nil
		}
	}
	if service.Object("spec").Text("loadBalancerIP") != "" {
		return nil
	}
	var out []netip.Addr
	for _, item := range service.Object("status").Object("loadBalancer").List("ingress") {
		one, _ := item.(manifest.Object)
		if a, err := netip.ParseAddr(one.Text("ip")); err == nil {
			out = append(out, a)
		}
	}
	return out
}

// withGiven are objects of a side in which Services keep the addresses that a cluster has
// given them: no difference, on both sides, but what moves from there is to be told.
func withGiven(list, live []manifest.Manifest) []manifest.Manifest {
	given := map[manifest.ID]any{}
	for i := range live {
		if id := live[i].ID(); id.Group == "" && id.Kind == "Service" && len(givenTo(live[i].Object)) > 0 {
			given[id] = live[i].Object.Object("status").Object("loadBalancer").Get("ingress")
		}
	}
	if len(given) == 0 {
		return list
	}
	out := slices.Clone(list)
	for i := range out {
		if ingress := given[out[i].ID()]; ingress != nil {
			out[i].Object = out[i].Object.With(ingress, "status", "loadBalancer", "ingress")
		}
	}
	return out
}
