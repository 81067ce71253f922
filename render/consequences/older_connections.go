package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// checkOlderConnections tells of routes that fell out, stay, and get connections that the new side
// has for another: of several for a name or a port the oldest has it (istio,
// pilot/pkg/networking/core/gateway.go, buildGatewayNetworkFiltersFromTLSRoutes); and of those that
// go on leading where nothing else does.
func (c *change) checkOlderConnections() {
	alone, with := c.new.OwnPassages(), c.passagesAfter()
	var order []*objects.Object
	goOn := map[*objects.Object][]string{}
	for _, at := range with.Order {
		ought, is := alone.Becomes(at), with.By[at]
		if is.From == ought.From || !c.left(is.From) {
			continue
		}
		what := fmt.Sprintf("port %d", at.Port)
		if at.Host != "" {
			what = titleOfPassage(at, nil)
		}
		switch {
		case ought.Answers() && !ought.Same(is):
			c.addOlder(is.From, ought.From, at.Host, what, false)
		case !ought.Answers() && is.Answers() && c.comesIn(at, with.Of[at]):
			if goOn[is.From] == nil {
				order = append(order, is.From)
			}
			goOn[is.From] = append(goOn[is.From], what)
		}
	}
	for _, o := range order {
		c.tell("old-route-answers", Warning, fmt.Sprintf("%s: nobody deletes it, and it goes on answering for %s", titled(o), fewListed(goOn[o])), "run: "+deletion(o), o)
	}
}

// comesIn reports whether connections still come in where a Gateway, which may have stayed, takes them.
func (c *change) comesIn(at served.Passage, gateway *objects.Object) bool {
	return slices.ContainsFunc(slices.Concat(c.old.Entrances, c.new.Entrances), func(e *served.Entrance) bool {
		now := c.new.ByService[e.Service]
		return now != nil && now.Listens(at.Port) && slices.Contains(e.Gateways(), gateway)
	})
}
