package render

import (
	"context"
	"strings"

	"render/render/check"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/secret"
)

// checkReferences checks the objects as they will be written. Only a mixin or an
// overlay can have broken them; without either a problem is render's own.
func (r *rendering) checkReferences(context.Context) error {
	plan, by := r.plan, &r.by
	d := plan.Document
	lengths := make([]int, len(r.documents))
	for i, text := range r.documents {
		lengths[i] = len(text)
	}
	known := check.Known{
		Secrets:          plan.ExistingSecrets(),
		Services:         plan.ExistingServices(),
		AnySecret:        plan.Secrets == secret.Omit,
		GatewayNamespace: plan.GatewayNamespace(),
		Namespaces:       map[string]bool{d.MetalLB.Namespace.Value: true},
		Lengths:          lengths,
		Responsible:      func(m *manifest.Manifest) places.Place { return by.of(m.Origin.Component) },
	}
	if c := d.Secrets.CertManager; c != nil {
		known.Namespaces[c.Namespace.Value] = true
	}
	for service := range known.Services {
		namespace, _, _ := strings.Cut(service, "/")
		known.Namespaces[namespace] = true
	}
	world := objects.New(r.list)
	problems := check.References(world, known)
	if by.nobody() && problems.Failed() {
		known.Responsible = func(m *manifest.Manifest) places.Place {
			return plan.PlaceOf(m.Origin.Component, m.Tier, m.Origin.Keys)
		}
		if sizes := check.Sizes(world, known); sizes.Failed() {
			r.add(sizes)
			return errRefused
		}
		return problems.Err()
	}
	r.add(problems)
	return r.refused()
}
