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

// sinceWhen is why all pods of a workload stop before the new ones begin; "" where some go on.
func sinceWhen(world *objects.World, w objects.Workload) string {
	n := world.FewestPods(w)
	switch update := w.UpdateOf(n); {
	case w.ID().Kind == "Deployment" && update.Recreates:
		return "their strategy is Recreate"
	case w.ID().Kind == "Deployment" && update.Beside == 0 && update.Missing >= n:
		return "their strategy is to have none beside them"
	case w.ID().Kind == "StatefulSet" && n == 1:
		return "a StatefulSet has each of its pods once"
	}
	return ""
}

// tellStopping tells of those of some workloads whose pods stop before the new ones begin, and gives back
// the others. Where they did so before, whoever has them so chose that, and each change of them does it.
func (c *change) tellStopping(of stale, severity Severity, when, help string) (rest stale) {
	type down struct{ since, before string }
	var found []down
	stopping := map[down]*stale{}
	for _, w := range of.list {
		one := down{since: sinceWhen(c.new.World, w)}
		if one.since == "" {
			rest.add(w)
			continue
		}
		if was := c.Old.Find(w.ID()); severity == Danger && was != nil && sinceWhen(c.old.World, was.Workload()) != "" {
			one.before = ", as at each change of theirs"
		}
		if stopping[one] == nil {
			found, stopping[one] = append(found, one), &stale{}
		}
		stopping[one].add(w)
	}
	for _, one := range found {
		severity, list := severity, stopping[one]
		if one.before != "" {
			severity = Warning
		}
		c.tell("pods-stop", severity, fmt.Sprintf("the pods of %s stop before the new ones begin%s, since %s%s", quoted(list.names()), when, one.since, one.before), help, list.objects()...)
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
