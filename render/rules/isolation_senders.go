package rules

import (
	"fmt"
	"net/netip"
	"slices"

	"render/internal/later"
	"render/render/addresses"
	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// warnOfPodsThatCome warns of ways by which pods of the cluster come in to a tier whose clients
// are only some, through its gateway: whoever isolates apps wants none.
func (v *verdict) warnOfPodsThatCome() {
	d := &v.doc.Isolation
	if !d.OfApps() {
		return
	}
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		senders := t.Written.Senders()
		if v.doc.MicroK8s.IsSet() {
			for _, who := range v.accessesOf(t) {
				v.warnOfPodsWithin(who.From, who.NotFrom, orNotFrom())
				for _, w := range who.AnyOf {
					v.warnOfPodsWithin(w.From, slices.Concat(w.NotFrom, who.NotFrom), orNotFrom())
				}
			}
			v.warnOfPodsWithin(senders, nil, "")
		}
		if len(senders) == 0 || !t.Written.Balanced() || plan.SeesSenders(t) && d.OfGateways() {
			continue
		}
		message, help := "is asked at the load balancer's address alone: pods of the cluster come to the gateway by that of its Service, whoever they are", ""
		switch {
		case !d.OfGateways():
			help = "write isolation: true, and trafficPolicy: Local in the tier, so that the gateway's NetworkPolicy asks it too"
		default:
			help = "write trafficPolicy: Local in the tier, so that the gateway's NetworkPolicy asks it too"
		}
		v.warn("isolation-senders", format.ListOrigin(senders), message, help, d.AppsOrigin())
	}
}

// orNotFrom is another cure where pods are among those who may come in.
func orNotFrom() string { return orNotFromOnce.Get(makeOrNotFrom) }

var orNotFromOnce later.Value[string]

func makeOrNotFrom() string {
	return ", or notFrom: [" + addresses.MicroK8sPods().String() + "] beside these"
}

// accessesOf are those who may come in to a tier or one of its apps, each once, where the gateway
// knows them by its connections.
func (v *verdict) accessesOf(t *plan.Tier) []*format.Access {
	var out []*format.Access
	if p := &t.Written.Proxies; p.Trusted.IsSet() || p.Protocol.Value {
		return nil
	}
	if t.Written.Access != nil {
		out = append(out, t.Written.Access)
	}
	for j := range t.Apps {
		if a := t.Apps[j].Written.Access; a != nil {
			out = append(out, a)
		}
	}
	return out
}

// warnOfPodsWithin warns of networks that pods are in too.
func (v *verdict) warnOfPodsWithin(networks, but []format.Text, or string) {
	pods := addresses.MicroK8sPods()
	for _, n := range but {
		if p, err := netip.ParsePrefix(n.Value); err == nil && p.Bits() <= pods.Bits() && p.Contains(pods.Addr()) {
			return
		}
	}
	for _, n := range networks {
		if p, err := netip.ParsePrefix(n.Value); err == nil && p.Overlaps(pods) {
			v.warn("isolation-senders", n.Origin, fmt.Sprintf("%s has addresses of %s, the network that microk8s gives pods: these come in by the gateway, whoever they are", wording.Quote(n.Value), pods),
				"write networks that have none of it"+or, v.doc.MicroK8s.Origin, v.doc.Isolation.AppsOrigin())
		}
	}
}
