package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/served"
)

// checkOpened tells of Services that are no gateway's, and open to outside from now on, or no more.
// That one has no address any more checkAddresses tells.
func checkOpened(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || e.Maker != served.Itself || len(e.From)+len(old.From) > 0 {
			continue
		}
		was, is := old.Settings.Type().Value(), e.Settings.Type().Value()
		of := []*objects.Object{e.Object, old.Object}
		switch {
		case !isOpen(was) && isOpen(is):
			where := "by a port of each node"
			if e.LoadBalancer {
				where = "by an address of its own"
			}
			c.tell("service-opened", Danger, fmt.Sprintf("%s: is open to outside from now on, %s, past the gateways: without their TLS, routes and policies", e.Title(), where),
				"see that it is meant, and say by loadBalancerSourceRanges or a NetworkPolicy who may", of...)
		case was == "NodePort" && !isOpen(is):
			c.tell("port-closed", Danger, fmt.Sprintf("%s: nodes answer for it no more, since it is of type %s", e.Title(), typeOf(is)), "see that no client asks there any more", of...)
		}
	}
}

// isOpen reports whether a type of Services opens them to outside.
func isOpen(kind string) bool { return kind == "LoadBalancer" || kind == "NodePort" }

// typeOf is a type of Services as a message names it.
func typeOf(kind string) string {
	if kind == "" {
		return "ClusterIP"
	}
	return kind
}
