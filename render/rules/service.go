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
	for _, m := range []format.Origin{a.Image.Origin, a.Version.Origin, format.ListOrigin(a.Versions), a.Replicas.Origin, format.ListOrigin(a.Command), format.ListOrigin(a.Args),
		format.PairsOrigin(a.Env), a.Resources.Origin, a.Probe.Origin, a.ServiceAccount.Origin, a.SecurityContext.Origin, a.Names.Deployment.Origin, a.Names.Service.Origin} {
		// What an overlay says of all apps is no slip.
		if m.IsSet() && m.Place.Source == a.Service.Place.Source {
			v.fail("beside-service", m, "has no meaning beside `service`: what exists is not deployed", "remove it, or `service`", a.Service.Origin)
		}
	}
	for i := range p.Ports {
		port := p.Ports[i].Written
		if port.TargetPort.IsSet() {
			v.fail("beside-service", port.TargetPort.Origin, "has no meaning beside `service`, of which only the port itself is asked for", "remove it", a.Service.Origin)
		}
		if port.Protocol.Value == format.ProtocolHTTPS && p.Backend.Outside() && !p.Backend.Named() {
			v.fail("port-protocol", port.Protocol.Origin, "an address has no name by which its certificate could be checked", "write its DNS name in `service`, or put the app on a tier with tls: passthrough, with protocol: tls",
				a.Service.Origin)
		}
	}
	for _, label := range []string{p.Backend.Name, p.Backend.Namespace} {
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
		for j := range v.plan.Tiers[i].Apps {
			a := &v.plan.Tiers[i].Apps[j]
			if a.Backend == nil || a.Backend.Of == nil {
				continue
			}
			switch other := a.Backend.Of; {
			case a.Backend.Address != other.Backend.Address:
				v.fail("service-taken", a.Written.Service.Origin, fmt.Sprintf("%s is what the address of app %q is called", wording.Quote(a.Backend.Host), other.Written.Name.Value),
					"write: a DNS name that is not made up, or the address", other.Written.Service.Origin)
			case !samePorts(a, other):
				v.fail("service-taken", a.Written.Service.Origin, fmt.Sprintf("%s is also that of app %q, with other ports", wording.Quote(a.Written.Service.Value), other.Written.Name.Value),
					"write: the same ports for both", other.Written.Service.Origin)
			}
		}
	}
}

func samePorts(a, b *plan.App) bool {
	if len(a.Ports) != len(b.Ports) {
		return false
	}
	for i := range a.Ports {
		if a.Ports[i].Number != b.Ports[i].Number || a.Ports[i].Name != b.Ports[i].Name {
			return false
		}
	}
	return true
}
