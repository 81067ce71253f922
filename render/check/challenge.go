package check

import "render/render/objects"

// checkChallenges checks that what an issuer among the objects proves hosts of gateways by is served by
// Istio: where it is not, nothing is wrong until the certificate of before expires.
func checkChallenges(c *checker) {
	for _, u := range objects.BySolver(c.world.UnservedAtGateways()) {
		c.warn("challenge-lost", u.Solver, u.Says()+": the certificate is not issued, or renewed no more, which shows as the old one expires", u.Cure(len(c.world.OfKind(objects.GatewayAPI, "Gateway")) > 0), c.related(u.Certificate))
	}
}
