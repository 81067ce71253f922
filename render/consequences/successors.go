package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/access"
	"render/render/manifest"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// successors are those of all gateways: of the same Service, of one that waits for the address, or of
// a gateway that comes with some of the hosts of one that goes.
func (c *change) successors() []succession {
	if c.succeeding != nil {
		return *c.succeeding
	}
	out := []succession{}
	add := func(old, new *served.Entrance, until string) {
		one := succession{access.Party(c.old.Side.Side, old), access.Party(c.new.Side.Side, new), old, new, until}
		if one.was != one.is && !slices.ContainsFunc(out, func(known succession) bool { return known.old == old && known.new == new }) {
			out = append(out, one)
		}
	}
	for i := range c.fates {
		if f := &c.fates[i]; f.new != nil && c.awaits(f) {
			add(f.holder, f.new, "until the new gateway has the address")
		}
	}
	for _, old := range c.old.Entrances {
		if now := c.new.ByService[old.Service]; now != nil {
			add(old, now, "until its new pods have taken their place")
			continue
		}
		for _, now := range c.new.Entrances {
			if c.old.ByService[now.Service] == nil && slices.ContainsFunc(old.Hosts, func(host string) bool { return slices.Contains(now.Hosts, host) }) {
				add(old, now, "until names lead to the new gateway")
			}
		}
	}
	c.succeeding = &out
	return out
}

// compareRules finds what rules of the new side are for and those of the old one were not, and the other
// way round, but for what names a gateway's pods in place of those that it succeeds.
func (c *change) compareRules(was, is []policies.Rule) (gone, come []policies.Rule) {
	known, now := slices.Clone(was), policies.SetOf(is)
	for i := range was {
		other := c.succeeded(was[i])
		known = append(known, other)
		if len(now.Lacked(was[i:i+1])) > 0 {
			gone = append(gone, now.Lacked([]policies.Rule{other})...)
		}
	}
	return gone, policies.Uncovered(is, known)
}

// succeeded is a rule of the old side as it is where it names the successors of gateways.
func (c *change) succeeded(r policies.Rule) policies.Rule {
	for _, s := range c.successors() {
		r, _ = r.Naming(s.is, s.was)
	}
	for _, m := range c.portsMoved() {
		if r.To(m.pods) || r.Of.ID().Namespace == m.pods.Namespace && chosenText(r.Of) == m.pods.Pods && !r.Outward {
			r = r.OnPort(m.is, m.was)
		}
	}
	return r
}

// checkIdentities tells of policies that let in a gateway by who its pods are, where these become
// others.
func (c *change) checkIdentities() {
	all := slices.Concat(c.New.OfKind(objects.IstioSecurity, "AuthorizationPolicy"), c.New.OfKind(objects.KubernetesNetwork, "NetworkPolicy"))
	var naming policies.Namings
	for i, p := range all {
		if naming.Add(i, partyRules(p)); c.Old.Find(p.ID()) != nil {
			naming.Add(i, partyRules(c.Old.Find(p.ID())))
		}
	}
	for _, s := range c.successors() {
		var of, stuck []*objects.Object
		var titles, names []string
		for _, i := range naming.Of(s.was) {
			p := all[i]
			old := c.Old.Find(p.ID())
			if namesOnly(p, s.was, s.is) {
				stuck, names = append(stuck, p), append(names, titled(p))
			}
			if old == nil || len(rulesNaming(p, s.was)) > 0 {
				continue
			}
			if len(policies.Uncovered(rulesNaming(old, s.was), partyRules(p))) > 0 {
				of, titles = append(of, p), append(titles, titled(p))
			}
		}
		if len(stuck) > 0 {
			c.tell("gateway-identity", Danger, fmt.Sprintf("%s: its pods are others from now on, who are not let in by %s: requests that come by them get 403, or no answer", s.new.Title(), fewListed(names)),
				helpNaming(s), stuck...)
			c.steps.Need(beforehand, "let policies name both gateways")
		}
		if len(of) > 0 {
			whose := "its"
			if s.old.Title() == s.new.Title() {
				whose = "its old"
			}
			c.tell("gateway-identity", Warning, fmt.Sprintf("%s: %s pods, by which requests come %s, are let in no more by %s: requests fail meanwhile", s.old.Title(), whose, s.until, fewListed(titles)),
				letBothIn(s, of), of...)
			c.steps.Need(beforehand, "let policies name both gateways")
		}
	}
}

// namesOnly reports whether a policy lets in one party by name, and not another that comes in its place.
func namesOnly(o *objects.Object, was, is policies.Party) bool {
	if o.ID().Kind == "AuthorizationPolicy" {
		if action := (objects.AuthorizationPolicy{Resource: o.Resource()}).Action().Value(); action != "" && action != "ALLOW" {
			return false
		}
	}
	all := partyRules(o)
	return slices.ContainsFunc(rulesNaming(o, was), func(r policies.Rule) bool {
		other, _ := r.Naming(is, was)
		return len(policies.Uncovered([]policies.Rule{other}, all)) > 0
	})
}

// helpNaming is how policies get to know a gateway's new pods.
func helpNaming(s succession) string {
	help := "write the new one beside the old one first, and take that out when it is gone"
	if was, is := s.was.Principal, s.is.Principal; was != "" && is != "" && was != is {
		help = fmt.Sprintf("write %s beside %s first, and take that out when it is gone", is, was)
	}
	return help + "; or keep the old names (names)"
}

// letBothIn is how the old and the new pods are let in meanwhile: in a topology's policies they are
// named by namespace and service account.
func letBothIn(s succession, list []*objects.Object) string {
	help := "let both in first, and take the old one out when it is gone"
	account := func(p policies.Party) string {
		return strings.Replace(strings.TrimPrefix(p.Principal, "ns/"), "/sa/", "/", 1)
	}
	foreign := slices.ContainsFunc(list, func(o *objects.Object) bool {
		return !manifest.Rendered(o.Members())
	})
	if was, is := account(s.was), account(s.is); !foreign && was != "" && is != "" && was != is {
		help = fmt.Sprintf("keep the old names (names); or let both in: write allowFrom: [%s] in the apps before, allowFrom: [%s] with the change, and take it out once the old pods are gone", is, was)
	}
	return help
}

// rulesNaming are the rules of a policy that name a party among those whom they are for.
func rulesNaming(o *objects.Object, p policies.Party) []policies.Rule {
	return slices.DeleteFunc(partyRules(o), func(r policies.Rule) bool {
		_, ok := r.Naming(p, p)
		return !ok
	})
}

func partyRules(o *objects.Object) []policies.Rule {
	if o.ID().Kind == "NetworkPolicy" {
		return policies.OfNetwork(objects.NetworkPolicy{Resource: o.Resource()}, policies.Ingress)
	}
	return policies.OfAuthorization(objects.AuthorizationPolicy{Resource: o.Resource()})
}
