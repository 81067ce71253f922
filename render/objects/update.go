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

// scaledID is what an autoscaler scales.
type scaledID struct{ namespace, kind, name string }

// FewestPods are how few pods there are to be of a workload, by an autoscaler too, of which the first counts.
func (w *World) FewestPods(of Workload) int64 {
	if w.fewest == nil {
		w.fewest = map[scaledID]int64{}
		for _, o := range w.OfKind("autoscaling", "HorizontalPodAutoscaler") {
			spec := o.Resource().Spec()
			target := spec.At("scaleTargetRef")
			id := scaledID{namespace: o.ID().Namespace}
			id.kind, _ = target.At("kind").Raw().(string)
			id.name, _ = target.At("name").Raw().(string)
			if _, is := w.fewest[id]; !is {
				n, ok := spec.number("minReplicas").Value()
				w.fewest[id] = max(n, map[bool]int64{false: 1}[ok])
			}
		}
	}
	if n, scaled := w.fewest[scaledID{of.ID().Namespace, of.ID().Kind, of.ID().Name}]; scaled {
		return n
	}
	if n, ok := of.Replicas().Value(); ok {
		return n
	}
	return 1
}
