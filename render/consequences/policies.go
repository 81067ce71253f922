package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// checkPolicies tells of traffic between pods that is refused or let in from now on.
// Sidecars are told while they run.
func checkPolicies(c *change) {
	c.checkMutual()
	shut, opened := c.guarded(c.old.allowing(nil), c.new.allowing(c.staying))
	shut.tell(c, "policy-shuts-out", Danger, "let in only what their AuthorizationPolicies name from now on: all else gets 403", "see that they name all who call, and what checks the pods' health")
	opened.tell(c, "policy-lets-in", Warning, "let all in from now on that mutual TLS lets in: no AuthorizationPolicy chooses them any more", "")
	c.checkSenders()
	c.checkNetwork()
}

// checkSenders tells of policies that name other senders.
func (c *change) checkSenders() {
	for p := range c.new.world.AuthorizationPolicies() {
		one := c.changes[p.Object()]
		if one == nil || one.Kind != compare.Changed {
			continue
		}
		was, is := sendersOf(objects.AuthorizationPolicy{Resource: one.Old.Resource()}), sendersOf(p)
		if was == nil || is == nil {
			continue // of which is told by the pods that it closes
		}
		gone := slices.DeleteFunc(slices.Clone(was), func(text string) bool { return slices.Contains(is, text) })
		come := slices.DeleteFunc(slices.Clone(is), func(text string) bool { return slices.Contains(was, text) })
		if len(gone) > 0 {
			c.tell("policy-shuts-out", Danger, fmt.Sprintf("%s: names %s no more: who is let in by that alone gets 403", titled(p.Object()), quoted(gone)), "", p.Object())
		}
		if len(come) > 0 {
			c.tell("policy-lets-in", Warning, fmt.Sprintf("%s: lets in %s from now on", titled(p.Object()), quoted(come)), "", p.Object())
		}
	}
}

// sendersOf are those whom a policy lets in; nil where it lets in whoever sends, or
// is none that lets in.
func sendersOf(p objects.AuthorizationPolicy) []string {
	var out []string
	if action := p.Action().Value(); action != "" && action != "ALLOW" {
		return nil
	}
	for _, r := range p.Rules().All() {
		if r.From().Len() == 0 {
			return nil
		}
		for _, from := range r.From().All() {
			for _, m := range from.Members() {
				for _, item := range from.At(m.Key).Items().All() {
					if text, ok := item.Raw().(string); ok && !strings.HasPrefix(m.Key, "not") && !slices.Contains(out, text) {
						out = append(out, text)
					}
				}
			}
		}
	}
	return out
}

// fence is workloads about which a line tells the same.
type fence struct {
	names []string
	of    []*objects.Object
}

func (f *fence) add(w objects.Workload, of []*objects.Object) {
	f.names = append(f.names, titleOf(w))
	for _, o := range of {
		if !slices.Contains(f.of, o) {
			f.of = append(f.of, o)
		}
	}
}

func (f *fence) tell(c *change, code string, severity Severity, what, help string) {
	if len(f.names) > 0 {
		c.tell(code, severity, fmt.Sprintf("the pods of %s %s", quoted(f.names), what), help, f.of...)
	}
}

// guards find the policies that choose the pods of a workload, and let in only what
// they name; none lets all in.
type guards func(objects.Workload) []*objects.Object

// guarded are the workloads that guards close from now on, and open.
func (c *change) guarded(before, now guards) (shut, opened fence) {
	for w := range c.new.world.Workloads() {
		old := c.Old.Find(w.ID())
		if old == nil {
			continue
		}
		switch was, is := before(old.Workload()), now(w); {
		case len(was) == 0 && len(is) > 0:
			shut.add(w, is)
		case len(was) > 0 && len(is) == 0:
			opened.add(w, was)
		}
	}
	return shut, opened
}

// allowing finds the AuthorizationPolicies that a workload's pods obey and that refuse
// what they do not name: those that allow, in its namespace or for the whole mesh.
func (s *side) allowing(staying []*objects.Object) guards {
	root := s.world.RootNamespace()
	var policies []objects.AuthorizationPolicy
	for _, o := range s.withStaying(staying, objects.IstioSecurity, "AuthorizationPolicy") {
		p := objects.AuthorizationPolicy{Resource: o.Resource()}
		if action := p.Action().Value(); (action == "" || action == "ALLOW") && !namesAll(p) && !p.Spec().At("targetRefs").Present() && !p.Spec().At("targetRef").Present() {
			policies = append(policies, p)
		}
	}
	return func(w objects.Workload) (out []*objects.Object) {
		if _, has := s.injected(w); !has {
			return nil
		}
		labels := w.Template().Metadata().Labels().Labels()
		for _, p := range policies {
			if own := p.ID().Namespace; (own == w.ID().Namespace || own == root) && labels.Match(p.Selector().Labels()) {
				out = append(out, p.Object())
			}
		}
		return out
	}
}

// withStaying are the objects of a kind of a side, and of those that stay beside it.
func (s *side) withStaying(staying []*objects.Object, group, kind string) []*objects.Object {
	return slices.Concat(s.world.OfKind(group, kind), ofKind(staying, group, kind))
}

// namesAll reports whether a policy lets in all: a rule of it asks for nothing.
func namesAll(p objects.AuthorizationPolicy) bool {
	for _, r := range p.Rules().All() {
		if len(r.Members()) == 0 {
			return true
		}
	}
	return false
}

// checkNetwork tells of pods that a NetworkPolicy closes or opens for what comes in.
// It needs a network that enforces it.
func (c *change) checkNetwork() {
	shut, opened := c.guarded(c.old.closing(nil), c.new.closing(c.staying))
	shut.tell(c, "network-shuts-out", Danger, "take only connections that their NetworkPolicies name from now on, where the network enforces them", "see that gateways, istiod and the kubelet's checks are named")
	opened.tell(c, "network-lets-in", Warning, "take connections from everywhere from now on: no NetworkPolicy chooses them any more", "")
}

// closing finds the NetworkPolicies about what comes in that choose a workload's pods.
func (s *side) closing(staying []*objects.Object) guards {
	var policies []objects.NetworkPolicy
	for _, o := range s.withStaying(staying, objects.KubernetesNetwork, "NetworkPolicy") {
		if p := (objects.NetworkPolicy{Resource: o.Resource()}); aboutIngress(p) {
			policies = append(policies, p)
		}
	}
	return func(w objects.Workload) (out []*objects.Object) {
		labels := w.Template().Metadata().Labels().Labels()
		for _, p := range policies {
			if p.ID().Namespace == w.ID().Namespace && p.PodSelector().Match(labels) {
				out = append(out, p.Object())
			}
		}
		return out
	}
}

// aboutIngress reports whether a policy closes what comes in; without types it does.
func aboutIngress(p objects.NetworkPolicy) bool {
	if p.PolicyTypes().Len() == 0 {
		return true
	}
	for _, text := range p.PolicyTypes().All() {
		if text.Value() == "Ingress" {
			return true
		}
	}
	return false
}

// ofMutual are the PeerAuthentications of a side with those that stay, by name.
func (s *side) ofMutual(staying []*objects.Object) map[manifest.ID]objects.PeerAuthentication {
	out := map[manifest.ID]objects.PeerAuthentication{}
	for _, o := range ofKind(staying, objects.IstioSecurity, "PeerAuthentication") {
		out[o.ID()] = objects.PeerAuthentication{Resource: o.Resource()}
	}
	for p := range s.world.PeerAuthentications() {
		out[p.ID()] = p
	}
	return out
}
