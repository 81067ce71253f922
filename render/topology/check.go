package topology

import "render/render/diag"

// Check tells all that is wrong with a plan, subject by subject. It may be resolved
// only where no problem is an error.
func Check(p *Plan) diag.List {
	if !p.Document.isObject {
		return nil
	}
	v := &verdict{plan: p, doc: p.Document}
	for _, check := range []func(*verdict){
		(*verdict).versions,
		(*verdict).secrets,
		(*verdict).files,
		(*verdict).overlays,
		(*verdict).namespaces,
		(*verdict).tiers,
		(*verdict).addresses,
		(*verdict).hosts,
		(*verdict).gatewayPorts,
		(*verdict).apps,
		(*verdict).routes,
		(*verdict).likely,
		(*verdict).gatewayAPI,
		(*verdict).issuing,
		(*verdict).objects,
	} {
		check(v)
	}
	return v.problems
}
