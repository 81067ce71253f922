package render

import (
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/plan"
	"render/render/scripts"
)

// renameInScripts calls gateways and pools as overlays did: scripts know them from the
// plan. An object is known by its origin, which overlays leave as it is.
func renameInScripts(c *scripts.Cluster, before, after []manifest.Manifest) {
	if c == nil {
		return
	}
	now := make(map[string]manifest.ID, len(after))
	for i := range after {
		now[after[i].Origin.String()] = after[i].ID()
	}
	names := map[manifest.ID]manifest.ID{}
	for i := range before {
		if to, ok := now[before[i].Origin.String()]; ok {
			names[before[i].ID()] = to
		}
	}
	for i := range c.Gateways {
		g := &c.Gateways[i]
		if to, ok := names[manifest.ID{Kind: "Service", Namespace: g.Namespace, Name: g.Service}]; ok {
			g.Namespace, g.Service = to.Namespace, to.Name
			continue
		}
		of, made := strings.CutSuffix(g.Service, plan.GatewayAPISuffix)
		if to, ok := names[manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: g.Namespace, Name: of}]; made && ok {
			g.Namespace, g.Service = to.Namespace, to.Name+plan.GatewayAPISuffix
		}
	}
	for i := range c.Pools {
		if to, ok := names[manifest.ID{Group: objects.MetalLB, Kind: "IPAddressPool", Namespace: c.MetalLB, Name: c.Pools[i].Name}]; ok {
			c.Pools[i].Name = to.Name
		}
	}
}
