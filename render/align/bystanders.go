package align

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// bystanders are objects of a cluster that are somebody else's and have a part in what is
// wanted: they stay as they are, on both sides. Services have addresses, and lose those where a
// pool goes; advertisements announce the pools that are wanted; MetalLB refuses a pool while another
// has some of its addresses; and routes lead to some.
func bystanders(live, want []manifest.Manifest, made installed, led map[manifest.ID]bool) []manifest.Manifest {
	var out []manifest.Manifest
	ends, topologies, pools, ranges := endingOf(live), topologiesOf(want), poolsOf(want), rangesOf(want)
	for i := range live {
		id, object := live[i].ID(), live[i].Object
		if !led[id] && !hasAddress(id, object) && !announces(id, object, pools) && !isInTheWay(id, object, ranges) {
			continue
		}
		isKnown := func(m manifest.Manifest) bool { return m.ID() == id }
		if !made.by[id] && !ends.has(&live[i]) && !ours(object, topologies) && !slices.ContainsFunc(want, isKnown) && !slices.ContainsFunc(out, isKnown) {
			one := live[i]
			one.Object = withoutServer(object)
			out = append(out, one)
		}
	}
	return out
}

func hasAddress(id manifest.ID, object manifest.Object) bool {
	return id.Group == "" && id.Kind == "Service" && object.Object("spec").Text("type") == "LoadBalancer" && len(object.Object("status").Object("loadBalancer").List("ingress")) > 0
}

const metallb = "metallb.io"

// poolsOf are the pools of objects, "<namespace>/<name>".
func poolsOf(list []manifest.Manifest) map[string]bool {
	out := map[string]bool{}
	for i := range list {
		if id := list[i].ID(); id.Group == metallb && id.Kind == "IPAddressPool" {
			out[id.Namespace+"/"+id.Name] = true
		}
	}
	return out
}

// announces reports whether an object is an advertisement that may announce one of some pools:
// it names it, or chooses by labels, or says of no pool that it is for it, which is all.
func announces(id manifest.ID, object manifest.Object, pools map[string]bool) bool {
	if id.Group != metallb || id.Kind != "L2Advertisement" && id.Kind != "BGPAdvertisement" || len(pools) == 0 {
		return false
	}
	spec := object.Object("spec")
	names := spec.List("ipAddressPools")
	return len(names) == 0 || len(spec.List("ipAddressPoolSelectors")) > 0 ||
		slices.ContainsFunc(names, func(name any) bool { text, _ := name.(string); return pools[id.Namespace+"/"+text] })
}

// rangesOf are the addresses of the pools of objects, by namespace.
func rangesOf(list []manifest.Manifest) map[string][]objects.AddressRange {
	out := map[string][]objects.AddressRange{}
	for i := range list {
		if id := list[i].ID(); id.Group == metallb && id.Kind == "IPAddressPool" {
			out[id.Namespace] = append(out[id.Namespace], addressesOf(list[i].Object)...)
		}
	}
	return out
}

func addressesOf(pool manifest.Object) (out []objects.AddressRange) {
	for _, one := range pool.Object("spec").List("addresses") {
		text, _ := one.(string)
		if r, ok := objects.ParseAddressRange(text); ok {
			out = append(out, r)
		}
	}
	return out
}

// isInTheWay reports whether an object is a pool that has some of the addresses of others.
func isInTheWay(id manifest.ID, object manifest.Object, ranges map[string][]objects.AddressRange) bool {
	return id.Group == metallb && id.Kind == "IPAddressPool" && slices.ContainsFunc(addressesOf(object), func(own objects.AddressRange) bool {
		return slices.ContainsFunc(ranges[id.Namespace], own.Overlaps)
	})
}
