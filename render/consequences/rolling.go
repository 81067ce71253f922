package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/needs"
	"render/render/objects"
	"render/render/scripts"
	"render/render/wording"
)

// tellRolling tells of pods that are made anew by themselves: of none where none are wanted, or were.
func (c *change) tellRolling() {
	var rolling, down stale
	for w := range c.new.World.Workloads() {
		one := c.changes[w.Object()]
		if one == nil || one.Kind != compare.Changed || !c.restarting(w.Object()) || isPaused(w.Object()) || scaledToNone(one.Old) || scaledToNone(one.New) {
			continue
		}
		switch kind, strategy := w.ID().Kind, strategyOf(w); {
		case kind == "Job" || kind == "CronJob" || kind == "Pod" || strategy == "OnDelete":
		case kind == "Deployment" && strategy == "Recreate":
			down.add(w)
		default:
			rolling.add(w)
			c.tellShared(w)
		}
	}
	if n := len(down.list); n > 0 {
		c.tell("pods-stop", Danger, fmt.Sprintf("the pods of %s stop before the new ones begin, since their strategy is Recreate", quoted(down.names())), "", down.objects()...)
	}
	if len(rolling.list) > 0 {
		c.tell("pods-restart", Note, fmt.Sprintf("the pods of %s are made anew, one after the other", quoted(rolling.names())), "", rolling.objects()...)
	}
}

// tellRead tells of pods that read a ConfigMap or a Secret when they begin, and do
// not see that it changes.
func (c *change) tellRead() {
	for w := range c.new.World.Workloads() {
		if c.Old.Find(w.ID()) == nil || c.restarting(w.Object()) || w.ID().Kind == "CronJob" || w.ID().Kind == "Job" {
			continue
		}
		var names []string
		of := []*objects.Object{}
		for _, id := range needs.ReadOnce(w) {
			one := c.changes[c.New.Find(id)]
			if one == nil || one.Kind != compare.Changed || !slices.ContainsFunc(one.Fields, ofData) || slices.Contains(names, id.Kind+" "+id.Name) {
				continue
			}
			names = append(names, id.Kind+" "+id.Name)
			of = append(of, one.New)
		}
		if len(names) == 0 {
			continue
		}
		s := stale{list: []objects.Workload{w}}
		c.tell("restart-by-hand", Warning, fmt.Sprintf("the pods of %s read %s when they begin, and go on with what it was", wording.Quote(titleOf(w)), quoted(names)), "run: "+s.commands(c.by), of...)
		c.steps.Does(byHand, s.commands(c.by), run(scripts.AtOnce, s.each(c.by)...))
	}
}

func ofData(f compare.Field) bool {
	return f.Path.Has("data") || f.Path.Has("stringData") || f.Path.Has("binaryData") || f.Path.Has("spec", "encryptedData")
}
