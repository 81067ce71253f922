package render

import (
	"regexp"
	"slices"
	"sync"

	"render/render/diag"
	"render/render/format"
	"render/render/manifest"
	"render/render/objects"
	"render/render/plan"
)

// misdirection is what is to be told of requests on a tier that come by another host's
// connection, unless something of a mixin's or an overlay's answers them.
type misdirection struct {
	warnings   diag.List
	namespaces []string       // in which an EnvoyFilter is for its gateway
	labels     objects.Labels // of the gateway's pods
}

func misdirectedOn(p *plan.Plan, t *plan.Tier, warnings diag.List) misdirection {
	words := map[string]string{"app": plan.ChartApp, "istio": t.Names.Label}
	if p.GatewayAPI() {
		words = map[string]string{"gateway.networking.k8s.io/gateway-name": t.Names.Gateway}
	}
	for key, value := range format.Pairs(t.Written.Pod.Labels) {
		words[key] = value
	}
	return misdirection{warnings, []string{t.GatewayNamespace, p.Document.Istio.Namespace.Value}, objects.Labels(manifest.NewWords(words))}
}

// answered reports whether an EnvoyFilter of the tier's gateway has the status 421,
// Misdirected Request, upon which browsers open a connection of their own for the host
// (RFC 9110, section 15.5.20). One for Gateways by targetRefs is taken for no tier's.
func (m *misdirection) answered(world *objects.World) bool {
	for f := range world.EnvoyFilters() {
		if slices.Contains(m.namespaces, f.Metadata().Namespace().Value()) && !f.TargetRefs().Present() &&
			m.labels.Match(f.WorkloadSelector().Labels()) && holdsMisdirected(f.ConfigPatches().Raw()) {
			return true
		}
	}
	return false
}

var misdirected = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b421\b`) })

// holdsMisdirected reports whether the number 421 is among some values, alone or in a text
// such as a script.
func holdsMisdirected(value any) bool {
	switch x := value.(type) {
	case manifest.Object:
		return slices.ContainsFunc(x, func(m manifest.Member) bool { return holdsMisdirected(m.Value) })
	case []any:
		return slices.ContainsFunc(x, holdsMisdirected)
	case string:
		return misdirected().MatchString(x)
	case int64:
		return x == 421
	case float64:
		return x == 421
	}
	return false
}
