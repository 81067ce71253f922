// Package pods owns what is wrong with what a topology says of pods: how many run, what
// they are told and asked, and what is handed on to Kubernetes as it is.
//
// In go an app, or a value that is handed on; out come diagnostics. It must never know of
// what is round an app: tiers, routes and other apps are for package rules.
package pods

import (
	"slices"

	"render/render/diag"
	"render/render/format"
	"render/render/platform"
	"render/render/schemas"
)

// finder is what has been found so far.
type finder struct {
	kubernetes  platform.Version
	newer       bool // than what is known
	diagnostics diag.List
}

// Check tells what is wrong with the pods of an app that is deployed.
func Check(a *format.App, kubernetes platform.Version, newer bool) diag.List {
	f := &finder{kubernetes: kubernetes, newer: newer}
	f.checkReplicas(a)
	f.checkEnvironment(a)
	f.checkProbes(a)
	f.checkHandedOn(a)
	return f.diagnostics
}

// Bounds tells what is wrong with those of an autoscaler.
func Bounds(m format.Origin, least, most format.Number) diag.List {
	f := &finder{}
	switch {
	case !least.IsSet() || !most.IsSet():
		f.fail("autoscaler", m, "an autoscaler needs both bounds", "write both, as in {min: 1, max: 5}, or a number")
	case least.Value > most.Value:
		f.fail("autoscaler", most.Origin, "the upper bound is below the lower one", "swap them", least.Origin)
	}
	return f.diagnostics
}

// Fields tells what Kubernetes or Istio would not take of what is handed on, by the
// definitions of schemas; own are keys of which is told already. newer: an API is newer than
// those, so that what they have not may be there.
func Fields(a *format.Any, own []string, newer bool, check func(any) []schemas.Fault) diag.List {
	f := &finder{}
	if _, ok := a.Value.(map[string]any); !ok {
		return nil
	}
	for _, fault := range check(a.Value) {
		switch at := a.At(fault.Path, fault.OfKey()); {
		case len(fault.Path) > 0 && slices.Contains(own, fault.Path[0]):
		case fault.MayBeNew() && newer:
			f.warn(fault.Code, at, fault.Message, fault.Help)
		default:
			f.fail(fault.Code, at, fault.Message, fault.Help)
		}
	}
	return f.diagnostics
}

func (f *finder) fail(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	f.diagnostics.Tally(diag.At(code, m, message, help, others...))
}

func (f *finder) warn(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	diagnostic := diag.At(code, m, message, help, others...)
	diagnostic.Severity = diag.Warning
	f.diagnostics.Tally(diagnostic)
}

// needAny tells that a version lacks what a field renders to.
func (f *finder) needAny(m format.Origin, feature platform.Feature) {
	if message := feature.Missing(f.kubernetes); m.IsSet() && message != "" {
		f.fail("version-too-old", m, message, "remove it, or use a version that has it")
	}
}
