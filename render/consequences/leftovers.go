package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/platform"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkLeftovers tells of what nobody deletes: a gateway goes on answering.
func checkLeftovers(c *change) {
	byHand := !slices.ContainsFunc(slices.Collect(c.old.World.All()), func(o *objects.Object) bool { return manifest.Rendered(o.Members()) })
	if rest := c.tellAnswering(byHand); len(rest) > 0 {
		c.tellLeft(rest, byHand)
	}
}

// tellAnswering tells of gateways that go on answering, and gives the rest of what stays.
func (c *change) tellAnswering(byHand bool) (rest []*objects.Object) {
	for _, o := range c.staying {
		e := c.entranceOf(o)
		switch {
		case isImmortal(o) && c.triesToDelete(o), c.prunes() && isByHand(o): // of which others tell
			continue
		case e == nil || !e.LoadBalancer || c.losesByPool(e) || c.madeAnew(o):
			rest = append(rest, o)
			continue
		case c.waitedFor(e):
			continue
		case byHand && c.isAnothers(o): // an app's own, which never was a gateway's
			rest = append(rest, o)
			continue
		}
		c.tell("gateway-answers", Warning, fmt.Sprintf("%s: nobody deletes its Service %s, which goes on answering on %s", e.Title(), wording.Quote(e.Name), c.addressOf(e)),
			"run: "+deletion(o), o)
		c.steps.Does(afterwards, deletion(o), run(scripts.AtOnce, deletion(o)))
	}
	return rest
}

// tellLeft tells of what else stays, of which what somebody keeps by hand and uses still is not deleted.
func (c *change) tellLeft(rest []*objects.Object, byHand bool) {
	var names, kept, left, bare []string // bare are those that no step and no help names
	var commands []command
	what := "delete what fell out"
	called := kindsAndNames(rest)
	for i, o := range rest {
		name := called[i]
		names = append(names, name)
		switch command, safe := c.safeDeletion(o); {
		case c.dismissed[o]:
			what = "delete what else fell out"
		case isVolume(o), byHand && c.takesAlong(o) == "" && o != c.old.operator() && c.isAnothers(o):
			left = append(left, name)
		case safe && c.takesAlong(o) == "" && !c.isWanted(o) && !c.madeAnew(o) && c.shaped(o) == "":
			commands, c.deleted = append(commands, command), append(c.deleted, o)
		case !safe || c.isWanted(o) || c.shaped(o) != "":
			kept, bare = append(kept, name), append(bare, name)
		default:
			bare = append(bare, name)
		}
	}
	slices.Reverse(commands) // what refers to others goes first
	help, verb := "", "stay"
	if len(left) > 0 {
		help = "leave " + allQuoted(left) + " where anything still uses it"
	}
	if len(commands) > 0 {
		runs := c.runs(commands)
		if help != "" {
			runs, what = runs+"; and "+help, what+" by the commands of not-deleted alone"
		}
		help = runs
		if len(kept) > 0 {
			what += ", but for what is needed: " + allQuoted(kept)
		}
		c.steps.Does(afterwards, what, scripts.DropRest{})
	}
	if len(rest) == 1 {
		verb = "stays"
	}
	which := quoted(names)
	if more := len(names) - len(bare); len(bare) > 0 && len(names) > maxListed+1 {
		if which = allQuoted(bare); more > 0 {
			which = fmt.Sprintf("%s, and %d more,", which, more)
		}
	}
	c.tell("not-deleted", Note, fmt.Sprintf("%s %s in the cluster: nobody deletes what falls out", which, verb), help, rest...)
}

// kindsAndNames are objects by these, of several of one kind and name with their namespaces.
func kindsAndNames(list []*objects.Object) []string {
	count := map[string]int{}
	for _, o := range list {
		count[o.ID().Kind+" "+o.ID().Name]++
	}
	var out []string
	for _, o := range list {
		name := o.ID().Kind + " " + o.ID().Name
		if count[name] > 1 && o.ID().Namespace != "" {
			name = o.ID().Kind + " " + o.ID().Namespace + "/" + o.ID().Name
		}
		out = append(out, name)
	}
	return out
}

// isAnothers reports whether an object of a side that somebody keeps by hand is of no kind by which
// requests get in: it was beside what the new side is about, and may be used by what neither knows.
func (c *change) isAnothers(o *objects.Object) bool {
	id := o.ID()
	if c.changes[o] != nil && c.changes[o].Kind == compare.Renamed {
		return false
	}
	switch id.Group {
	case objects.IstioNetworking, objects.IstioSecurity, objects.GatewayAPI, objects.MetalLB, objects.IstioInstall, objects.SailOperator:
		return id.Kind == "GatewayClass" // which others' Gateways may be of
	}
	if id.Kind == "Ingress" {
		return c.isOfOthers(o)
	}
	return !slices.ContainsFunc(c.old.Entrances, func(e *served.Entrance) bool {
		return e.Namespace == id.Namespace && e.Name == id.Name && len(e.Gateways()) > 0
	})
}

// entranceOf is the entrance that an object of the old side is; nil for none.
func (c *change) entranceOf(o *objects.Object) *served.Entrance {
	for _, e := range c.old.Entrances {
		if e.Object == o && e.Maker != served.Installer {
			return e
		}
	}
	return nil
}

// madeAnew reports whether Istio's installer or istiod makes from now on, for a gateway,
// an object of the kind and name of one that fell out, so that its deletion may be of the
// new one.
func (c *change) madeAnew(o *objects.Object) bool {
	id := o.ID()
	e := c.new.ByService[served.Service{Namespace: id.Namespace, Name: id.Name}]
	return e != nil && e.Maker != served.Itself && platform.MakesForGateway(id.Group, id.Kind, e.Maker == served.ControlPlane)
}

// addressOf is what an entrance of the old side answers on, as a message says it.
func (c *change) addressOf(e *served.Entrance) string {
	for i := range c.fates {
		if f := &c.fates[i]; f.old == e && len(f.had) > 0 {
			return listed(f.had)
		}
	}
	return "its address"
}
