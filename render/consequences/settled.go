package consequences

import "slices"

// settled are the codes of dangers that are none where the steps are followed: what they
// tell of is done before, beside the old. Of others a step only makes the gap shorter, or
// there is none.
var settled = []string{
	"announcement-moves", "announcing-pods-left", "cert-awaited", "gateway-maker-changes", "gitops-source", "gitops-stays", "host-moves", "istio-skips-minors", "kubernetes-skips-minors", "left-in-namespace", "metallb-form", "plain-text-refused",
	"pods-replaced", "secret-goes-with-maker", "secret-pruned-first", "service-ip-dropped", "service-ip-swapped",
}

// Remaining are the codes of what is lost or endangered although the steps are followed,
// each once: dangers that no step does away with, what is a warning since it lasts but
// for a while, or since pods share a claim that may be for many, and what could not be compared, which may be one.
func (l *List) Remaining() []string {
	var out []string
	for i := range l.Consequences {
		c := &l.Consequences[i]
		remains := c.lasting || c.Code == notCompared || c.Severity == Danger && !c.done && !slices.Contains(settled, c.Code)
		if remains && !slices.Contains(out, c.Code) {
			out = append(out, c.Code)
		}
	}
	return out
}
