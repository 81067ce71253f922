// Package rules owns what is wrong with a topology, but for the form of a single
// value: every rule, a file a subject.
//
// In goes a Plan; out come all diagnostics at once, each with its code, both
// places of a conflict and what to do. It must never change the plan, or derive
// what others need.
package rules

import (
	"render/render/accept"
	"render/render/addresses"
	"render/render/diag"
	"render/render/findings"
	"render/render/handling"
	"render/render/plan"
)

// Check tells all that is wrong with a plan, subject by subject, but for warnings that are
// accepted. It may be resolved only where no diagnostic is an error.
func Check(p *plan.Plan, accepted *accept.Set) diag.List {
	if !p.Document.IsObject {
		return nil
	}
	v := &verdict{Findings: findings.New(p), plan: p, doc: p.Document, spoken: map[*plan.Port]bool{}}
	v.Accepted = accepted
	for _, check := range []func(*verdict){
		(*verdict).checkVersions,
		(*verdict).checkSecrets,
		(*verdict).checkFiles,
		(*verdict).checkOverlays,
		(*verdict).checkMonitoring,
		(*verdict).checkNamespaces,
		(*verdict).checkTiers,
		(*verdict).checkGateways,
		func(v *verdict) { addresses.Check(v.Findings) },
		(*verdict).checkDNS,
		(*verdict).checkHosts,
		(*verdict).checkGatewayPorts,
		(*verdict).checkHTTP3,
		(*verdict).checkDualStack,
		(*verdict).checkApps,
		(*verdict).checkIsolation,
		(*verdict).checkAccess,
		func(v *verdict) { handling.Check(v.Findings) },
		(*verdict).checkRoutes,
		(*verdict).warnOfLikely,
		(*verdict).checkGatewayAPI,
		(*verdict).checkIssuing,
		(*verdict).checkGitOps,
		(*verdict).checkNames,
		func(v *verdict) { addresses.WarnOfAddon(v.Findings) },
		func(v *verdict) { addresses.WarnOfHandedOut(v.Findings) },
	} {
		check(v)
	}
	return v.Diagnostics
}
