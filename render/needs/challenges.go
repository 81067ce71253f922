package needs

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// Challenges are hosts of a Certificate that its issuer proved by what took its challenges of HTTP-01,
// and proves by what takes none from now on.
type Challenges struct {
	Certificate, Issuer *objects.Object
	Gateways            []manifest.ID // of the Gateway API by whose routes it proves them; none for Ingresses
	Says, Cure          string        // what it does, and by what it may prove them
}

// LostChallenges are those of a new side, of which led says who leads requests for a host by Ingresses
// of a class.
func LostChallenges(old, new *objects.World, led func(class, host string) bool) []Challenges {
	return append(lostByIngresses(old, new, led), lostByRoutes(old, new)...)
}

// lostByIngresses are those that come in by Ingresses which neither Istio serves nor who leads requests
// for the host by others of their class: another class, another issuer, or a gateway of Istio's in front of
// the host.
func lostByIngresses(old, new *objects.World, led func(class, host string) bool) (out []Challenges) {
	before := map[manifest.ID][]string{}
	for _, u := range old.UnservedAtGateways() {
		before[u.Certificate.ID()] = append(before[u.Certificate.ID()], u.Hosts...)
	}
	var all []objects.Unserved
	for _, u := range new.UnservedAtGateways() {
		u.Hosts = slices.DeleteFunc(slices.Clone(u.Hosts), func(host string) bool {
			return slices.Contains(before[u.Certificate.ID()], host) || led(u.Class, host)
		})
		if len(u.Hosts) > 0 {
			all = append(all, u)
		}
	}
	for _, u := range objects.BySolver(all) {
		out = append(out, Challenges{u.Certificate, u.Issuer, nil, u.Says(), u.Cure(len(new.OfKind(objects.GatewayAPI, "Gateway")) > 0)})
	}
	return out
}

// lostByRoutes are those that come in by routes of Gateways, none of which takes requests for the host on
// port 80.
func lostByRoutes(old, new *objects.World) (out []Challenges) {
	for _, o := range new.OfKind(objects.CertManager, "Certificate") {
		was, issuer := old.Find(o.ID()), new.IssuerOf(o)
		if was == nil || issuer == nil || old.IssuerOf(was) == nil {
			continue
		}
		var hosts, titles []string
		var gateways []manifest.ID
		for _, item := range o.Resource().Spec().At("dnsNames").Items().All() {
			host, _ := item.Raw().(string)
			parents := objects.SolverOf(host, o, issuer).Gateways(o)
			if len(parents) == 0 || takesChallenge(new, parents, host) || !takesChallenge(old, objects.SolverOf(host, was, old.IssuerOf(was)).Gateways(was), host) {
				continue
			}
			hosts = append(hosts, host)
			for _, id := range parents {
				if !slices.Contains(gateways, id) {
					gateways, titles = append(gateways, id), append(titles, "Gateway "+wording.Quote(id.Name))
				}
			}
		}
		if len(hosts) > 0 {
			out = append(out, Challenges{o, issuer, gateways, "proves " + wording.FewQuoted(hosts) + " by routes of " + wording.Listed(titles) + ", which takes no requests for that on port 80",
				"name a Gateway that does in parentRefs of its http01.gatewayHTTPRoute, together with the change; or prove it by dns01"})
		}
	}
	return out
}

// takesChallenge reports whether one of some Gateways has a listener for a host on port 80.
func takesChallenge(w *objects.World, gateways []manifest.ID, host string) bool {
	return slices.ContainsFunc(gateways, func(id manifest.ID) bool {
		o := w.Find(id)
		if o == nil {
			return false
		}
		for _, l := range (objects.KubernetesGateway{Resource: o.Resource()}).Listeners().All() {
			port, _ := l.Port().Value()
			if l.Protocol().Value() == "HTTP" && port == 80 && (l.Hostname().Value() == "" || routing.Covers(l.Hostname().Value(), host)) {
				return true
			}
		}
		return false
	})
}
