package consequences

import (
	"cmp"
	"fmt"
	"slices"

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

// checkTrafficPolicies tells of connections to servers that are made otherwise. Of TLS that is
// spoken or checked from now on, or no more, to a whole host or a port, checkBackends tells.
func checkTrafficPolicies(c *change) {
	before, now := c.old.TrafficPolicies(nil), c.new.TrafficPolicies(c.staying)
	for _, kind := range inPolicies {
		parts := map[policyTelling][]string{}
		var order []policyTelling
		for _, at := range append(slices.Clone(before.Order), now.Order...) {
			was, old := before.Member(at, kind.member)
			is, new := now.Member(at, kind.member)
			switch {
			case compare.Equal(was, is), !before.Says(at, kind.member) && !now.Says(at, kind.member), !before.Knows(at), !now.Knows(at), !c.asks(at.Service, old, new):
				continue
			case kind.member == "tls" && (toldAsBackend(at, was, is) || new != nil && c.tellsOf("secret-needed", new)):
				continue
			}
			t := policyTelling{new, old, kind.others}
			if was == nil {
				t.means = kind.comes
			} else if is == nil {
				t.means = kind.goes
			}
			if parts[t] == nil {
				order = append(order, t)
			}
			if title := titleOfPart(at); !slices.Contains(parts[t], title) {
				parts[t] = append(parts[t], title)
			}
		}
		for _, t := range order {
			c.tell("handling-changes", kind.severity, fmt.Sprintf("%s, for %s: %s", titled(cmp.Or(t.of, t.was)), fewListed(parts[t]), t.means), "", t.of, t.was)
		}
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
