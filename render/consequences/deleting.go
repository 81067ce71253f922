package consequences

import (
	"slices"
	"strings"

	"render/render/objects"
)

// guarding are the kinds of objects that keep somebody out, or ask for a token.
var guarding = [...]string{"AuthorizationPolicy", "NetworkPolicy", "RequestAuthentication"}

// checkDeleted tells whom policies that fell out keep out for as long as they stay: whoever
// deletes them, as is said, lets these in.
func (c *change) checkDeleted() {
	if !slices.ContainsFunc(c.deleted, func(o *objects.Object) bool { return slices.Contains(guarding[:], o.ID().Kind) }) {
		return
	}
	later := newChange(c.Difference, c.was, c.by)
	later.find()
	later.staying = slices.DeleteFunc(slices.Clone(later.staying), func(o *objects.Object) bool { return c.dismissed[o] || slices.Contains(c.deleted, o) })
	later.checkAuthorization()
	later.checkNetwork()
	checkTokens(later)
	for _, one := range later.found {
		_, already := c.told[toldAs(one.Code, one.Message)]
		if already || one.Severity == Note && strings.HasSuffix(one.Code, "-shuts-out") { // what nothing asks for then
			continue
		}
		var of []*objects.Object
		for _, d := range one.Changes {
			if d.Old != nil {
				of = append(of, d.Old)
			}
		}
		c.tell(one.Code, one.Severity, "once what fell out is deleted: "+one.Message, one.Help, of...)
	}
}
