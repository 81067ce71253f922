package trace

import (
	"fmt"
	"slices"
	"strconv"

	"render/render/objects"
	"render/render/plan"
	"render/render/wording"
)

// refusesProviders reports whether istiod refuses what CUSTOM policies of some pods name, since
// they name several providers: it has pods ask one, but from Istio 1.30 on where it is told so
// (istio, pilot/pkg/security/authz/builder, of any version). It is maybe where nothing shows how
// istiod runs.
func (m *Mesh) refusesProviders(p *pods) truth {
	var names []string
	for _, a := range m.authorizes(p) { // also what is tried alone
		if name := a.Provider().Value(); a.Action().Value() == "CUSTOM" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) < 2 {
		return no
	}
	value, at := m.world.PilotEnvironment(plan.SeveralProvidersEnv)
	several, _ := strconv.ParseBool(value)
	switch {
	case several:
		return no
	case !at.Present() && !m.showsPilot():
		return maybe
	}
	return yes
}

// showsPilot reports whether the objects say how istiod runs.
func (m *Mesh) showsPilot() bool {
	for range m.world.IstioOperators() {
		return true
	}
	for range m.world.SailIstios() {
		return true
	}
	return slices.ContainsFunc(m.world.OfKind(objects.Apps, "Deployment"), func(o *objects.Object) bool { return o.Resource().Metadata().Labels().Text("app").Value() == "istiod" })
}

// askedOfSeveral judges a request that a CUSTOM policy names, where pods are to ask several providers.
func (m *Mesh) askedOfSeveral(t *Trace, a objects.AuthorizationPolicy, matched, refused truth) {
	what := fmt.Sprintf("%s asks %s, and another policy of these pods asks another provider", title(a.Object()), wording.Quote(a.Provider().Value()))
	if matched == yes && refused == yes {
		t.hop(StepPolicy, a.Field, title(a.Object())+" asks one of several providers")
		t.fail(403, what+": istiod has pods ask one, and refuses what either names", "write one provider for both; or, from Istio 1.30 on, set "+plan.SeveralProvidersEnv+`: "true" for istiod`)
		return
	}
	t.Unjudged = append(t.Unjudged, Unjudged{what + ": both are refused, unless istiod has pods ask several (" + plan.SeveralProvidersEnv + ")", a.Field})
}
