package topology

import (
	"fmt"
	"render/render/wording"
)

// checkExisting checks what stands beside what is there already: nothing that would be
// deployed has a meaning there.
func (v *verdict) checkExisting(p *appPlan) {
	a := p.app
	if p.backend == nil {
		return
	}
	for _, m := range []Origin{a.Image.Origin, a.Version.Origin, listOrigin(a.Versions), a.Replicas.Origin, listOrigin(a.Command), listOrigin(a.Args),
		pairsOrigin(a.Env), a.Resources.Origin, a.Probe.Origin, a.ServiceAccount.Origin, a.SecurityContext.Origin, a.Names.Deployment.Origin, a.Names.Service.Origin} {
		// What an overlay says of all apps is no slip.
		if m.IsSet() && m.Place.Source == a.Service.Place.Source {
			v.fail("beside-service", m, "has no meaning beside `service`: what exists is not deployed", "remove it, or `service`", a.Service.Origin)
		}
	}
	for i := range p.ports {
		port := p.ports[i].port
		if port.TargetPort.IsSet() {
			v.fail("beside-service", port.TargetPort.Origin, "has no meaning beside `service`, of which only the port itself is asked for", "remove it", a.Service.Origin)
		}
		if port.Protocol.Value == ProtocolHTTPS && p.backend.outside() && !p.backend.named() {
			v.fail("port-protocol", port.Protocol.Origin, "an address has no name by which its certificate could be checked", "write its DNS name in `service`, or put the app on a tier with tls: passthrough, with protocol: tls",
				a.Service.Origin)
		}
	}
	for _, label := range []string{p.backend.name, p.backend.namespace} {
		if len(label) > 63 {
			v.fail("name-too-long", a.Service.Origin, wording.Quote(label)+" is longer than 63 characters", "write: a shorter one")
			return
		}
	}
}

// checkOutside finds apps that name one host outside the cluster and differ in its ports,
// which Istio would merge in no certain way, or in its address.
func (v *verdict) checkOutside() {
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].apps {
			a := &v.plan.Tiers[i].apps[j]
			if a.backend == nil || a.backend.of == nil {
				continue
			}
			switch other := a.backend.of; {
			case a.backend.address != other.backend.address:
				v.fail("service-taken", a.app.Service.Origin, fmt.Sprintf("%s is what the address of app %q is called", wording.Quote(a.backend.host), other.app.Name.Value),
					"write: a DNS name that is not made up, or the address", other.app.Service.Origin)
			case !samePorts(a, other):
				v.fail("service-taken", a.app.Service.Origin, fmt.Sprintf("%s is also that of app %q, with other ports", wording.Quote(a.app.Service.Value), other.app.Name.Value),
					"write: the same ports for both", other.app.Service.Origin)
			}
		}
	}
}

func samePorts(a, b *appPlan) bool {
	if len(a.ports) != len(b.ports) {
		return false
	}
	for i := range a.ports {
		if a.ports[i].number != b.ports[i].number || a.ports[i].name != b.ports[i].name {
			return false
		}
	}
	return true
}
