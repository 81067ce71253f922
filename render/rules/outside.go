package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// checkBackend checks what an app names by `service` or `outside`.
func (v *verdict) checkBackend(t *plan.Tier, a *plan.App) {
	b, w := a.Backend, a.Written
	if w.Service.IsSet() && w.Outside.IsSet() {
		v.fail("beside-service", w.Outside.Origin, "an app is a Service of the cluster or outside of it", "remove one of the two", w.Service.Origin)
		return
	}
	switch {
	case b == nil:
	case b.Outside():
		v.checkLoop(t, a)
	case strings.Count(b.Written.Value, ".") == 1 && format.EndsDNSName(b.Namespace) && !v.namespaceNamed(b.Namespace):
		v.fail("service-outside", b.Written.Origin, fmt.Sprintf("%s would be a Service %q in a namespace %q, and reads like a DNS name", wording.Quote(b.Written.Value), b.Name, b.Namespace),
			fmt.Sprintf("write outside: %s in its place, or if the namespace is meant: %s", b.Written.Value, b.Written.Value+format.ClusterDomain))
	}
}

// namespaceNamed reports whether the file has a namespace of a name.
func (v *verdict) namespaceNamed(name string) bool {
	if v.doc.Namespace.Value == name || slices.ContainsFunc(v.doc.Namespaces, func(n format.Namespace) bool { return n.Name.Value == name }) {
		return true
	}
	for i := range v.plan.Tiers {
		if slices.ContainsFunc(v.plan.Tiers[i].Apps, func(a plan.App) bool { return a.Namespace == name }) {
			return true
		}
	}
	return false
}

// checkLoop finds what is outside and leads back to a gateway: to the very one that sends
// requests there, or by an address that cannot be a server's and a gateway's at once.
func (v *verdict) checkLoop(t *plan.Tier, a *plan.App) {
	written := a.Backend.Written
	for i := range v.plan.Tiers {
		one := &v.plan.Tiers[i]
		if !slices.Contains(one.IPs, a.Backend.Address) {
			continue
		}
		whose, help := "this tier's own gateway, which would send requests to itself", "write another address"
		if one != t {
			whose = fmt.Sprintf("the gateway of tier %q, and no server's", one.Written.Name.Value)
			help += ", or give the tier an ip that is free; where the gateway is meant, name its Service by `service`"
		}
		v.fail("outside-loop", written.Origin, wording.Quote(written.Value)+" is the address of "+whose, help, one.Written.Name.Origin)
		return
	}
	hosts := slices.Concat(t.AllHosts, a.Written.Hosts)
	for i := range a.Written.Routes {
		hosts = append(hosts, a.Written.Routes[i].Hosts...)
	}
	for _, h := range hosts {
		if h.Value == written.Value {
			v.warn("outside-loop", written.Origin, fmt.Sprintf("%s is a host of this tier: if DNS gives the cluster the gateway's address too, requests go round in a circle", wording.Quote(h.Value)),
				"write outside: {address: ..., host: "+h.Value+"}, with an address or a name that is the server's alone", h.Origin)
			return
		}
	}
	v.checkOtherGateways(t, a)
	v.checkBelowOwn(a)
	if strings.HasSuffix(written.Value, ".local") && !written.IsWrong() && a.Backend.Named() {
		v.warn("outside-form", written.Origin, wording.Quote(written.Value)+" is a name of multicast DNS, which gateways' pods do not ask: the cluster's DNS knows none below .local", "write outside: {address: IP, host: "+written.Value+"}, or a name that a DNS server has")
	}
}

// checkOtherGateways finds a name outside that is a host of another tier, whose gateway answers it.
func (v *verdict) checkOtherGateways(t *plan.Tier, a *plan.App) {
	written := a.Backend.Written
	for i := range v.plan.Tiers {
		one := &v.plan.Tiers[i]
		if one == t {
			continue
		}
		for _, h := range one.AllHosts {
			if h.Value == written.Value {
				v.warn("outside-loop", written.Origin, fmt.Sprintf("%s is a host of tier %q: where DNS gives the cluster its address, requests go by two gateways", wording.Quote(h.Value), one.Written.Name.Value),
					"write outside: {address: ..., host: "+h.Value+"}, with an address or a name that is the server's alone; or name the Service of the app that is meant by `service`", h.Origin)
				return
			}
		}
	}
}

// checkBelowOwn finds a name outside below a wildcard that DNS is told to lead to a gateway: so
// does the name, where DNS has none of its own for it.
func (v *verdict) checkBelowOwn(a *plan.App) {
	written := a.Backend.Written
	if !v.doc.DNS.IsSet() || !a.Backend.Named() || written.IsWrong() {
		return
	}
	for i := range v.plan.Tiers {
		one := &v.plan.Tiers[i]
		for _, n := range one.InDNS() {
			if one.Written.DNS.Off() || n.Host.Value == written.Value || !routing.IsWild(n.Host.Value) || !routing.Covers(n.Host.Value, written.Value) {
				continue
			}
			v.warn("outside-loop", written.Origin, fmt.Sprintf("%s is below %s, which DNS is told to lead to the gateway of tier %q: where it has no record of %s itself, requests go round in a circle", wording.Quote(written.Value), wording.Quote(n.Host.Value), one.Written.Name.Value, wording.Quote(written.Value)),
				"write outside: {address: ..., host: "+written.Value+"}, with the server's address", n.Host.Origin)
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
			case a.Written.Name.Value == other.Written.Name.Value && a.Namespace == other.Namespace: // which is told
			case a.Backend.Address != other.Backend.Address:
				v.fail("service-taken", a.Backend.Written.Origin, fmt.Sprintf("%s is what the address of app %q is called", wording.Quote(a.Backend.Host), other.Written.Name.Value),
					"write: a DNS name that is not made up, or the address", other.Backend.Written.Origin)
			case !samePorts(a, other):
				v.fail("service-taken", a.Backend.Written.Origin, fmt.Sprintf("%s is also that of app %q, with other ports", wording.Quote(a.Backend.Written.Value), other.Written.Name.Value),
					"write: the same ports for both", other.Backend.Written.Origin)
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
