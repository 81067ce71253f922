package check

import "render/render/objects"

// checkRequired checks that an object has an item of each list without which its API
// refuses it: Istio's (istio, pkg/config/validation), MetalLB's pools, Services and pods.
// Those of the Gateway API are with the limits of its lists.
func checkRequired(c *checker, o *objects.Object) {
	switch id := o.ID(); {
	case id.Group == objects.IstioNetworking && id.Kind == "Gateway":
		servers := o.Gateway().Servers()
		c.holdsSome(servers.Field, servers.Len(), "a server")
		for _, server := range servers.All() {
			c.holdsSome(server.Hosts().Field, server.Hosts().Len(), "a host")
		}
	case id.Group == objects.IstioNetworking && id.Kind == "VirtualService":
		v := o.VirtualService()
		if v.TLS().Len() == 0 && v.TCP().Len() == 0 {
			c.holdsSome(v.HTTP().Field, v.HTTP().Len(), "a route, here or in spec.tls or spec.tcp")
		}
	case id.Group == objects.MetalLB && id.Kind == "IPAddressPool":
		addresses := o.AddressPool().Addresses()
		c.holdsSome(addresses.Field, addresses.Len(), "a range of addresses")
	case id.Group == objects.Core && id.Kind == "Service":
		if s := o.Service(); s.Type().Value() != "ExternalName" && s.Settings().ClusterIP().Value() != "None" {
			c.holdsSome(s.Ports().Field, s.Ports().Len(), "a port")
		}
	case id.Group == objects.Apps && id.Kind != "ControllerRevision":
		if pod := o.Workload().Template().Spec(); pod.Present() {
			c.holdsSome(pod.Containers().Field, pod.Containers().Len(), "a container")
		}
	}
}

// holdsSome tells of a list that holds nothing; one that is no list is told of elsewhere.
func (c *checker) holdsSome(list objects.Field, items int, what string) {
	if items == 0 && list.Fits() {
		c.fail("object-incomplete", list, list.Path()+" has no item, and its API refuses the object", "write "+what+", or remove the object")
	}
}
