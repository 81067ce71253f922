package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkExisting checks what stands beside what is there already: nothing that would be
// deployed has a meaning there.
func (v *verdict) checkExisting(p *plan.App) {
	a := p.Written
	if p.Backend == nil {
		return
	}
	word, given := "service", a.Service.Origin
	if p.Backend.Outside() {
		word, given = "outside", a.Outside.Origin
	}
	for _, m := range []format.Origin{a.Image.Origin, a.Version.Origin, format.ListOrigin(a.Versions), a.Replicas.Origin, format.PointerOrigin(a.Strategy), format.ListOrigin(a.Command), format.ListOrigin(a.Args),
		format.VariablesOrigin(a.Env), a.Resources.Origin, a.Probe.Origin, a.ServiceAccount.Origin, a.SecurityContext.Origin, a.Container.Origin, a.Pod.Origin, a.Names.Deployment.Origin, a.Names.Service.Origin} {
		// What an overlay says of all apps is no slip.
		if m.IsSet() && m.At().Source == given.At().Source {
			v.fail("beside-service", m, "has no meaning beside `"+word+"`: what exists is not deployed", "remove it, or `"+word+"`", given)
		}
	}
	if m := format.ListOrigin(a.AllowFrom); p.Backend.Outside() && m.IsSet() {
		v.fail("beside-service", m, "has no meaning beside `outside`: who may call what is there is not the cluster's to say", "remove it", given)
	}
	for i := range p.Ports {
		port := p.Ports[i].Written
		if port.TargetPort.IsSet() {
			help := "remove it"
			if p.Backend.Outside() && port.TargetPort.Value != port.Port.Value {
				help = fmt.Sprintf("write port: %d and remove it, if what is outside listens there; else remove it", port.TargetPort.Value)
			}
			v.fail("beside-service", port.TargetPort.Origin, "has no meaning beside `"+word+"`, of which only the port itself is asked for", help, given)
		}
	}
	for _, label := range []string{p.Backend.Name, p.Backend.Namespace} {
		if len(label) > 63 {
			v.fail("name-too-long", p.Backend.Written.Origin, wording.Quote(label)+" is longer than 63 characters", "write: a shorter one")
			return
		}
	}
}
