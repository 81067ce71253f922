package consequences

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// tellNumber tells of a workload that asks for fewer pods. Of none others tell, and of a number
// beside an autoscaler, which sees to it.
func (c *change) tellNumber(one *compare.Change) {
	was, had := one.Old.Workload().Replicas().Value()
	is, has := one.New.Workload().Replicas().Value()
	if !had {
		was = 1
	}
	if !has {
		is = 1
	}
	if is >= was || is == 0 || c.new.Scaler(one.New.ID()) != nil || c.old.Scaler(one.Old.ID()) != nil {
		return
	}
	alone := ""
	if is == 1 {
		alone = ", so that nobody answers while it is made anew on another node"
	}
	c.tell("pods-scaled", Note, fmt.Sprintf("%s: %s in place of %d%s", titled(one.New), wording.Number(int(is), "pod"), was, alone), "", one.New)
}

// tellScaler tells of an autoscaler that scales otherwise, or something else.
func (c *change) tellScaler(one *compare.Change) {
	var how []string
	if was, is := served.ScaledBy(one.Old), served.ScaledBy(one.New); was != is {
		how = append(how, fmt.Sprintf("scales %s %s in place of %s %s, whose number of pods nobody changes then", is.Kind, wording.Quote(is.Name), was.Kind, wording.Quote(was.Name)))
	}
	if a, b := boundsOf(one.Old), boundsOf(one.New); b[0] < a[0] || b[1] < a[1] {
		how = append(how, fmt.Sprintf("has %d to %d pods in place of %d to %d", b[0], b[1], a[0], a[1]))
	}
	if !compare.Equal(one.Old.Resource().Spec().At("metrics").Raw(), one.New.Resource().Spec().At("metrics").Raw()) {
		how = append(how, "scales by other measures")
	}
	if len(how) > 0 {
		c.tell("pods-scaled", Note, titled(one.New)+": "+strings.Join(how, "; "), "", one.New)
	}
}

// boundsOf are the fewest and the most pods that an autoscaler lets there be.
func boundsOf(scaler *objects.Object) (out [2]int64) {
	out[0] = 1
	for i, key := range [...]string{"minReplicas", "maxReplicas"} {
		if n, ok := wholeAt(scaler.Resource().Spec(), key); ok {
			out[i] = n
		}
	}
	return out
}
