package importing

import (
	"slices"

	"render/render/compose"
	"render/render/document"
	"render/render/manifest"
)

// admitted is who comes in by a rule of an IngressRoute.
type admitted struct {
	from  []any  // networks; nil for everybody
	at    string // the Middleware that says so, where the rule names it
	what  string // and what it is
	other bool   // it says more than networks
}

// take takes the networks of a Middleware. Two of them let in who is in both, and a strategy goes by what a header says.
func (a *admitted) take(spec manifest.Object, at, what string) {
	a.other = a.other || a.at != "" || len(spec.Object("ipStrategy")) > 0 || spec.Get("rejectStatusCode") != nil
	a.at, a.what = at, what
	for _, one := range document.Texts(spec.List("sourceRange")) {
		network, ok := compose.Network(one)
		if a.other = a.other || !ok; ok && !slices.Contains(a.from, any(network)) {
			a.from = append(a.from, network)
		}
	}
}

// access is who comes in, as a topology says it; nothing for everybody, and where it cannot say it.
func (a *admitted) access() (m document.Mapping) {
	if !a.other {
		m.Add("from", a.from)
	}
	return m
}
