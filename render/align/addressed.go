package align

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/installing"
	"render/render/manifest"
)

// addressed is an IstioOperator that a cluster holds, in which gateways that ask for no address ask for those
// that the cluster has given them, where the IstioOperator that is wanted asks for others: what moves from
// there is to be told.
func (i *installer) addressed(operator manifest.Object) manifest.Object {
	wanted := map[string]manifest.Object{}
	for _, item := range i.want.Object("spec").Object("components").List("ingressGateways") {
		want := withoutPatches(item)
		wanted[i.gateway(want).key()] = want.Object("k8s")
	}
	list := operator.Object("spec").Object("components").List("ingressGateways")
	var out []any
	for n, item := range list {
		now, _ := item.(manifest.Object)
		g := i.gateway(now)
		key, value := otherThan(g.given(), wanted[g.key()])
		if key == nil || asksAddress(withoutPatches(item).Object("k8s")) {
			continue
		}
		if out == nil {
			out = slices.Clone(list)
		}
		out[n] = now.With(value, key...)
	}
	if out == nil {
		return operator
	}
	return operator.With(out, "spec", "components", "ingressGateways")
}

func (g *gateway) key() string { return g.namespace + "/" + g.name }

// withoutPatches is an item of an IstioOperator without the patches that it says itself.
func withoutPatches(item any) manifest.Object {
	o, _ := item.(manifest.Object)
	if installing.Overlaid(o) {
		return installing.Of(o, false).Item
	}
	return o
}

// otherThan is how an item says the addresses that its gateway was given, where what is wanted below k8s asks
// for others; none where it does not.
func otherThan(given []netip.Addr, want manifest.Object) (key []string, value string) {
	if len(given) == 0 {
		return nil, ""
	}
	if asked, err := netip.ParseAddr(want.Object("service").Text("loadBalancerIP")); err == nil && !slices.Contains(given, asked) {
		return []string{"k8s", "service", "loadBalancerIP"}, given[0].String()
	}
	for _, name := range metallbNames {
		notes := want.Object("serviceAnnotations").Text(name + requests[0])
		for text := range strings.SplitSeq(notes, ",") {
			if asked, err := netip.ParseAddr(strings.TrimSpace(text)); err == nil && !slices.Contains(given, asked) {
				return []string{"k8s", "serviceAnnotations", name + requests[0]}, listed(given)
			}
		}
	}
	return nil, ""
}

// asksAddress reports whether an item asks for an address by what it says below k8s.
func asksAddress(k8s manifest.Object) bool {
	return k8s.Object("service").Text("loadBalancerIP") != "" || slices.ContainsFunc(k8s.Object("serviceAnnotations"), func(m manifest.Member) bool {
		return isRequest(m.Key) && strings.HasSuffix(m.Key, requests[0]) && !empty(m.Value)
	})
}
