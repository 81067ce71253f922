package review

import (
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/trace"
)

func codeOf(kind trace.ChangeKind) string { return "request-" + kind.String() }

func ruleOf(kind trace.ChangeKind) diag.Rule {
	about := "Followed through the objects of both sides, " + requestWords()[kind][2] + "."
	return diag.Rule{Code: codeOf(kind), Meaning: requestWords()[kind][2], More: about, Help: about}
}

func requestMessage(c *trace.Change) string {
	old, now, why, help := endsOf(c)
	out := []string{told(c.Request.Words()) + andLike(c), old + " -> " + now}
	for _, more := range [...]string{why, help} {
		if more != "" {
			out = append(out, more)
		}
	}
	return strings.Join(out, "\n")
}

// placeOfRequest is where in the topology what decides last of a request stands, on the
// new side, else on the old one.
func (r *Review) placeOfRequest(c *trace.Change) places.Place {
	if r.PlaceOf == nil {
		return places.Place{}
	}
	for _, side := range [...][]trace.Trace{c.New, c.Old} {
		hops := side[len(side)-1].Hops
		for i := len(hops) - 1; i >= 0; i-- {
			if m := renderedBy(hops[i].Field.Object()); m != nil && m.Origin.Component != "" {
				return r.PlaceOf(m)
			}
		}
	}
	return places.Place{}
}

func renderedBy(o *objects.Object) *manifest.Manifest {
	if o == nil {
		return nil
	}
	return o.Rendered()
}
