package pods

import (
	"strconv"
	"strings"

	"render/render/format"
)

// checkStrategy checks how new pods of an app take the place of old ones, as the API server does
// (kubernetes, pkg/apis/apps/validation, ValidateDeploymentStrategy and ValidateRollingUpdateDeployment).
func (v *verdict) checkStrategy(s *format.Strategy) {
	if s == nil || s.IsWrong() || s.Type.IsWrong() || s.MaxSurge.IsWrong() || s.MaxUnavailable.IsWrong() {
		return
	}
	surge, missing := s.MaxSurge, s.MaxUnavailable
	switch {
	case !s.Type.IsSet() && !surge.IsSet() && !missing.IsSet():
		v.Fail("strategy", s.Origin, "says nothing", "write Recreate or RollingUpdate in its place")
	case s.Type.Value == format.StrategyRecreate:
		for _, one := range []format.Text{surge, missing} {
			if one.IsSet() {
				v.Fail("strategy", one.Origin, "has no meaning beside Recreate, which stops all pods before new ones begin", "remove it", s.Type.Origin)
			}
		}
	case surge.IsSet() && missing.IsSet() && noPods(surge.Value) && noPods(missing.Value):
		v.Fail("strategy", missing.Origin, "no pod may be missing, and by maxSurge none may be there beside them: none could be made anew", "write: 1; or 1 at maxSurge, by which a new pod starts before an old one stops", surge.Origin)
	case missing.IsSet() && moreThanAll(missing.Value):
		v.Fail("strategy", missing.Origin, "more than all pods are to be missing", "write: 100%")
	}
}

// noPods reports whether a number or a share of pods is none.
func noPods(text string) bool { return strings.TrimSuffix(text, "%") == "0" }

// moreThanAll reports whether a share is above all pods.
func moreThanAll(text string) bool {
	share, is := strings.CutSuffix(text, "%")
	n, err := strconv.Atoi(share)
	return is && err == nil && n > 100
}
