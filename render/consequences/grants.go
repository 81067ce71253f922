package consequences

import (
	"fmt"

	"render/render/needs"
	"render/render/wording"
)

// checkGrants tells of what an object names in another namespace, and that no ReferenceGrant lets
// it name any more: routes answer with 500, listeners without their certificate are none
// (https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant).
func checkGrants(c *change) {
	for one := range needs.NamedAbroad(c.new.World) {
		was := c.formerly(one.From)
		if was == nil || needs.GrantOf(c.new.World, one.From.ID(), one.To) != nil {
			continue
		}
		grant, fails := needs.GrantOf(c.old.World, was.ID(), one.To), "requests that it sends there get 500"
		if grant == nil || c.left(grant) {
			continue
		}
		if one.To.Kind == "Secret" {
			fails = "TLS of the listeners with it ends"
		}
		c.tell("reference-refused", Danger, fmt.Sprintf("%s: no ReferenceGrant in namespace %s lets it name %s %s any more: %s", titled(one.From), wording.Quote(one.To.Namespace), one.To.Kind, wording.Quote(one.To.Name), fails),
			"keep the ReferenceGrant as long as it is named", one.From, grant)
	}
}
