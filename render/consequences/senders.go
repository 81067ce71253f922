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
	"render/render/wording"
)

// trustedProxies is what Istio calls how many proxies before a gateway say who asks
// (istio, mesh/v1alpha1, Topology).
const trustedProxies = "numTrustedProxies"

// checkSenders tells of gateways that do not see any more who asks: nodes pass connections on
// in their own name (https://kubernetes.io/docs/tutorials/services/source-ip/). Who may come
// in by loadBalancerSourceRanges is asked before that.
func checkSenders(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old != nil && !old.Local() && e.Local() && c.by == ArgoCD {
			c.tellSeenLate(e)
		}
		if old == nil || !old.Local() || e.Local() || !passedOn(e) || c.new.says(e, proxyProtocol) {
			continue
		}
		severity, by, help := Warning, "", "see that nothing goes by clients' addresses, as fail2ban or limits in apps do; trafficPolicy: Local keeps them"
		of := append(e.Objects(), old.Objects()...)
		if list := c.judging(e); len(list) > 0 {
			var titles []string
			for _, o := range list {
				titles = append(titles, titled(o))
			}
			severity, by = Danger, ", by which "+fewListed(titles)+" would let in others, or refuse them"
			help = "keep trafficPolicy: Local, or have what lets clients in go by something else first"
			if !slices.ContainsFunc(list, func(o *objects.Object) bool { return !slices.Contains(c.staying, o) }) { // nobody deletes them before
				help = "make it two changes: one that takes " + fewListed(titles) + " away and keeps trafficPolicy: Local, after which you delete what fell out, and then one that ends trafficPolicy: Local; in one it judges by the addresses of nodes until it is deleted"
			}
			of = append(of, list...)
		}
		c.tell("senders-unseen", severity, fmt.Sprintf("%s: nodes pass connections on to one another in their own name from now on: gateway, apps and logs see a node's address in place of the client's%s", e.Title(), by), help, of...)
	}
}

// tellSeenLate tells of policies by the addresses of clients that Argo CD applies waves before the Service by which
// a gateway sees these.
func (c *change) tellSeenLate(e *served.Entrance) {
	early := slices.DeleteFunc(c.judging(e), func(o *objects.Object) bool {
		return c.changes[o] == nil || c.changes[e.Object] == nil || e.Maker != served.Itself || waveOf(o) >= waveOf(e.Object)
	})
	for _, o := range early {
		c.tell("policy-shuts-out", Danger, fmt.Sprintf("%s: Argo CD applies it waves before Service %s, until which %s sees nodes in place of clients: it keeps clients out meanwhile", titled(o), wording.Quote(e.Name), e.Title()),
			"make it two changes: one to trafficPolicy: Local, and the other once that is applied", o, e.Object)
	}
}

// passedOn reports whether nodes take connections for a Service.
func passedOn(e *served.Entrance) bool {
	return e.LoadBalancer || e.Settings.Type().Value() == "NodePort"
}

// says reports whether the pods of an entrance, or what the mesh is told, has a word.
func (s *side) says(e *served.Entrance, word string) bool {
	list := append(e.Objects(), s.World.OfKind("", "ConfigMap")...)
	list = append(list, s.World.OfKind("install.istio.io", "IstioOperator")...)
	list = append(list, s.World.OfKind("sailoperator.io", "Istio")...)
	for w := range s.World.PodsOf(e.Namespace, e.Pods) {
		list = append(list, w.Object())
	}
	return slices.ContainsFunc(list, func(o *objects.Object) bool {
		return manifest.Holds(o.Members(), func(text string) bool { return strings.Contains(text, word) })
	})
}

// judging are the policies of the new side, and those that stay, that choose the pods of a
// gateway and go by the addresses of those who connect.
func (c *change) judging(e *served.Entrance) []*objects.Object {
	keys := []string{"ipBlocks", "source.ip", "addresses"}
	if !c.new.says(e, trustedProxies) {
		keys = append(keys, "remoteIpBlocks", "remote.ip")
	}
	targets := []objects.PolicyTarget{e.Target()}
	for w := range c.new.World.PodsOf(e.Namespace, e.Pods) {
		targets = append(targets, access.TargetOf(w))
	}
	var out []*objects.Object
	for _, both := range [...]bothChosen{c.authorized("ALLOW"), c.authorized("DENY"), c.connected(policies.Ingress)} {
		for _, t := range targets {
			_, rules := both.new(t)
			for i := range rules {
				if rules[i].Asks(keys) && !slices.Contains(out, rules[i].Of) {
					out = append(out, rules[i].Of)
				}
			}
		}
	}
	return out
}
