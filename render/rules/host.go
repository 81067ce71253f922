package rules

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// checkHosts checks hosts inside a tier and between tiers (rule 2).
func (v *verdict) checkHosts() {
	elsewhere := map[string]hostOwner{}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		here := map[string]format.Origin{}
		for _, h := range p.AllHosts {
			if format.CheckHost(h.Value).Found() {
				continue
			}
			if first, ok := here[h.Value]; ok {
				v.fail("value-twice", h.Origin, wording.Quote(h.Value)+" is there twice", "remove one of the two", first)
				continue
			}
			here[h.Value] = h.Origin
			if other, own := p.Between(h.Value); other.IsSet() {
				v.fail("host-between", h.Origin, fmt.Sprintf("%s has the certificate of %s, and between the two %s has a certificate or a mode of TLS of its own: Istio cannot keep apart what browsers ask for over one connection",
					wording.Quote(h.Value), wording.Quote(own.Value), wording.Quote(other.Value)), "write it beside "+wording.Quote(other.Value)+", with that one's certificate, or give it one of its own", other.Origin, own.Origin)
			}
			v.shareHost(elsewhere, h, p.Written.Name.Value)
		}
		for _, h := range below(p) {
			if _, ok := here[h.Value]; !ok {
				here[h.Value] = h.Origin
				v.shareHost(elsewhere, h, p.Written.Name.Value)
			}
		}
	}
}

// hostOwner is the first tier of a host.
type hostOwner struct {
	origin format.Origin
	tier   string
}

// shareHost warns of a host that another tier has too. Where DNS is told of the tiers it is
// settled who gets which, or that is told.
func (v *verdict) shareHost(elsewhere map[string]hostOwner, h format.Text, tier string) {
	first, ok := elsewhere[h.Value]
	if !ok {
		elsewhere[h.Value] = hostOwner{h.Origin, tier}
		return
	}
	if v.doc.DNS.IsSet() && h.Value != routing.EveryHost {
		return
	}
	v.warn("host-shared", h.Origin, fmt.Sprintf("%s is also a host of tier %q: each tier answers on its own IP, and DNS decides who gets which", wording.Quote(h.Value), first.tier),
		"", first.origin)
}

// below are the hosts that a tier's apps and routes name below its wildcards, where they
// are written; one may be there more than once.
func below(t *plan.Tier) []format.Text {
	var out []format.Text
	add := func(list []format.Text) {
		for _, h := range list {
			if !format.CheckHost(h.Value).Found() && slices.ContainsFunc(t.AllHosts, func(own format.Text) bool { return routing.Covers(own.Value, h.Value) }) {
				out = append(out, h)
			}
		}
	}
	for i := range t.Apps {
		a := t.Apps[i].Written
		add(a.Hosts)
		for j := range a.Routes {
			add(a.Routes[j].Hosts)
		}
	}
	return out
}

// warnOfUnanswered warns of hosts of a tier that nothing is for, while it has routes.
func (v *verdict) warnOfUnanswered() {
	for i := range v.plan.Tiers {
		if unreadHosts(&v.plan.Tiers[i]) {
			continue // one that is wrong, which is told, may be meant
		}
		v.warnOfNoRoute(&v.plan.Tiers[i])
		for _, h := range v.plan.Tiers[i].Unanswered() {
			v.warn("host-unanswered", h.Origin, fmt.Sprintf("no route is for %s, so that the gateway answers %d there", wording.Quote(h.Value), codeOfUnrouted(&v.plan.Tiers[i], h.Value)), "write it in `hosts` of an app or a route, or remove it")
		}
	}
}

// warnOfNoRoute warns of a tier with apps and hosts where nobody has written routes at all. One without apps is there
// for what else attaches to it, and routes that are written as none are meant.
func (v *verdict) warnOfNoRoute(t *plan.Tier) {
	w := t.Written
	silent := func(a plan.App) bool {
		w := a.Written
		return (w.Image.IsSet() || len(w.Versions) > 0) && w.Name.IsSet() && w.Routes == nil && len(w.Hosts) == 0 && !w.Names.VirtualService.IsSet()
	}
	if len(t.Apps) == 0 || w.Routes != nil || w.IsWrong() || w.Gateway.Attach.IsSet() || slices.ContainsFunc(t.Apps, func(a plan.App) bool { return !silent(a) }) {
		return
	}
	for _, h := range t.AllHosts {
		if s := t.ServerOf(h.Value); s != nil && !s.Passthrough() && !format.CheckHost(h.Value).Found() {
			v.warn("host-unanswered", t.Apps[0].Written.Name.Origin, fmt.Sprintf("no app of the tier has routes, so that the gateway answers %d for %s and all else", codeOfUnrouted(t, h.Value), wording.Quote(h.Value)),
				"write routes: [/*] beside it; or routes: [], where nobody is to come in by the gateway", h.Origin)
			return
		}
	}
}

// codeOfUnrouted is what a gateway answers for a host that no route is for: what access lets nobody ask for its policy
// refuses, ahead of routing.
func codeOfUnrouted(t *plan.Tier, host string) int {
	port := plan.HTTPPort
	if s := t.ServerOf(host); s != nil && s.ServesTLS() {
		port = plan.HttpsPort
	}
	if t.RefusesUnrouted(port) {
		return 403
	}
	return 404
}
