package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/wording"
)

// proxyProtocol is what Istio calls it, in a mesh's configuration and in that of pods
// (istio, mesh/v1alpha1, Topology).
const proxyProtocol = "proxyProtocol"

// checkProxyProtocol tells of gateways that read the PROXY protocol's header from then on, or
// no more. Envoy closes a connection that does not begin as its listener is told to.
func checkProxyProtocol(c *change) {
	speaks := func(v any) bool {
		return v != nil && manifest.Holds(v, func(text string) bool { return strings.Contains(text, proxyProtocol) })
	}
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Old == nil || one.New == nil {
			continue
		}
		was, is := false, false
		for _, f := range one.Fields {
			whole := slices.ContainsFunc(f.Path, func(s compare.Step) bool { return s.Member == proxyProtocol })
			was = was || whole && f.Old != nil || speaks(f.Old)
			is = is || whole && f.New != nil || speaks(f.New)
		}
		if was == is {
			continue
		}
		what := "takes connections with the PROXY protocol's header alone from now on: those without break"
		if was {
			what = "knows the PROXY protocol no more: connections that begin with its header break"
		}
		c.tell("proxy-protocol", Danger, fmt.Sprintf("%s %s: %s", one.New.ID().Kind, wording.Quote(one.New.ID().Name), what),
			"change the balancer before it in the same moment, or lead it to a second gateway that is told so from the start", one.New)
	}
}
