package consequences

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// checkServices tells of fields of gateways' Services: who is let in, what stays
// open, whose pods get packets.
func checkServices(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || !old.LoadBalancer || !e.LoadBalancer {
			continue
		}
		of := append(e.Objects(), old.Objects()...)
		c.checkSources(old, e, of)
		if was, is := nodePorts(old), nodePorts(e); was && !is {
			c.tell("node-ports-stay", Warning, fmt.Sprintf("%s: the node ports that its Service has stay open, to all, since who may come in by them is not asked", e.Title()),
				fmt.Sprintf("take them off once it is applied, for each port: kubectl patch service %s -n %s --type json -p '[{\"op\": \"remove\", \"path\": \"/spec/ports/0/nodePort\"}]'", e.Name, e.Namespace), of...)
			c.steps.need(byHand, fmt.Sprintf("take the node ports off Service %s", e.Name))
		}
		if now := openOnNodes(e); now != "" && openOnNodes(old) == "" && len(sources(e)) > 0 {
			c.tell("node-ports-opened", Danger, fmt.Sprintf("%s: %s on all nodes from now on, to all who reach one: %s alone may come in by its address, and by a node's nobody is asked", e.Title(), now, quoted(sources(e))),
				"see that it is meant, and close the ports in front of the nodes", of...)
		}
		if e.Local() && !old.Local() {
			c.tell("local-traffic", Warning, fmt.Sprintf("%s: only nodes with a ready pod of it announce and take its traffic; the announcing node may change, which takes seconds", e.Title()),
				"see that a pod runs on a node that announces the address", of...)
		}
	}
}

// nodePorts reports whether a Service gets node ports.
func nodePorts(e *served.Entrance) bool {
	allocates, said := e.Settings.AllocateLoadBalancerNodePorts().Value()
	return allocates || !said
}

// openOnNodes is what of a Service is open on nodes, with its verb; "" for nothing.
func openOnNodes(e *served.Entrance) string {
	switch numbers := numbersOfNodes(e); {
	case nodePorts(e):
		return "its ports are open"
	case len(numbers) == 1:
		return onPorts(numbers) + " is open"
	case len(numbers) > 1:
		return onPorts(numbers) + " are open"
	}
	return ""
}

// checkSources tells of who is let in by a gateway's address, and was not, and the
// other way round. It holds at once, without a restart.
func (c *change) checkSources(old, e *served.Entrance, of []*objects.Object) {
	was, is := sources(old), sources(e)
	out, in := notWithin(was, is), notWithin(is, was)
	switch {
	case len(was) == 0 && len(is) > 0:
		c.tell("sources-shut-out", Danger, fmt.Sprintf("%s: lets in %s alone from now on", e.Title(), quoted(is)), "it holds at once; see that all clients, and what checks the gateway's health, are within", of...)
	case len(is) == 0 && len(was) > 0:
		c.tell("sources-let-in", Danger, fmt.Sprintf("%s: lets all in from now on, not %s alone", e.Title(), quoted(was)), helpMeant, of...)
		return
	case len(out) > 0:
		c.tell("sources-shut-out", Danger, fmt.Sprintf("%s: lets %s in no more", e.Title(), quoted(out)), "it holds at once; see that all clients, and what checks the gateway's health, are within the rest", of...)
	}
	if len(was) > 0 && len(in) > 0 {
		c.tell("sources-let-in", Danger, fmt.Sprintf("%s: lets %s in from now on", e.Title(), quoted(in)), helpMeant, of...)
	}
}

// sources are who may come in by an entrance's address, none for all.
func sources(e *served.Entrance) []string {
	var out []string
	for _, r := range e.Settings.LoadBalancerSourceRanges().All() {
		if text := r.Value(); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	all := func(of string, is func(netip.Addr) bool) bool {
		return slices.Contains(out, of) || len(e.Addresses) > 0 && !slices.ContainsFunc(e.Addresses, is)
	}
	if all("0.0.0.0/0", netip.Addr.Is4) && all("::/0", netip.Addr.Is6) {
		return nil
	}
	return out
}

// notWithin are the networks that no one of others holds whole.
func notWithin(list, others []string) []string {
	if len(others) == 0 {
		return nil
	}
	var out []string
	for _, text := range list {
		p, err := netip.ParsePrefix(text)
		if !slices.ContainsFunc(others, func(other string) bool {
			o, err2 := netip.ParsePrefix(other)
			return text == other || err == nil && err2 == nil && o.Bits() <= p.Bits() && o.Contains(p.Addr())
		}) {
			out = append(out, text)
		}
	}
	return out
}
