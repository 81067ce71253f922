package check

import "render/render/acme"

// checkChallenges checks that what issuers among the objects have to prove of gateways' hosts can be
// proved: where it cannot, nothing is wrong until the certificate of before expires.
func checkChallenges(c *checker) {
	for _, u := range acme.Find(c.world, acme.Shown(c.world)) {
		c.warn("challenge-lost", u.Solver, u.Says()+": the certificate is not issued, or renewed no more, which shows as the old one expires", u.Cure(), c.related(u.Certificate))
	}
}
