package consequences

import (
	"slices"
	"strings"

	"render/render/compare"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// firstVersion is the subset of a Service in whose place pods without any subset's labels were
// until now: an app that had no version. A Deployment's selector is for ever, so that the same pods
// come once more, and no topology has them with a version and without; not ok where some pods
// have a version already.
func (c *change) firstVersion(of served.Service) (first served.Part, ok bool) {
	was, had := c.old.World.Service(of.Namespace, of.Name)
	is, has := c.new.World.Service(of.Namespace, of.Name)
	if !had || !has {
		return first, false
	}
	before := podsOf(c.old, was)
	if len(before) == 0 || slices.ContainsFunc(before, func(o *objects.Object) bool { return !c.goes(o) || served.VersionOfPods(o) != "" }) {
		return first, false
	}
	var names []string
	for _, o := range podsOf(c.new, is) {
		name := served.VersionOfPods(o)
		if name == "" || !c.comes(o) {
			return first, false
		}
		if one := c.changes[o]; one != nil && one.Kind == compare.Renamed && slices.Contains(before, one.Old) {
			names = slices.Insert(names, 0, name)
		} else {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return first, false
	}
	return served.Part{Service: of, Subset: names[0]}, true
}

// firstAlone is what to write for an app's first version, in a step of its own.
func firstAlone(p served.Part) string {
	return "give the app of Service " + wording.Quote(p.Name) + " its version alone, version: " + p.Subset
}

// helpFirst is what to do about an app that has versions from now on, and had none; "" where
// that is not so.
func (c *change) helpFirst(list []served.Part) string {
	for _, p := range list {
		p = c.new.VersionIn(p)
		if first, ok := c.firstVersion(p.Service); ok && p.Subset != "" {
			return firstAlone(first) + ", in a step of its own, and wait for its pods; add other versions with weight: 0 in the next, and change the route then"
		}
	}
	return ""
}

// versionsEnd reports whether an app that had versions has none any more, and no topology has it with
// both.
func versionsEnd(before, now []*objects.Object) bool {
	has := func(o *objects.Object) bool { return served.VersionOfPods(o) != "" }
	return slices.ContainsFunc(before, has) && !slices.ContainsFunc(now, has)
}

// keepUntilReady has the old pods of an app stay until the new ones are ready, where no topology has
// both, and says how; first is the version that it gets, if any.
func (c *change) keepUntilReady(of objects.Service, first served.Part, before []*objects.Object) string {
	when := "once the new pods are ready, "
	var kept, deleted []command
	for _, o := range before {
		kept, deleted = append(kept, c.keeping(o)), append(deleted, deleting(o))
		c.steps.Need(beforehand, c.keeping(o).String())
		c.steps.Need(afterwards, when+deletion(o))
	}
	if c.divided(of) && c.by == Flux { // who does not wait for pods before it changes routes
		c.steps.NeedAfter(beforehand, 1, firstAlone(first)+", and wait until its pods are ready")
	}
	return "run before: " + strings.Join(texts(kept), "; ") + "; " + when + c.runs(deleted)
}

// keeping is the command that has an applier keep an object that falls out.
func (c *change) keeping(o *objects.Object) command {
	out := deleting(o)
	out.verb, out.with = "annotate "+resource(o), argoOptions+"=Prune=false"
	if c.by == Flux {
		out.verb, out.with = "annotate --field-manager=flux-client-side-apply "+resource(o), fluxPrune+"=disabled"
	}
	return out
}

// divided reports whether routes choose among the pods of a Service by subsets, or by Services of
// their own for versions.
func (c *change) divided(one objects.Service) bool {
	if len(c.new.VersionsOf(served.NameOf(one))) > 0 {
		return true
	}
	for rule := range c.new.World.DestinationRules() {
		if rule.Subsets().Len() > 0 && served.ServiceOf(rule.Host().Value(), rule.ID().Namespace) == served.NameOf(one) {
			return true
		}
	}
	return false
}

// inSubset reports whether a subset by which routes choose among the pods of a Service has those of
// an object of the old side.
func (c *change) inSubset(one objects.Service, o *objects.Object) bool {
	for rule := range c.new.World.DestinationRules() {
		if served.ServiceOf(rule.Host().Value(), rule.ID().Namespace) != served.NameOf(one) {
			continue
		}
		for _, subset := range rule.Subsets().All() {
			for w := range c.old.World.PodsOf(one.ID().Namespace, one.Selector().Labels().With(subset.Labels().Labels())) {
				if w.Object() == o {
					return true
				}
			}
		}
	}
	return false
}
