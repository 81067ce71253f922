package topology

import (
	"fmt"

	"render/render/diag"
)

// existing settles what an app names that is there already: nothing that would
// be deployed has a meaning beside it.
func (v *validator) existing(p *appPlan) {
	a := p.app
	if !a.Service.IsSet() || !fits(a.Service, "backend") {
		return
	}
	p.backend = newBackend(a.Service.Value, a.Name.Value, p.namespace)
	for _, m := range []Origin{a.Image.Origin, a.Version.Origin, listOrigin(a.Versions), a.Replicas.Origin, listOrigin(a.Command), listOrigin(a.Args),
		pairsOrigin(a.Env), a.Resources.Origin, a.Probe.Origin, a.ServiceAccount.Origin, a.SecurityContext.Origin, a.Names.Deployment.Origin, a.Names.Service.Origin} {
		// What an overlay says of all apps is no slip.
		if m.IsSet() && m.Place.Source == a.Service.Place.Source {
			v.fail(m, "has no meaning beside `service`: what exists is not deployed", "remove it, or `service`", a.Service.Origin)
		}
	}
	for i := range p.ports {
		port := p.ports[i].port
		if port.TargetPort.IsSet() {
			v.fail(port.TargetPort.Origin, "has no meaning beside `service`, of which only the port itself is asked for", "remove it", a.Service.Origin)
		}
		if port.Protocol.Value == "https" && p.backend.outside() && !p.backend.named() {
			v.fail(port.Protocol.Origin, "an address has no name by which its certificate could be checked", "write its DNS name in `service`, or put the app on a tier with tls: passthrough, with protocol: tls",
				a.Service.Origin)
		}
	}
	if message := p.backend.tooLong(); message != "" {
		v.fail(a.Service.Origin, message, "write: a shorter one")
	}
}

func (b *backend) tooLong() string {
	for _, label := range []string{b.name, b.namespace} {
		if len(label) > 63 {
			return diag.Quote(label) + " is longer than 63 characters"
		}
	}
	return ""
}

// outside finds, of apps that name one host outside the cluster, the one that
// renders its ServiceEntry; two that differ in the ports would be merged by
// Istio in no certain way.
func (v *validator) outside() {
	first := map[string]*appPlan{}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].apps {
			a := &v.plan.Tiers[i].apps[j]
			if !a.backend.outside() {
				continue
			}
			other := first[a.backend.host]
			if other == nil {
				first[a.backend.host] = a
				a.backend.entry = true
				continue
			}
			if a.backend.address != other.backend.address {
				v.fail(a.app.Service.Origin, fmt.Sprintf("%s is what the address of app %q is called", diag.Quote(a.backend.host), other.app.Name.Value),
					"write: a DNS name that is not made up, or the address", other.app.Service.Origin)
				continue
			}
			if !samePorts(a, other) {
				v.fail(a.app.Service.Origin, fmt.Sprintf("%s is also that of app %q, with other ports", diag.Quote(a.app.Service.Value), other.app.Name.Value),
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

// ExistingServices are the Services that the topology says are there already,
// as "namespace/name".
func (p *Plan) ExistingServices() map[string]bool {
	out := map[string]bool{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			if b := p.Tiers[i].apps[j].backend; b != nil && !b.outside() {
				out[b.namespace+"/"+b.name] = true
			}
		}
	}
	return out
}
