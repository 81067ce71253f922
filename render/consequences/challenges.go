package consequences

import (
	"slices"

	"render/render/acme"
	"render/render/objects"
	"render/render/served"
)

// checkChallenges tells of issuers whose challenges reach nobody from now on: what was issued is shown
// until it expires.
func checkChallenges(c *change) {
	controllers := c.new.controllers() // what stays is to go
	led := func(class, host string) bool {
		return slices.ContainsFunc(controllers, func(one *served.Controller) bool { return one.Class == class && one.ByHost[host] != nil })
	}
	for _, lost := range acme.Lost(c.Old, c.New, led) {
		of := []*objects.Object{lost.Issuer, lost.Certificate, c.new.Istio().Object}
		for _, id := range lost.Gateways {
			of = append(of, c.New.Find(id), c.Old.Find(id))
		}
		of = append(of, c.New.OfKind(objects.KubernetesNetwork, "IngressClass")...)
		c.tell("challenge-unserved", Warning, titled(lost.Issuer)+": "+lost.Says()+" from now on: "+titled(lost.Certificate)+" is not issued, or renewed no more, which shows as the old one expires", lost.Cure(), of...)
	}
}
