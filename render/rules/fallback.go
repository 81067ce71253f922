package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkFallback checks apps whose hosts take over what the wildcard above them has.
func (v *verdict) checkFallback(p *plan.Tier) {
	for i := range p.Apps {
		a := &p.Apps[i]
		at := a.Written.Fallback
		if at.Value && !p.TakesOver(a) {
			v.fail("fallback-nowhere", at.Origin, "no host of this app's routes is below a wildcard that has routes",
				"write it in an app for names below a wildcard, or remove it", format.ListOrigin(p.AllHosts))
		}
		for _, f := range a.Fallback {
			if asks, server := p.ClientsApart(f); server != nil {
				v.fail("fallback-clients", at.Origin, fmt.Sprintf("%s asks for clients' certificates in its own way, and by fallback the routes of %s would answer for %s too", wording.Quote(asks), wording.Quote(f.Above), wording.Quote(f.Host)),
					"remove it, and write what the host needs as routes of its own", server.TLS.Mode.Origin)
			}
		}
	}
}
