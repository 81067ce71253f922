package review

import (
	"render/render/consequences"
	"render/render/trace"
)

// Weighs reports whether the change does something that weighs at least as much: on the
// cluster, or with requests, of which one that stops arriving is a danger, and one that leads
// elsewhere a warning.
func (r *Review) Weighs(least consequences.Severity) bool {
	for _, c := range r.Consequences.Consequences {
		if c.Severity <= least {
			return true
		}
	}
	if r.Requests == nil {
		return false
	}
	for i := range r.Requests.Changes {
		if severityOf(r.Requests.Changes[i].Kind) <= least {
			return true
		}
	}
	return false
}

// severityOf is how much it weighs that a request changes so.
func severityOf(kind trace.ChangeKind) consequences.Severity {
	switch kind {
	case trace.Stops:
		return consequences.Danger
	case trace.Elsewhere, trace.Unfollowed:
		return consequences.Warning
	}
	return consequences.Note
}
