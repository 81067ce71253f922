package check

import (
	"slices"

	"render/render/objects"
)

// checkChallenges checks that what an issuer among the objects proves hosts of gateways by is served by
// Istio: where it is not, nothing is wrong until the certificate of before expires.
func checkChallenges(c *checker) {
	var all []objects.Unserved
	of := map[*objects.Object]*objects.Object{}
	for _, o := range c.world.OfKind(objects.CertManager, "Certificate") {
		if !c.shown(o.Members().Object("spec").Text("secretName")) {
			continue
		}
		for _, u := range c.world.UnservedChallenges(o) {
			all = append(all, u)
			of[u.Issuer] = o
		}
	}
	for _, u := range objects.BySolver(all) {
		c.warn("challenge-lost", u.Solver, u.Says()+": the certificate is not issued, or renewed no more, which shows as the old one expires", u.Cure(len(c.world.OfKind(objects.GatewayAPI, "Gateway")) > 0), c.related(of[u.Issuer]))
	}
}

// shown reports whether a gateway shows the certificate of a Secret.
func (c *checker) shown(secret string) bool {
	for g := range c.world.Gateways() {
		for _, s := range g.Servers().All() {
			if slices.ContainsFunc(s.TLS().Credentials(), func(t objects.Text) bool { return t.Value() == secret }) {
				return true
			}
		}
	}
	for g := range c.world.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			for _, ref := range l.At("tls", "certificateRefs").Items().All() {
				if ref.At("name").Raw() == secret {
					return true
				}
			}
		}
	}
	return false
}
