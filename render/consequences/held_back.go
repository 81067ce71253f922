package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// sharing is a Service to which a route sends requests, whatever the version of its pods, until a change divides them
// by versions: pods that come are asked by their share of all pods meanwhile.
type sharing struct {
	of     served.Service
	held   served.Part // the version of the pods that are there
	coming []*objects.Object
	routes []*objects.Object // of the old side
}

// findShares finds the Services of which that is so.
func (c *change) findShares() (out []*sharing) {
	by := map[served.Service]*sharing{}
	for o := range c.old.World.Routings() {
		is := c.nowadays(o)
		if is == nil || c.changes[is] == nil {
			continue
		}
		now := served.PartsIn(is)
		for _, p := range served.PartsIn(o) {
			if p.Subset != "" || c.old.VersionIn(p).Subset != "" {
				continue
			}
			s := by[p.Service]
			if s == nil && slices.ContainsFunc(now, func(one served.Part) bool { return c.isVersionOf(one, p.Service) }) {
				if s = c.shareOf(p.Service, now); s != nil {
					by[p.Service], out = s, append(out, s)
				}
			}
			if s != nil && !slices.Contains(s.routes, o) && slices.ContainsFunc(now, s.isHeld(c)) {
				s.routes = append(s.routes, o)
			}
		}
	}
	return out
}

func (s *sharing) isHeld(c *change) func(served.Part) bool {
	return func(p served.Part) bool { p.Port = ""; return c.new.VersionIn(p) == c.new.VersionIn(s.held) }
}

// isVersionOf reports whether a part is a version of a Service.
func (c *change) isVersionOf(p served.Part, whole served.Service) bool {
	own := c.new.VersionIn(p)
	return own.Service == whole && own.Subset != ""
}

// shareOf is what becomes of a whole Service where a route sends requests to some parts of it from now on; nil where
// no pods come beside those of one version that keeps some.
func (c *change) shareOf(of served.Service, now []served.Part) *sharing {
	whole, ok := c.new.World.Service(of.Namespace, of.Name)
	if !ok {
		return nil
	}
	first, isFirst := c.firstVersion(of)
	for _, p := range now {
		p.Port = ""
		pods, s := c.new.PodsOfPart(p), &sharing{of: of, held: p}
		if !c.isVersionOf(p, of) || len(pods) == 0 || c.new.VersionIn(p) != first && (isFirst || slices.ContainsFunc(pods, c.comes)) {
			continue
		}
		for _, o := range podsOf(c.new, whole) {
			switch {
			case slices.Contains(pods, o):
			case !c.comes(o): // those of several versions are there
				return nil
			case !scaledToNone(o):
				s.coming = append(s.coming, o)
			}
		}
		if len(s.coming) == 0 {
			return nil
		}
		return s
	}
	return nil
}

// checkShares tells of them where Argo CD waits for the pods before it brings the routes.
func checkShares(c *change) {
	if c.by != ArgoCD {
		return
	}
	for _, s := range c.findShares() {
		for _, o := range s.routes {
			is := c.nowadays(o)
			before := slices.DeleteFunc(slices.Clone(s.coming), func(pod *objects.Object) bool { return waveOf(pod) >= waveOf(is) })
			if len(before) == 0 {
				continue
			}
			version := c.new.VersionIn(s.held).Subset
			c.tell("version-takes-share", Warning, fmt.Sprintf("%s: comes before %s, which sends requests to all pods of %s until then: its pods get their share of them, whatever its weight is", titlesOf(before), titled(is), partTitle(served.Part{Service: s.of})),
				"give the app versions: with "+version+" alone, and weight: 100, in a step of its own, and add the other in the next", append(before, is)...)
			c.steps.NeedAfter(beforehand, c.turnOfShare(s), "have requests go to "+partTitle(s.held)+" alone: give its app versions: with "+version+" alone, and weight: 100")
		}
	}
}

// turnOfShare is 1 where the app of a Service gets its first version before.
func (c *change) turnOfShare(s *sharing) int {
	if _, ok := c.firstVersion(s.of); ok {
		return 1
	}
	return 0
}

// holding is what a script does so that pods which come by themselves take no share of requests.
func (c *change) holding(list []served.Part) (out []scripts.Hold) {
	for _, s := range c.findShares() {
		comes := func(o *objects.Object) bool {
			return slices.ContainsFunc(list, func(p served.Part) bool { return slices.Contains(c.new.PodsOfPart(p), o) })
		}
		if !slices.ContainsFunc(s.coming, comes) {
			continue
		}
		one := scripts.Hold{Until: s.coming[0].ID()}
		for _, rule := range c.new.RulesOf(s.held) {
			one.Puts = append(one.Puts, rule.ID())
		}
		if s.held.Subset == "" { // a Service of its own
			one.Puts = append(one.Puts, serviceOf(c.new, s.held.Service).ID())
		}
		for _, o := range s.routes {
			one.Routes = append(one.Routes, scripts.Patch{Object: o.ID(), JSON: served.Narrowing(o, served.Part{Service: s.of}, s.held)})
		}
		out = append(out, one)
	}
	return out
}

func serviceOf(s *side, of served.Service) *objects.Object {
	one, _ := s.World.Service(of.Namespace, of.Name)
	return one.Object()
}
