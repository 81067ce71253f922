package rules

import (
	"net/netip"

	"render/render/diag"
	"render/render/format"
	"render/render/plan"
)

// verdict is what has been found in a plan so far. Rules read the plan and write
// here alone.
type verdict struct {
	plan        *plan.Plan
	doc         *format.Document
	diagnostics diag.List
	failed      bool // a diagnostic is an error
	guesses     int  // searches for a word near another one so far
	// unordered is whether something was wrong before routes were to be divided over
	// objects, and noHTTPRoutes the same of the Gateway API's. The names of such objects
	// are not worth a word.
	unordered    bool
	noHTTPRoutes bool
	used         map[netip.Addr]bool    // addresses of tiers, once they are asked for
	appsByName   map[string][]*plan.App // once they are asked for
	services     map[claim]bool         // of deployed apps, once they are asked for
}

// fail tells of an error; others have to do with it.
func (v *verdict) fail(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	v.failed = true
	v.diagnostics.Tally(diag.At(code, m, message, help, others...))
}

// failEach tells the same of each origin that is there.
func (v *verdict) failEach(code diag.Code, origins []format.Origin, message, help string, others ...format.Origin) {
	for _, m := range origins {
		if m.IsSet() {
			v.fail(code, m, message, help, others...)
		}
	}
}

func (v *verdict) warn(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	diagnostic := diag.At(code, m, message, help, others...)
	diagnostic.Severity = diag.Warning
	v.diagnostics.Tally(diagnostic)
}

// guess reports whether to search for words near another one. The search takes
// long where the words are many, and nobody reads the help of so many diagnostics.
func (v *verdict) guess() bool {
	v.guesses++
	return v.guesses <= diag.MaxShown
}
