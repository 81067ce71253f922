package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkPortNumbers tells of Services that get a number over TCP and over UDP, of which
// kubectl's own merge keeps one (kubernetes, api/core/v1, ServiceSpec: patchMergeKey=port;
// issue 39188).
func checkPortNumbers(c *change) {
	if c.by != Kubectl {
		return
	}
	for s := range c.new.World.Services() {
		old := c.Old.Find(s.ID())
		if old == nil {
			continue
		}
		twice := numbersTwice(s)
		before := numbersTwice(objects.Service{Resource: old.Resource()})
		twice = slices.DeleteFunc(twice, func(n int64) bool { return slices.Contains(before, n) })
		for _, n := range twice {
			c.tell("port-lost", Danger, fmt.Sprintf("Service %s: gets port %d over two protocols, and kubectl apply tells ports apart by number alone: it loses one of them", wording.Quote(s.ID().Name), n),
				"apply it by: kubectl apply --server-side --force-conflicts", s.Object(), old)
		}
	}
}

// numbersTwice are the numbers that a Service has over more than one protocol.
func numbersTwice(s objects.Service) []int64 {
	first := map[int64]string{}
	var out []int64
	for _, p := range s.Ports().All() {
		n, ok := p.Port().Value()
		protocol := cmp.Or(p.Protocol().Value(), "TCP")
		if was, known := first[n]; ok && known && was != protocol && !slices.Contains(out, n) {
			out = append(out, n)
		}
		first[n] = protocol
	}
	return out
}

// checkNodePorts tells of ports of the nodes that a gateway without an address of its own
// answers on no more: they are all that what is before it knows of it.
func checkNodePorts(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || old.Settings.Type().Value() != "NodePort" || e.Settings.Type().Value() != "NodePort" {
			continue
		}
		is := served.NumbersOfNodes(e)
		closed := slices.DeleteFunc(served.NumbersOfNodes(old), func(n string) bool { return slices.Contains(is, n) })
		if len(closed) > 0 {
			c.tell("port-closed", Danger, fmt.Sprintf("%s: nodes answer for it on %s no more", e.Title(), onPorts(closed)),
				"see that what is before the nodes asks by the new ones", append(e.Objects(), old.Objects()...)...)
		}
	}
}
