// Package pods owns what is wrong with what a topology says of pods: how many run, what
// they are told and asked, and what is handed on to Kubernetes as it is.
//
// In goes an app, or a value that is handed on; what is found goes to the findings of all
// rules. It must never ask what is round an app: tiers, routes and other apps are for
// package rules.
package pods

import (
	"render/render/findings"
	"render/render/format"
)

// Check checks the pods of an app that is deployed.
func Check(f *findings.Findings, a *format.App) {
	v := &verdict{f}
	v.checkReplicas(a)
	v.checkStrategy(a.Strategy)
	v.checkStarted(a)
	v.checkTold(a)
	v.checkEnvironment(a)
	v.checkProbes(a)
	v.checkHandedOn(a)
}
