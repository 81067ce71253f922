package rules

import (
	"render/render/diag"
	"render/render/findings"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// verdict is what has been found in a plan so far, and what rules have found out for
// those behind them. Rules read the plan and write here alone.
type verdict struct {
	*findings.Findings
	plan *plan.Plan
	doc  *format.Document
	// unordered is whether something was wrong before routes were to be divided over
	// objects, and noHTTPRoutes the same of the Gateway API's. The names of such objects
	// are not worth a word.
	unordered    bool
	noHTTPRoutes bool
	appsByName   map[string][]*plan.App  // once they are asked for
	services     map[claim]bool          // of deployed apps, once they are asked for
	spoken       map[*plan.Port]bool     // of which it is told that they speak something else
	doubts       *doubts                 // once they are asked for
	misspelt     map[*plan.Tier][]string // hosts of tiers that are no names, once they are asked for
}

func (v *verdict) fail(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	v.Fail(code, m, message, help, others...)
}

func (v *verdict) failEach(code diag.Code, origins []format.Origin, message, help string, others ...format.Origin) {
	v.FailEach(code, origins, message, help, others...)
}

func (v *verdict) warn(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	v.Warn(code, m, message, help, others...)
}

func (v *verdict) need(m format.Origin, f platform.Feature, version platform.Version) {
	v.Need(m, f, version)
}

func (v *verdict) needAny(m format.Origin, f platform.Feature, version platform.Version) {
	v.NeedAny(m, f, version)
}

func (v *verdict) eachDeployed(do func(*plan.App)) {
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].Apps {
			if a := &v.plan.Tiers[i].Apps[j]; a.Deployed() {
				do(a)
			}
		}
	}
}
