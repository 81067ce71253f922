package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkIstioctl tells of an IstioOperator that nobody in the cluster reads: nothing
// of a change of it happens until a person runs istioctl.
func checkIstioctl(c *change) {
	if c.new.Operated {
		return
	}
	for op := range c.new.World.IstioOperators() {
		o := op.Object()
		one := c.changes[o]
		what := "nothing of its change happens until a person runs istioctl install"
		of := []*objects.Object{o}
		switch {
		case c.old.Operated:
			what = "nothing in the cluster reads it from now on, and nothing of it happens until a person runs istioctl install"
			of = append(of, c.old.operator())
		case one == nil || !ofSpec(one):
			continue
		}
		what = fmt.Sprintf("IstioOperator %s: %s", wording.Quote(o.ID().Name), what)
		added := onlyIn(c.new, c.old, o)
		switch {
		case c.istioComes():
			what += notBefore
		case len(added) > 0:
			what += "; Gateways and routes of " + wording.Listed(titles(added)) + " are there before its pods"
		}
		run := "run istioctl install"
		if is := c.new.Istio().Version; c.old.Operated && !is.IsZero() { // nobody ran one yet
			run = fmt.Sprintf("run istioctl %s install", is)
		}
		severity, help := Warning, run+" with the file of the stage istio"
		if one != nil && one.Old != nil {
			gone := onlyIn(c.old, c.new, one.Old)
			left := slices.DeleteFunc(slices.Clone(gone), func(e *served.Entrance) bool { return !c.isLeft(e) })
			gone = slices.DeleteFunc(gone, c.isLeft)
			if len(left) > 0 {
				severity = Danger
				what += "; from the apply on nobody answers at " + wording.Listed(titles(left)) + ", whose Gateways choose other pods"
				help += " at once; where the old names are kept (names), nothing moves, and without names.gateway another Gateway comes beside the old one"
			}
			if len(gone) > 0 {
				what += "; " + c.stayingMeanwhile(titles(gone))
			}
		}
		if one != nil && remakesGateways(one, "") && !c.old.Istio().Moves(c.new.Istio()) { // of which checkUpgrade tells
			what += "; then the pods of gateways are made anew, and " + longConnections
		}
		c.tell("istioctl-needed", severity, what, help, of...)
		if one == nil || !c.movesAlone(one) {
			c.install(run+" with the new IstioOperator", manifest.Istioctl)
		}
	}
}

// remakesGateways reports whether an IstioOperator wants the pods of a gateway otherwise than they are, and no more of
// them or fewer: of that name, or of any where it is "".
func remakesGateways(one *compare.Change, name string) bool {
	return one.Kind == compare.Changed && slices.ContainsFunc(one.Fields, func(f compare.Field) bool {
		of := func(member string) bool { return f.Path.Has("spec", "components", "ingressGateways", "k8s", member) }
		return slices.ContainsFunc([]string{"resources", "env", "nodeSelector", "tolerations", "affinity", "podAnnotations", "securityContext"}, of) &&
			(name == "" || slices.ContainsFunc(f.Path, func(s compare.Step) bool { return s.Item && s.Key == name }))
	})
}

// stayingMeanwhile says what gateways do that only istioctl takes away: where their
// Gateways and routes are deleted before, their pods have nothing to answer.
func (c *change) stayingMeanwhile(gone []string) string {
	switch {
	case c.prunes():
		return "the pods of " + wording.Listed(gone) + " stay until then, without what fell out"
	case len(gone) > 1:
		return wording.Listed(gone) + " go on answering until then"
	}
	return wording.Listed(gone) + " goes on answering until then"
}

// movesAlone reports whether all that an IstioOperator wants otherwise is of gateways that
// steps of their own move, each with a run of istioctl.
func (c *change) movesAlone(one *compare.Change) bool {
	if one.Kind != compare.Changed || len(c.moved) == 0 {
		return false
	}
	for _, f := range one.Fields {
		if f.Path.Has("spec") && !c.ofMoved(one.New, f.Path) {
			return false
		}
	}
	return true
}

// ofMoved reports whether a path is one of the address of a gateway that a step moves.
func (c *change) ofMoved(o *objects.Object, path compare.Path) bool {
	if !path.Has("spec", "components", "ingressGateways", "k8s", "service", "loadBalancerIP") && !path.Has("spec", "components", "ingressGateways", "k8s", "serviceAnnotations") {
		return false
	}
	return slices.ContainsFunc(c.new.Entrances, func(e *served.Entrance) bool {
		return e.Object == o && c.moved[e.Service] && slices.ContainsFunc(path, func(s compare.Step) bool { return s.Item && s.Key == e.Name })
	})
}

// ofSpec reports whether a change is of what an object wants, and not of words about
// it alone.
func ofSpec(one *compare.Change) bool {
	if one.Kind == compare.Added {
		return true
	}
	for _, f := range one.Fields {
		if f.Path.Has("spec") {
			return true
		}
	}
	return false
}

// onlyIn are the gateways that an IstioOperator has on one side, and that are not on the other.
func onlyIn(has, lacks *side, o *objects.Object) []*served.Entrance {
	var out []*served.Entrance
	for _, e := range has.Entrances {
		if e.Object == o && lacks.ByService[e.Service] == nil {
			out = append(out, e)
		}
	}
	return out
}

func titles(list []*served.Entrance) (out []string) {
	for _, e := range list {
		out = append(out, e.Title())
	}
	return out
}

// isLeft reports whether all Gateways that chose the pods of a gateway of the old side are on the new
// one too, and choose others.
func (c *change) isLeft(e *served.Entrance) bool {
	left := false
	for g := range c.old.World.Gateways() {
		if asked := g.Selector().Labels(); len(asked) > 0 && e.Pods.Match(asked) {
			now := c.New.Find(g.ID())
			if now == nil || e.Pods.Match(now.Gateway().Selector().Labels()) {
				return false
			}
			left = true
		}
	}
	return left
}

// byPerson is what installs from an IstioOperator where no operator does.
const byPerson = "istioctl install"

// installs is who acts on an IstioOperator.
func (c *change) installs() string {
	if c.new.Operated || c.old.Operated {
		return "the operator"
	}
	return byPerson
}
