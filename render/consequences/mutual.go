package consequences

import (
	"fmt"
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/wording"
)

// checkMutual tells of pods that refuse plain text from now on, or take it again: it holds
// at once, for connections of pods without a sidecar too. It is judged by whom it is for,
// and not by the names of PeerAuthentications.
func (c *change) checkMutual() {
	before, now := access.MutualOf(c.old.World, nil), access.MutualOf(c.new.World, c.staying)
	for _, at := range slices.Compact(slices.SortedFunc(slices.Values(slices.Concat(before.Order, now.Order)), access.CompareScopes)) {
		was, is := before.Mode(at), now.Mode(at)
		if was == is {
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

// whose are the pods of a scope.
func (c *change) whose(at access.Scope) string {
	switch {
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
		if _, has := c.new.injected(w); !has && !isGatewayPod(w) && !w.IsIstioOperator() {
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
