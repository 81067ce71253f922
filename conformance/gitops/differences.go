package gitops

import (
	"encoding/json"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/diff"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
)

// differences are what Argo CD takes for changed: what is not there, or is otherwise.
func differences(r sync.ReconciliationResult) *diff.DiffResultList {
	out := &diff.DiffResultList{}
	for i, target := range r.Target {
		live := r.Live[i]
		result := diff.DiffResult{Modified: target == nil || live == nil || !same(live, target)}
		result.NormalizedLive, _ = json.Marshal(live)
		result.PredictedLive, _ = json.Marshal(target)
		out.Diffs = append(out.Diffs, result)
		out.Modified = out.Modified || result.Modified
	}
	return out
}
