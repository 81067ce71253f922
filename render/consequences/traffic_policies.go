package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

func titleOfPart(p served.PolicyPart) string {
	text := backendAt{p.Service, p.Port}.title()
	if p.Subset != "" {
		text = "subset " + wording.Quote(p.Subset) + " of " + text
	}
	return text
}

// inPolicies is what connections are made by, by the member of a policy, and what it means that
// one comes, goes, or is another
// (https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy).
var inPolicies = [...]struct {
	member              string
	severity            Severity
	comes, goes, others string
}{
	{"connectionPool", Warning, "connections and requests have limits or times of their own: what is above a limit fails with 503", "connections and requests have no limits and times of their own any more", "connections and requests have other limits or times: what is above a limit fails with 503"},
	{"outlierDetection", Note, "pods that fail get no requests for a while", "pods that fail are not taken out any more, and get requests as long as they are ready", "pods that fail are taken out by other measures, or for another time"},
	{"loadBalancer", Note, anotherPod, anotherPod, anotherPod},
	{"tls", Warning, tlsOtherwise, tlsOtherwise, tlsOtherwise},
	{"tunnel", Warning, "connections go through a proxy from now on", "connections go through no proxy any more", "connections go through another proxy, or ask it otherwise"},
	{"proxyProtocol", Warning, proxyProtocolTold, "connections are without a header of the PROXY protocol: a server that waits for one refuses them", proxyProtocolTold},
	{"retryBudget", Note, "fewer requests are tried again at a time", "requests are tried again without such a limit", "more or fewer requests are tried again at a time"},
}

const (
	anotherPod        = "pods are chosen for requests otherwise, so that a client may get to another pod than before"
	tlsOtherwise      = "TLS is spoken otherwise: by other names, certificates or authorities, of which the server has to have the other half"
	proxyProtocolTold = "connections begin with a header of the PROXY protocol, or another one: a server that does not know it refuses them"
)

// policyTelling is what is told of some parts together.
type policyTelling struct {
	of, was *objects.Object // the rules that say something of them now, and did; nil for none
	means   string
}

// policiesTold are those of one kind, in their order.
type policiesTold struct {
	*change
	kind  int // of inPolicies
	order []policyTelling
	parts map[policyTelling][]string
	known map[policySeen]bool
}

// policySeen is a part of which is told what differs for gateways, or for others.
type policySeen struct {
	served.PolicyPart
	others bool
}

// checkTrafficPolicies tells of connections to servers that are made otherwise, by gateways, by what asks
// for a Service in its own namespace, or once a rule is deleted that stays. Of TLS that is spoken or checked
// from now on, or no more, to a whole host or a port, checkBackends tells.
func checkTrafficPolicies(c *change) {
	homes := []string{""}
	for _, e := range slices.Concat(c.old.Entrances, c.new.Entrances) {
		if !slices.Contains(homes, e.Namespace) {
			homes = append(homes, e.Namespace)
		}
	}
	homes = append(homes[1:], "")
	var views []policyView
	for _, home := range homes {
		views = append(views, policyView{c.old.TrafficPolicies(nil, home), c.new.TrafficPolicies(c.staying, home), home == "" && len(homes) > 1, ""})
	}
	if len(served.OfKind(c.staying, objects.IstioNetworking, "DestinationRule")) > 0 {
		for _, home := range homes {
			views = append(views, policyView{c.old.TrafficPolicies(nil, home), c.new.TrafficPolicies(nil, home), home == "" && len(homes) > 1, "once what fell out is deleted, "})
		}
	}
	for kind := range inPolicies {
		t := policiesTold{change: c, kind: kind, parts: map[policyTelling][]string{}, known: map[policySeen]bool{}}
		for _, v := range views {
			t.compare(v)
		}
		t.tell()
	}
}

// policyView is what some clients see before and after.
type policyView struct {
	before, now *served.TrafficPolicies
	others      bool // than gateways
	once        string
}

// compare finds what differs for some clients: for others than gateways what does so for them alone.
func (t *policiesTold) compare(v policyView) {
	kind, before, now, whose := inPolicies[t.kind], v.before, v.now, v.once
	if v.others {
		whose += "for what asks in the cluster, "
	}
	for _, at := range append(slices.Clone(before.Order), now.Order...) {
		was, old := before.Member(at, kind.member)
		is, new := now.Member(at, kind.member)
		switch {
		case compare.Equal(was, is), !before.Says(at, kind.member) && !now.Says(at, kind.member), !before.Knows(at), !now.Knows(at), !t.asks(at.Service, old, new):
			continue
		case kind.member == "tls" && (toldAsBackend(at, was, is) || new != nil && t.tellsOf("secret-needed", new)), t.known[policySeen{at, v.others}]:
			continue
		}
		t.known[policySeen{at, v.others}] = true
		one := policyTelling{cmp.Or(new, now.Rule(at.Service)), cmp.Or(old, before.Rule(at.Service)), whose + kind.others}
		if was == nil {
			one.means = whose + kind.comes
		} else if is == nil {
			one.means = whose + kind.goes
		}
		if alike := (policyTelling{one.of, one.was, v.once + strings.TrimPrefix(one.means, whose)}); v.others && t.parts[alike] != nil {
			continue // it is told of gateways, and so of all
		}
		if t.parts[one] == nil {
			t.order = append(t.order, one)
		}
		if title := titleOfPart(at); !slices.Contains(t.parts[one], title) {
			t.parts[one] = append(t.parts[one], title)
		}
	}
}

func (t *policiesTold) tell() {
	for _, one := range t.order {
		t.change.tell("handling-changes", inPolicies[t.kind].severity, fmt.Sprintf("%s, for %s: %s", titled(cmp.Or(one.of, one.was)), fewListed(t.parts[one]), one.means), "", one.of, one.was)
	}
}

// toldAsBackend reports whether it is told of a server that TLS is spoken to it, or checked,
// from now on or no more.
func toldAsBackend(at served.PolicyPart, was, is any) bool {
	return at.Subset == "" && (textIn(was, "mode") != textIn(is, "mode") || textIn(was, "insecureSkipVerify") != textIn(is, "insecureSkipVerify"))
}

func textIn(v any, key string) string {
	if o, ok := v.(manifest.Object); ok {
		return fmt.Sprint(o.Get(key))
	}
	return ""
}

// asks reports whether clients of both sides ask a host of which rules say something on one, or
// on both.
func (c *change) asks(to served.Service, old, now *objects.Object) bool {
	there := func(s *side) bool {
		_, ok := s.World.Service(to.Namespace, to.Name)
		return ok || s.sendsTo(to)
	}
	return old != nil && now != nil || there(c.old) && there(c.new)
}
