package policies

import (
	"cmp"
	"fmt"
	"strings"

	"render/render/objects"
)

// OfAuthorization are the rules of an AuthorizationPolicy; where it leaves the
// decision to another, who that is is a part of each.
func OfAuthorization(p objects.AuthorizationPolicy) []Rule {
	var out []Rule
	for _, r := range p.Rules().All() {
		one := Rule{Of: p.Object()}
		var from, to []alternative
		for _, source := range r.From().All() {
			from = append(from, termsOf(source.Field))
		}
		for _, operation := range r.To().All() {
			to = append(to, termsOf(operation.Field))
		}
		one.add("from", from...)
		one.add("to", to...)
		for _, when := range r.When().All() {
			key := when.Key().Value()
			var alt alternative
			alt = alt.with(key, false, objects.TextsOf(when.Values()))
			one.add("when", alt.with(key, true, objects.TextsOf(when.NotValues())))
		}
		if p.Action().Value() == "CUSTOM" {
			one.add("provider", alternative{{key: "provider", values: []string{p.Provider().Value()}}})
		}
		out = append(out, one)
	}
	return out
}

func (r *Rule) add(kind string, alts ...alternative) {
	if len(alts) > 0 {
		r.clauses = append(r.clauses, clause{kind, alts})
	}
}

// termsOf are those of a source or an operation: a list of texts each, "notPaths" being
// what paths are none of.
func termsOf(f objects.Field) alternative {
	var out alternative
	for _, m := range f.Members() {
		key, not := m.Key, false
		if rest, ok := strings.CutPrefix(key, "not"); ok && rest != "" {
			key, not = strings.ToLower(rest[:1])+rest[1:], true
		}
		var values []string
		for _, item := range f.At(m.Key).Items().All() {
			text, _ := item.Raw().(string)
			values = append(values, text)
		}
		out = out.with(key, not, values)
	}
	return out
}

// with is an alternative with one more term, unless that has no values.
func (a alternative) with(key string, not bool, values []string) alternative {
	if len(values) == 0 {
		return a
	}
	return append(a, term{key, not, values})
}

// The ways of connections that a NetworkPolicy is about.
const (
	Ingress = "Ingress"
	Egress  = "Egress"
)

// OfNetwork are those of a NetworkPolicy for one way.
func OfNetwork(p objects.NetworkPolicy, way string) []Rule {
	list := p.Ingress()
	if way == Egress {
		list = p.Egress()
	}
	var out []Rule
	for _, r := range list.All() {
		one := Rule{Of: p.Object(), Outward: way == Egress}
		var peers, ports []alternative
		for _, peer := range r.Peers().All() {
			peers = append(peers, peerTerms(p, peer))
		}
		for _, port := range r.Ports().All() {
			ports = append(ports, portTerms(port))
		}
		one.add("peers", peers...)
		one.add("ports", ports...)
		out = append(out, one)
	}
	return out
}

// namespaceLabel is by which a namespace is chosen alone.
const namespaceLabel = "kubernetes.io/metadata.name="

// peerTerms are those of one end of a connection: addresses, or pods, of namespaces.
func peerTerms(p objects.NetworkPolicy, peer objects.NetworkPeer) alternative {
	if block := peer.IPBlock(); block.Present() {
		text, _ := block.At("cidr").Raw().(string)
		var except []string
		for _, item := range block.At("except").Items().All() {
			but, _ := item.Raw().(string)
			except = append(except, but)
		}
		return alternative{}.with("addresses", false, []string{text}).with("addresses", true, except)
	}
	namespaces := namespaceLabel + p.ID().Namespace
	if selector := peer.NamespaceSelector(); selector.Present() {
		namespaces = cmp.Or(selectorText(selector), Everyone)
	}
	return alternative{{key: podsKey, values: []string{cmp.Or(selectorText(peer.PodSelector()), Everyone)}}, {key: namespacesKey, values: []string{namespaces}}}
}

// selectorText is a selector as a text that is the same for the same; "" for one that
// takes all.
func selectorText(s objects.LabelSelector) string {
	var parts []string
	if labels := s.MatchLabels().Labels(); len(labels) > 0 {
		parts = append(parts, labels.String())
	}
	if s.MatchExpressions().Len() > 0 {
		parts = append(parts, objects.Canonical(s.At("matchExpressions").Raw()))
	}
	return strings.Join(parts, " ")
}

func portTerms(port objects.NetworkPort) alternative {
	out := alternative{{key: "protocol", values: []string{cmp.Or(port.Protocol().Value(), "TCP")}}}
	number, numbered := port.Port().Number()
	last, ranged := objects.Number{Field: port.At("endPort")}.Value()
	switch {
	case numbered && ranged:
		return out.with("port", false, []string{fmt.Sprintf("%d-%d", number, last)})
	case numbered:
		return out.with("port", false, []string{fmt.Sprint(number)})
	case port.Port().Name() != "":
		return out.with("port", false, []string{port.Port().Name()})
	}
	return out
}
