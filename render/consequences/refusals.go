package consequences

import (
	"render/render/access"
	"render/render/objects"
)

// refusal is how it is told what policies by Istio are asked of, and what becomes of that if they refuse it.
type refusal struct{ what, gets, they string }

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
	s, gates := c.old, c.gatesBefore()
	if c.New.Find(o.ID()) == o {
		s, gates = c.new, c.gatesAfter()
	}
	var reads access.Reading
	for t := range s.targetsOf(o) {
		reads = reads.And(gates.Reads(t))
	}
	return refusalOf(reads)
}
