package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/served"
)

// checkOpened tells of Services that are open to outside from now on, or, of those that are no gateway's, no more.
// That one has no address any more checkAddresses tells.
func checkOpened(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil {
			continue
		}
		if e.Maker != served.Itself || len(e.From)+len(old.From) > 0 {
			c.checkGatewayOpened(old, e)
			continue
		}
		was, is := old.Settings.Type().Value(), e.Settings.Type().Value()
		of := []*objects.Object{e.Object, old.Object}
		switch {
		case !served.IsOpen(was) && served.IsOpen(is):
			where := "by a port of each node"
			if e.LoadBalancer {
				where = "by an address of its own"
			}
			c.tell("service-opened", Danger, fmt.Sprintf("%s: is open to outside from now on, %s, past the gateways: without their TLS, routes and policies", e.Title(), where),
				"see that it is meant, and say by loadBalancerSourceRanges or a NetworkPolicy who may", of...)
		case was == "NodePort" && !served.IsOpen(is):
			c.tell("port-closed", Danger, fmt.Sprintf("%s: nodes answer for it no more, since it is of type %s", e.Title(), typeOf(is)), "see that no client asks there any more", of...)
		}
	}
}

// checkGatewayOpened tells of a gateway that has an address from now on, where nobody outside of the cluster reached it.
// That one is reached by ports of nodes checkOnNodes tells.
func (c *change) checkGatewayOpened(old, e *served.Entrance) {
	if served.IsOpen(old.Kind()) || !e.LoadBalancer {
		return
	}
	at, who := "an address that it is given", "to all"
	if len(e.Addresses) > 0 {
		at = listed(e.Addresses)
	}
	if from := e.Sources(); len(from) > 0 {
		who = "to " + quoted(from) + " alone"
	}
	if on := openOnNodes(e); on != "" {
		who += ", and " + on + " on all nodes, to all who reach one"
	}
	c.tell("gateway-opened", Danger, fmt.Sprintf("%s: is open to outside from now on, at %s, %s: nobody outside of the cluster reached it before", e.Title(), at, who),
		"see that it is meant; clients find it there once DNS leads to it", append(e.Objects(), old.Objects()...)...)
}

// typeOf is a type of Services as a message names it.
func typeOf(kind string) string {
	if kind == "" {
		return "ClusterIP"
	}
	return kind
}
