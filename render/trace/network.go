package trace

import (
	"fmt"
	"net/netip"

	"render/render/objects"
)

// unknownPort is one of pods of which nothing but their Service is known.
const unknownPort = -1

// caller is the other end of a connection.
type caller struct {
	opener *pods      // which are pods; nil for who is outside of the cluster
	vague  bool       // of opener the namespace alone is known
	client netip.Addr // of who is outside
	seen   bool       // client is what the node of the pods sees
}

// connects judges whether NetworkPolicies let a connection in to pods
// (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
func (m *Mesh) connects(t *Trace, to *pods, port int64, by caller, status int) {
	allowed, last := m.incoming().weighed(m, to, by, to, port)
	if last == nil {
		return
	}
	switch name := title(last.Object()); allowed {
	case yes:
		t.hop(StepPolicy, last.Field, name+" lets the connection in")
	case maybe:
		for _, p := range m.incoming().of(to) {
			if by.opener == nil {
				t.doubts = append(t.doubts, byAddress(p.Ingress().Field))
			}
		}
		t.Unjudged = append(t.Unjudged, Unjudged{name + " may keep the connection out, which depends on addresses that are not known here", last.Field})
	default:
		t.hop(StepPolicy, last.Field, name+" does not let the connection in")
		t.fail(status, fmt.Sprintf("%s lets no connection of %s in to port %d of %s", name, by.text(), port, title(to.object)), "add a rule for it to spec.ingress")
	}
}

// weighed is what the policies of some pods say of a connection between them and others: where
// any is for the pods, one of its rules has to be for the other end, and for the port of those
// that take it. The policy is the last that is asked, nil where none is.
func (n *networkPolicies) weighed(m *Mesh, of *pods, other caller, to *pods, port int64) (truth, *objects.NetworkPolicy) {
	allowed := no
	var last *objects.NetworkPolicy
	for _, p := range n.of(of) {
		last = &p.NetworkPolicy
		for _, r := range p.near(other) {
			allowed = max(allowed, min(m.isPeer(p.NetworkPolicy, r, other), isPort(r, to, port)))
		}
	}
	return allowed, last
}

// incoming are the policies about what comes in, and outgoing those about what goes out.
func (m *Mesh) incoming() *networkPolicies {
	if m.incomings == nil {
		m.incomings = m.networkPolicies(forIngress, objects.NetworkPolicy.Ingress)
	}
	return m.incomings
}

func (m *Mesh) outgoing() *networkPolicies {
	if m.outgoings == nil {
		m.outgoings = m.networkPolicies(forEgress, objects.NetworkPolicy.Egress)
	}
	return m.outgoings
}

func (c caller) text() string {
	switch {
	case c.opener != nil:
		return "the gateway's pods"
	case c.client.IsValid():
		return c.client.String()
	}
	return "clients outside of the cluster"
}

// forIngress reports whether a policy is about what comes in, as each is that does not
// say what it is about.
func forIngress(p objects.NetworkPolicy) bool {
	for _, kind := range p.PolicyTypes().All() {
		if kind.Value() == "Ingress" {
			return true
		}
	}
	return p.PolicyTypes().Len() == 0
}

// forEgress reports whether a policy is about what goes out.
func forEgress(p objects.NetworkPolicy) bool {
	for _, kind := range p.PolicyTypes().All() {
		if kind.Value() == "Egress" {
			return true
		}
	}
	return p.PolicyTypes().Len() == 0 && p.Egress().Len() > 0
}

func (m *Mesh) isPeer(p objects.NetworkPolicy, r objects.NetworkRule, by caller) truth {
	if r.Peers().Len() == 0 {
		return yes
	}
	out := no
	for _, peer := range r.Peers().All() {
		switch block := peer.IPBlock(); {
		case block.Present() && by.opener != nil:
			out = max(out, maybe) // pods have addresses that nobody wrote
		case block.Present() && !by.seen:
			out = max(out, maybe)
		case block.Present():
			out = max(out, truthOf(inIPBlock(block, by.client)))
		case by.opener != nil:
			out = max(out, m.isPods(p, peer, by))
		}
	}
	return out
}

func inIPBlock(block objects.Field, a netip.Addr) bool {
	if !within(textOf(block.At("cidr")), a) {
		return false
	}
	for _, but := range block.At("except").Items().All() {
		if within(textOf(but), a) {
			return false
		}
	}
	return true
}

// isPods reports whether pods are those that a peer chooses.
func (m *Mesh) isPods(p objects.NetworkPolicy, peer objects.NetworkPeer, by caller) truth {
	of := by.opener
	if of.onNode() {
		return no
	}
	if selector := peer.NamespaceSelector(); selector.Present() {
		labels := objects.Labels{{Key: "kubernetes.io/metadata.name", Value: of.namespace}}
		if n, ok := m.world.Namespace(of.namespace); ok {
			labels = labels.With(n.Metadata().Labels().Labels())
		}
		if !selector.Match(labels) {
			return no
		}
	} else if p.ID().Namespace != of.namespace {
		return no
	}
	if by.vague && !peer.PodSelector().Match(nil) {
		return maybe
	}
	return truthOf(peer.PodSelector().Match(of.labels))
}

func isPort(r objects.NetworkRule, to *pods, port int64) truth {
	if r.Ports().Len() == 0 {
		return yes
	}
	if port == unknownPort {
		return maybe
	}
	for _, one := range r.Ports().All() {
		if over := one.Protocol().Value(); over != "" && over != "TCP" {
			continue
		}
		number, ok := one.Port().Number()
		if !ok && one.Port().Name() != "" && to != nil {
			number, ok = to.named(one.Port().Name()), true
		}
		last := max(number, wholeOf(one.At("endPort")))
		if !ok || number <= port && port <= last {
			return yes
		}
	}
	return no
}
