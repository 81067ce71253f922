package consequences

import (
	"fmt"
	"sync"

	"render/render/objects"
	"render/render/served"
)

// checkPassedOver tells of Gateways whose servers istiod passes over, since an older
// one that stays has a host of theirs (istio, pilot/pkg/model/gateway.go,
// mergeGateways).
func (c *change) checkPassedOver() {
	old, onceThere := map[string][]objects.Gateway{}, sync.OnceValues(c.onceThere) // by what they select
	for g := range c.old.World.Gateways() {
		if c.left(g.Object()) {
			selector := g.Selector().Labels().String()
			old[selector] = append(old[selector], g)
		}
	}
	for g := range c.new.World.Gateways() {
		if !c.comes(g.Object()) {
			continue
		}
		for _, o := range old[g.Selector().Labels().String()] {
			hosts := served.PassedOver(o, g)
			if len(hosts) == 0 {
				continue
			}
			older, newer := titledApart(o.Object(), g.Object())
			when, once := onceThere()
			c.tell("gateway-passed-over", Danger, fmt.Sprintf("%s: istiod passes over its server for %s, without a word, as long as the older %s is there", newer, quoted(hosts), older),
				"run, "+when+": "+deletion(o.Object()), g.Object(), o.Object())
			c.dismiss(byHand, when+", "+deletion(o.Object()), run(once, deletion(o.Object())), o.Object())
		}
	}
}
