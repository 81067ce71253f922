package objects

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Update is how the pods of a Deployment or StatefulSet are made anew
// (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment).
type Update struct {
	Recreates bool  // all stop before the new ones begin
	Beside    int64 // how many may be there beyond those that are wanted
	Missing   int64 // how many of those may be missing
}

// StartsFirst reports whether a new pod starts before an old one stops.
func (u Update) StartsFirst() bool { return !u.Recreates && u.Beside > 0 && u.Missing == 0 }

// UpdateOf is how n pods of a workload are made anew: a share of them is rounded up for those beside them, down for those
// that are missing, and where both come to none one is missing.
func (w Workload) UpdateOf(n int64) Update {
	if w.ID().Kind == "StatefulSet" {
		return Update{Missing: 1}
	}
	strategy := w.Spec().At("strategy")
	kind, _ := strategy.At("type").Raw().(string)
	u := Update{
		Recreates: kind == "Recreate",
		Beside:    podsOf(strategy.At("rollingUpdate", "maxSurge"), n, math.Ceil),
		Missing:   podsOf(strategy.At("rollingUpdate", "maxUnavailable"), n, math.Floor),
	}
	if u.Beside == 0 && u.Missing == 0 {
		u.Missing = 1
	}
	return u
}

func podsOf(f Field, n int64, round func(float64) float64) int64 {
	text := "25%" // what the API server fills in
	if f.Present() {
		text = fmt.Sprint(f.Raw())
	}
	share, percent := strings.CutSuffix(text, "%")
	of, _ := strconv.ParseFloat(share, 64)
	if percent {
		of = round(of * float64(n) / 100)
	}
	return int64(of)
}

// FewestPods are how few pods there are to be of a workload, by an autoscaler too.
func (w *World) FewestPods(of Workload) int64 {
	for _, o := range w.OfKind("autoscaling", "HorizontalPodAutoscaler") {
		if o.ID().Namespace != of.ID().Namespace {
			continue
		}
		spec := o.Resource().Spec()
		target := spec.At("scaleTargetRef")
		if target.At("kind").Raw() == of.ID().Kind && target.At("name").Raw() == of.ID().Name {
			n, ok := spec.number("minReplicas").Value()
			return max(n, map[bool]int64{false: 1}[ok])
		}
	}
	if n, ok := of.Replicas().Value(); ok {
		return n
	}
	return 1
}
