package consequences

import (
	"render/render/access"
	"render/render/manifest"
	"render/render/objects"
)

// refusal is how it is told what policies by Istio are asked of, and what becomes of that if they refuse it.
type refusal struct{ what, gets, they string }

const requests = "requests"

func refusalOf(r access.Reading) refusal {
	switch {
	case !r.Connections:
		return refusal{requests, "gets 403", "they get 403"}
	case !r.Requests:
		return refusal{"connections", "is closed", "they are closed"}
	}
	return refusal{"requests and connections", "gets 403, or is closed where no HTTP is read", "they get 403, or are closed where no HTTP is read"}
}

// refusalBy is that of a policy of either side, by all pods that it is for.
func (c *change) refusalBy(o *objects.Object) refusal {
	gates := c.gatesBefore()
	if c.New.Find(o.ID()) == o {
		gates = c.gatesAfter()
	}
	var reads access.Reading
	for t := range gates.TargetsOf(o) {
		reads = reads.And(gates.Reads(t))
	}
	return refusalOf(reads)
}

// helpShutBy is what to do about those whom a policy lets in no more, by what it does.
func (c *change) helpShutBy(o *objects.Object) string {
	action := o.Resource().Spec().At("action").Raw()
	switch {
	case o.ID().Kind == "NetworkPolicy":
		return "see that nothing connects so any more, or have a NetworkPolicy name it"
	case action == "DENY":
		return "see that nobody asks so who is to come in"
	case action == "CUSTOM":
		return "see that what decides lets in who is to come in"
	case manifest.Rendered(o.Members()) && c.guardsGateway(o):
		return "see that nobody else is to ask so, or name them in the access of the app or tier"
	}
	return "see that nobody asks so any more, or have a rule name them"
}

// guardsGateway reports whether a policy of either side is for a gateway.
func (c *change) guardsGateway(o *objects.Object) bool {
	for _, gates := range [...]*access.Gates{c.gatesBefore(), c.gatesAfter()} {
		for t := range gates.TargetsOf(o) {
			if len(gates.Behind(t)) > 0 {
				return true
			}
		}
	}
	return false
}
