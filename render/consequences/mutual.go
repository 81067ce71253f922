package consequences

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkMutual tells of PeerAuthentications that refuse plain text from now on, or
// take it again: it holds at once, for connections of pods without a sidecar too.
func (c *change) checkMutual() {
	before, now := c.old.ofMutual(nil), c.new.ofMutual(c.staying)
	ids := slices.AppendSeq(slices.Collect(maps.Keys(before)), maps.Keys(now))
	slices.SortFunc(ids, compareIDs)
	for _, id := range slices.Compact(ids) {
		old, had := before[id]
		p, has := now[id]
		was, is := modeOf(old, had), modeOf(p, has)
		if was == is {
			continue
		}
		of := []*objects.Object{p.Object(), old.Object()}
		view := p
		if !has {
			view = old
		}
		switch whose := c.whose(view); {
		case is == "STRICT":
			c.tellStrict(whose, view, of)
		case was == "STRICT":
			c.tell("plain-text-let-in", Warning, whose+" take connections without mutual TLS from now on too, from whomever", "", of...)
		case is == "DISABLE":
			c.tell("plain-text-let-in", Warning, whose+" take no mutual TLS any more: what is sent to them is neither encrypted nor known who sends it", "", of...)
		}
	}
}

func compareIDs(a, b manifest.ID) int { return strings.Compare(a.String(), b.String()) }

// modeOf is the mode of a PeerAuthentication; of none what Istio does without.
func modeOf(p objects.PeerAuthentication, there bool) string {
	if !there {
		return "PERMISSIVE"
	}
	if mode := p.Mode().Value(); mode != "" && mode != "UNSET" {
		return mode
	}
	return "PERMISSIVE"
}

// whose are the pods that a PeerAuthentication is for.
func (c *change) whose(p objects.PeerAuthentication) string {
	namespace := p.ID().Namespace
	switch selector := p.Selector().Labels(); {
	case len(selector) > 0:
		return fmt.Sprintf("the pods with %s of namespace %s", wording.Quote(selector.String()), wording.Quote(namespace))
	case namespace == c.new.World.RootNamespace():
		return "all pods with a sidecar"
	}
	return "the pods of namespace " + wording.Quote(namespace)
}

func (c *change) tellStrict(whose string, p objects.PeerAuthentication, of []*objects.Object) {
	var bare []string
	for w := range c.new.World.Workloads() {
		if _, has := c.new.injected(w); !has && !isGatewayPod(w) && !isOperator(w) {
			bare = append(bare, titleOf(w))
		}
	}
	who := "pods without a sidecar, those made before their namespace was injected, and a Prometheus without one"
	if len(bare) > 0 {
		who = quoted(bare) + ", which have no sidecar, and " + who
	}
	c.tell("plain-text-refused", Danger, whose+" refuse connections without mutual TLS from now on", "see that these call nobody: "+who, of...)
	c.steps.need(beforehand, "see that all pods that call others have a sidecar")
}

// ofMutual are the PeerAuthentications of a side with those that stay, by name.
func (s *side) ofMutual(staying []*objects.Object) map[manifest.ID]objects.PeerAuthentication {
	out := map[manifest.ID]objects.PeerAuthentication{}
	for _, o := range served.OfKind(staying, objects.IstioSecurity, "PeerAuthentication") {
		out[o.ID()] = objects.PeerAuthentication{Resource: o.Resource()}
	}
	for p := range s.World.PeerAuthentications() {
		out[p.ID()] = p
	}
	return out
}
