package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkMutual tells of pods that refuse plain text from now on, or take it again: it holds
// at once, for connections of pods without a sidecar too. It is judged by whom it is for,
// and not by the names of PeerAuthentications.
func (c *change) checkMutual() {
	before, now := c.old.mutual(nil), c.new.mutual(c.staying)
	for _, at := range slices.Compact(slices.SortedFunc(slices.Values(slices.Concat(before.order, now.order)), compareScopes)) {
		was, is := before.mode(at), now.mode(at)
		if was == is {
			continue
		}
		of := []*objects.Object{now.of(at), before.of(at)}
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

// scope is whom a PeerAuthentication is for: pods of a namespace, all of them without
// labels; no namespace is that of the whole mesh.
type scope struct{ namespace, labels string }

func compareScopes(a, b scope) int {
	return cmp.Or(strings.Compare(a.namespace, b.namespace), strings.Compare(a.labels, b.labels))
}

// mutual are the PeerAuthentications of a side, the first that istiod takes for each scope.
type mutual struct {
	order []scope
	by    map[scope]objects.PeerAuthentication
}

// mutual are those of a side with those that stay, which are older: of several for the
// same the oldest holds (istio, pilot/pkg/security/authn/policy_applier.go).
func (s *side) mutual(staying []*objects.Object) *mutual {
	out := &mutual{by: map[scope]objects.PeerAuthentication{}}
	add := func(p objects.PeerAuthentication) {
		at := scope{namespace: p.ID().Namespace}
		if labels := p.Selector().Labels(); len(labels) > 0 {
			at.labels = labels.String()
		}
		if at.labels == "" && at.namespace == s.World.RootNamespace() {
			at.namespace = ""
		}
		if _, ok := out.by[at]; !ok {
			out.order, out.by[at] = append(out.order, at), p
		}
	}
	for _, o := range served.OfKind(staying, objects.IstioSecurity, "PeerAuthentication") {
		add(objects.PeerAuthentication{Resource: o.Resource()})
	}
	for p := range s.World.PeerAuthentications() {
		add(p)
	}
	return out
}

// mode is what holds for a scope: what it says itself, or else its namespace, or the mesh,
// or what Istio does without.
func (m *mutual) mode(at scope) string {
	for _, from := range [...]scope{at, {namespace: at.namespace}, {}} {
		if p, ok := m.by[from]; ok {
			if mode := p.Mode().Value(); mode != "" && mode != "UNSET" {
				return mode
			}
		}
	}
	return "PERMISSIVE"
}

// of is the PeerAuthentication that a scope has itself, or else what holds for it; nil
// where there is none.
func (m *mutual) of(at scope) *objects.Object {
	for _, from := range [...]scope{at, {namespace: at.namespace}, {}} {
		if p, ok := m.by[from]; ok {
			return p.Object()
		}
	}
	return nil
}

// whose are the pods of a scope.
func (c *change) whose(at scope) string {
	switch {
	case at.labels != "":
		return fmt.Sprintf("the pods with %s of namespace %s", wording.Quote(at.labels), wording.Quote(at.namespace))
	case at.namespace == "":
		return "all pods with a sidecar"
	}
	return "the pods of namespace " + wording.Quote(at.namespace)
}

func (c *change) tellStrict(whose string, of []*objects.Object) {
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
	c.steps.Need(beforehand, "see that all pods that call others have a sidecar")
}
