package consequences

import (
	"fmt"
	"slices"

	"render/render/access"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkMutual tells of pods that refuse plain text from now on, or take it again: it holds
// at once, for connections of pods without a sidecar too. It is judged by whom it is for,
// and not by the names of PeerAuthentications.
func (c *change) checkMutual() {
	before, now := access.MutualOf(c.old.World, nil), access.MutualOf(c.new.World, c.staying)
	for _, at := range slices.Compact(slices.SortedFunc(slices.Values(slices.Concat(before.Order, now.Order)), access.CompareScopes)) {
		was, is := before.Mode(at), now.Mode(at)
		all := access.Scope{Namespace: at.Namespace, Labels: at.Labels}
		if was == is || at.Port != 0 && was == before.Mode(all) && is == now.Mode(all) {
			continue
		}
		of := []*objects.Object{now.Of(at), before.Of(at)}
		switch whose := c.whose(at); {
		case is == "STRICT":
			c.tellStrict(whose, of)
		case was == "STRICT":
			c.tell("plain-text-let-in", Danger, whose+" take connections without mutual TLS from now on too, from whomever", helpMeant, of...)
		case is == "DISABLE":
			c.tell("plain-text-let-in", Danger, whose+" take no mutual TLS any more: what is sent to them is neither encrypted nor known who sends it", helpMeant, of...)
		}
	}
}

// checkMutualLost tells of pods that take plain text again, since the policy that had them refuse it is
// not for their labels any more.
func checkMutualLost(c *change) {
	for w := range c.old.World.Workloads() {
		at := access.TargetOf(w)
		by, was := c.old.World.Strict(nil, at.Namespace, at.Labels, 0)
		now := c.nowadays(w.Object())
		if !was || now == nil || len(by.Selector().Labels()) == 0 || w.IsGateway() || !c.new.World.HasSidecar(now.Workload()) {
			continue
		}
		policy, is := c.nowadays(by.Object()), access.TargetOf(now.Workload())
		if policy == nil || is.Labels.Match(objects.PeerAuthentication{Resource: policy.Resource()}.Selector().Labels()) {
			continue // of which checkMutual tells
		}
		if _, still := c.new.World.Strict(c.staying, is.Namespace, is.Labels, 0); !still {
			c.tell("plain-text-let-in", Danger, fmt.Sprintf("%s: takes connections without mutual TLS from now on too, from whomever: %s is not for its pods any more", titled(now), titled(policy)), helpLabels, now, policy)
		}
	}
}

// whose are the pods of a scope.
func (c *change) whose(at access.Scope) string {
	switch {
	case at.Port != 0:
		return fmt.Sprintf("the pods with %s of namespace %s, on port %d,", wording.Quote(at.Labels), wording.Quote(at.Namespace), at.Port)
	case at.Labels != "":
		return fmt.Sprintf("the pods with %s of namespace %s", wording.Quote(at.Labels), wording.Quote(at.Namespace))
	case at.Namespace == "":
		return "all pods with a sidecar"
	}
	return "the pods of namespace " + wording.Quote(at.Namespace)
}

func (c *change) tellStrict(whose string, of []*objects.Object) {
	var bare []string
	for w := range c.new.World.Workloads() {
		if _, has := c.new.World.InjectedBy(w); !has && !isGatewayPod(w) && !w.IsIstioOperator() {
			bare = append(bare, titleOf(w))
		}
	}
	who := "pods without a sidecar, those made before their namespace was injected, and a Prometheus without one"
	if len(bare) > 0 {
		who = quoted(bare) + ", which have no sidecar, and " + who
	}
	c.tell("plain-text-refused", Danger, whose+" refuse connections without mutual TLS from now on", "see that these call nobody: "+who, of...)
	c.steps.Need(beforehand, "see that all pods that call others have a sidecar")
}

// checkRefusedOutside tells of Services whose clients come from outside the cluster, and are refused from now on:
// by a policy, by a sidecar that the pods get, or by the label that has ztunnel take their connections.
func checkRefusedOutside(c *change) {
	for s := range c.new.World.Services() {
		old, was := c.old.World.Service(s.ID().Namespace, s.ID().Name)
		if !was || !old.LeadsIn() {
			continue // nobody comes by it yet
		}
		before := c.old.World.RefusedOutside(nil, old)
		for _, r := range c.new.World.RefusedOutside(c.staying, s) {
			if !hasPort(old, r.Port) || slices.ContainsFunc(before, func(b objects.Refused) bool { return b.Port == r.Port }) {
				continue
			}
			when := "from now on"
			if one := c.old.World.Find(r.Pods.ID()); one != nil && !r.ByNode && !c.old.World.HasSidecar(one.Workload()) {
				when = "once its pods are made anew, with a sidecar"
			}
			c.tell("plain-text-refused", Danger, fmt.Sprintf("%s: clients from outside are refused on port %d %s: %s takes mutual TLS alone there, as %s says", titled(s.Object()), r.Port, when, titled(r.Pods.Object()), titled(r.By.Object())),
				"see that nobody comes by it; or have a PeerAuthentication for these pods take plain text on that port, by portLevelMtls", r.By.Object(), r.Pods.Object(), s.Object(), c.old.World.Find(r.By.ID()), c.new.World.Find(manifest.ID{Kind: "Namespace", Name: s.ID().Namespace}))
			c.steps.Need(beforehand, fmt.Sprintf("see that nobody comes from outside by %s on port %d", titled(s.Object()), r.Port))
		}
	}
}

func hasPort(s objects.Service, number int64) bool {
	return slices.ContainsFunc(served.PortsSpoken(s), func(p served.SpokenPort) bool { return p.Number == number })
}
