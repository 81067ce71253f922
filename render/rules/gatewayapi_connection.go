package rules

import (
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkGatewayAPIConnections tells what of whole connections the Gateway API cannot
// say.
func (v *verdict) checkGatewayAPIConnections(p *plan.Tier) {
	for i := range p.Apps {
		for _, c := range p.Apps[i].TCP {
			v.needInGatewayAPI(c.Origin, platform.IstioTCPRouteV1)
		}
	}
	v.checkListenerNames(p)
}

func (v *verdict) needInGatewayAPI(m format.Origin, f platform.Feature) {
	if message := f.Missing(v.plan.Versions.Istio); message != "" {
		v.fail("version-too-old", m, message, "use a version that has it, or write: routing: istio", v.doc.Routing.Origin)
	}
}

// checkListenerNames: Istio calls the Service's ports as the Gateway's listeners are
// called, with dashes for dots, and the tier's own ports are beside those.
func (v *verdict) checkListenerNames(p *plan.Tier) {
	if len(p.Written.Ports) == 0 {
		return
	}
	taken := map[string]bool{}
	taken[strings.ReplaceAll(p.Names.HTTPPort, ".", "-")] = true
	for i := range p.Servers {
		for _, section := range p.Servers[i].Sections {
			taken[strings.ReplaceAll(section.Name, ".", "-")] = true
		}
	}
	for i := range p.Written.Ports {
		if name := p.Written.Ports[i].Name; taken[name.Value] {
			v.fail("port-name-taken", name.Origin, wording.Quote(name.Value)+" is the name of a listener for the tier's hosts", "write: another name")
		}
	}
}
