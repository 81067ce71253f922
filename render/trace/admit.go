package trace

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
)

// families are the versions of IP, as people name them.
var families = [...]string{"IPv4", "IPv6"}

func familyOf(a netip.Addr) string {
	if a.Unmap().Is4() {
		return families[0]
	}
	return families[1]
}

// reachable are those of some addresses of an entrance that a client comes to: none is of
// another version of IP than its own.
func (m *Mesh) reachable(t *Trace, e *entrance, addresses []netip.Addr) []netip.Addr {
	from := t.Request.From
	if !from.IsValid() || len(addresses) == 0 {
		return addresses
	}
	var out, others []netip.Addr
	for _, a := range addresses {
		if familyOf(a) == familyOf(from) {
			out = append(out, a)
		} else {
			others = append(others, a)
		}
	}
	if len(out) == 0 {
		t.hop(StepHost, e.field, fmt.Sprintf("%s has no address of %s", e.title(), familyOf(from)))
		t.fail(0, fmt.Sprintf("a client with the address %s sends nothing to %s, which is of %s", from, others[0], familyOf(others[0])),
			fmt.Sprintf("write --from with an address of %s, or give the %s one of %s too", familyOf(others[0]), m.cure("Service", "tier"), familyOf(from)))
	}
	return out
}

// admit judges whether a client may come in by the address: kube-proxy drops others than
// loadBalancerSourceRanges, of which it reads those of an address's own version of IP, and
// where there are none of that drops nothing (BaseServicePortInfo's loadBalancerSourceRanges).
func (m *Mesh) admit(t *Trace, e *entrance) {
	ranges := e.settings.LoadBalancerSourceRanges()
	if e.kind != "LoadBalancer" || ranges.Len() == 0 {
		return
	}
	switch port := e.port(t.Request.Port); {
	case port == nil && slices.ContainsFunc(e.ports, func(p entrancePort) bool { return p.nodePort == t.Request.Port }):
		return // of which the door tells
	case port != nil && port.nodePort != 0 && port.nodePort == t.Request.Shown: // kube-proxy asks at the load balancer's address alone
		t.hop(StepPolicy, ranges.Field, fmt.Sprintf("lets everybody in at the node port %d who reaches a node: its ranges are asked at the load balancer's address alone", port.nodePort))
		return
	}
	from, texts := t.Request.From, rangeTexts(ranges)
	if !from.IsValid() {
		m.admitUnknown(t, e, ranges, texts)
		return
	}
	own := slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return rangeFamily(text) != familyOf(from) })
	if len(own) == 0 {
		t.hop(StepPolicy, ranges.Field, fmt.Sprintf("lets %s in, and everybody of %s: no range is of that", from, familyOf(from)))
		return
	}
	for _, text := range own {
		if within(text, from) {
			t.hop(StepPolicy, ranges.Field, fmt.Sprintf("lets %s in: %s", from, text))
			return
		}
	}
	t.hop(StepPolicy, ranges.Field, fmt.Sprintf("does not let %s in", from))
	t.fail(0, fmt.Sprintf("%s lets in %s, and not %s: its packets are dropped", e.title(), strings.Join(texts, ", "), from), "add a range that has it to "+m.cure("loadBalancerSourceRanges", "the tier's sourceRanges"))
}

// admitUnknown tells who is let in, where it is not known who asks.
func (m *Mesh) admitUnknown(t *Trace, e *entrance, ranges objects.List[objects.Text], texts []string) {
	addresses := e.addresses
	if t.Request.Address.IsValid() {
		addresses = []netip.Addr{t.Request.Address}
	}
	open, closed := "", len(addresses) == 0
	for _, family := range families {
		has := slices.ContainsFunc(addresses, func(a netip.Addr) bool { return familyOf(a) == family })
		ranged := slices.ContainsFunc(texts, func(text string) bool { return rangeFamily(text) == family })
		closed = closed || has && ranged
		if has && !ranged {
			open = family
		}
	}
	switch {
	case !closed:
		t.hop(StepPolicy, ranges.Field, fmt.Sprintf("lets everybody in: no range is of %s", open))
		return
	case open != "":
		t.hop(StepPolicy, ranges.Field, fmt.Sprintf("lets in %s, and everybody of %s, of which no range is; --from says who asks", strings.Join(texts, ", "), open))
	default:
		t.hop(StepPolicy, ranges.Field, "lets in "+strings.Join(texts, ", ")+" alone; --from says who asks")
	}
	t.doubts = append(t.doubts, byAddress(ranges.Field))
	t.Unjudged = append(t.Unjudged, Unjudged{"only some addresses are let in, and it is not known who asks", ranges.Field})
}

func rangeTexts(ranges objects.List[objects.Text]) []string {
	var out []string
	for _, r := range ranges.All() {
		out = append(out, strings.TrimSpace(r.Value())) // as kube-proxy does
	}
	return out
}

func rangeFamily(text string) string {
	if strings.Contains(text, ":") {
		return families[1]
	}
	return families[0]
}
