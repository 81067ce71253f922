// Package findings owns how what is wrong with a plan is gathered, rule by rule.
//
// In go a plan and what rules find; out come diagnostics. It must never know a rule.
package findings

import (
	"slices"

	"render/render/accept"
	"render/render/diag"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// Findings is what has been found in a plan so far. Rules read the plan and write here
// alone.
type Findings struct {
	Plan        *plan.Plan
	Doc         *format.Document
	Diagnostics diag.List
	Failed      bool        // a diagnostic is an error
	Accepted    *accept.Set // warnings that are not told
	guesses     int         // searches for a word near another one so far
}

// New has found nothing yet.
func New(p *plan.Plan) *Findings { return &Findings{Plan: p, Doc: p.Document} }

// Fail tells of an error; others have to do with it. What is wrong with a value that is of no
// right form is told already, and what follows from it is not worth a word.
func (f *Findings) Fail(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	f.Failed = true
	if !unread(m, others) {
		f.Diagnostics.Tally(diag.At(code, m, message, help, others...))
	}
}

// FailEach tells the same of each origin that is there.
func (f *Findings) FailEach(code diag.Code, origins []format.Origin, message, help string, others ...format.Origin) {
	for _, m := range origins {
		if m.IsSet() {
			f.Fail(code, m, message, help, others...)
		}
	}
}

// Warn tells of what is not wrong for sure.
func (f *Findings) Warn(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	if unread(m, others) {
		return
	}
	diagnostic := diag.At(code, m, message, help, others...)
	if diagnostic.Severity = diag.Warning; !f.Accepted.Takes(diagnostic) {
		f.Diagnostics.Tally(diagnostic)
	}
}

// unread reports whether a value, or one that has to do with it, could not be read.
func unread(m format.Origin, others []format.Origin) bool {
	return m.IsWrong() || slices.ContainsFunc(others, format.Origin.IsWrong)
}

// Guess reports whether to search for words near another one. The search takes
// long where the words are many, and nobody reads the help of so many diagnostics.
func (f *Findings) Guess() bool {
	f.guesses++
	return f.guesses <= diag.MaxShown
}

// Need tells that a version lacks what a field renders to.
func (f *Findings) Need(m format.Origin, feature platform.Feature, version platform.Version) {
	if message := feature.Missing(version); message != "" {
		f.Fail("version-too-old", m, message, "remove it, or use a version that has it")
	}
}

// NeedAny is Need for a field that may not be there.
func (f *Findings) NeedAny(m format.Origin, feature platform.Feature, version platform.Version) {
	if m.IsSet() {
		f.Need(m, feature, version)
	}
}

// OrIstio adds the other routing to a cure of what the Gateway API cannot say.
func (f *Findings) OrIstio(cure string) string {
	if f.Plan.NeedsSolverRoutes() {
		return cure + ", or write " + f.ByIstio()
	}
	return cure + ", or write: " + f.ByIstio()
}

// ByIstio is what to write for that routing: alone it would be refused where only the Gateway API's
// routes bring challenges of HTTP-01 to their solver.
func (f *Findings) ByIstio() string {
	if f.Plan.NeedsSolverRoutes() {
		return "routing: istio with solver: dns01, once the issuer proves all hosts by DNS-01"
	}
	return "routing: istio"
}
