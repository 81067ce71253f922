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
		(*verdict).checkVersions,
		(*verdict).checkSecrets,
		(*verdict).checkFiles,
		(*verdict).checkOverlays,
		(*verdict).checkNamespaces,
		(*verdict).checkTiers,
		(*verdict).checkAddresses,
		(*verdict).checkHosts,
		(*verdict).checkGatewayPorts,
		(*verdict).checkApps,
		(*verdict).checkRoutes,
		(*verdict).warnOfLikely,
		(*verdict).checkGatewayAPI,
		(*verdict).checkIssuing,
		(*verdict).checkNames,
	} {
		check(v)
	}
	return v.problems
}
