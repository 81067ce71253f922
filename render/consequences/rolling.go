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
	var rolling stale
	for w := range c.new.World.Workloads() {
		one := c.changes[w.Object()]
		if one == nil || one.Kind != compare.Changed || !c.restarting(w.Object()) || isPaused(w.Object()) || scaledToNone(one.Old) || scaledToNone(one.New) {
			continue
		}
		if kind := w.ID().Kind; kind != "Job" && kind != "CronJob" && kind != "Pod" && strategyOf(w) != "OnDelete" {
			rolling.add(w)
		}
	}
	rolling = c.tellStopping(rolling, Danger, "", "")
	for _, w := range rolling.list {
		c.tellShared(w)
	}
	if len(rolling.list) > 0 {
		c.tell("pods-restart", Note, fmt.Sprintf("the pods of %s are made anew, one after the other", quoted(rolling.names())), "", rolling.objects()...)
	}
}

// tellStopping tells of those of some workloads whose pods stop before the new ones begin, and gives back
// the others.
func (c *change) tellStopping(of stale, severity Severity, when, help string) (rest stale) {
	var recreated, alone, numbered stale
	for _, w := range of.list {
		n := c.new.World.FewestPods(w)
		switch update := w.UpdateOf(n); {
		case w.ID().Kind == "Deployment" && update.Recreates:
			recreated.add(w)
		case w.ID().Kind == "Deployment" && update.Beside == 0 && update.Missing >= n:
			alone.add(w)
		case w.ID().Kind == "StatefulSet" && n == 1:
			numbered.add(w)
		default:
			rest.add(w)
		}
	}
	for _, one := range []struct {
		down  stale
		since string
	}{{recreated, "their strategy is Recreate"}, {alone, "their strategy is to have none beside them"}, {numbered, "a StatefulSet has each of its pods once"}} {
		if len(one.down.list) > 0 {
			c.tell("pods-stop", severity, fmt.Sprintf("the pods of %s stop before the new ones begin%s, since %s", quoted(one.down.names()), when, one.since), help, one.down.objects()...)
		}
	}
	return rest
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
		if len(names) == 0 || !c.starts(w.Object()) { // of which it is told that no pod is to be made anew
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
