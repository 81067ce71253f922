package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkPinned tells of a patch version of Istio that is named from now on. What installs it
// brings another one than runs, and what has a proxy keeps that until it is restarted.
func checkPinned(c *change) {
	was, is := c.old.Istio(), c.new.Istio()
	if is.By == served.Nobody || was.By != is.By || was.Revision != is.Revision || !was.Pins(is) {
		return
	}
	what := fmt.Sprintf("Istio is to be %s, which may be another than runs, since any of %s was meant before", wording.Quote(is.Version.String()), wording.Quote(was.Version.String()))
	restart, of := "", []*objects.Object{is.Object, was.Object}
	if s := c.withProxies(); len(s.list) > 0 {
		what += "; then the pods of " + quoted(s.names()) + " keep their proxy until they are restarted"
		restart = s.commands(c.by)
		of = append(of, s.objects()...)
	}
	c.sailFirst(is)
	help := c.helpUpgrade(is)
	severity := Warning
	switch {
	case help == "" && restart == "":
		severity = Note
	case help == "":
		help = "run, if another runs and once istiod is ready: " + restart
		c.steps.Need(byHand, "if another Istio than "+is.Version.String()+" runs, once istiod is ready, "+restart)
	default:
		help = "if another runs: " + help
		step := "if another Istio than " + is.Version.String() + " runs, " + c.helpUpgrade(is)
		if restart != "" {
			help += ", and once istiod is ready, run: " + restart
			step += ", and once istiod is ready, " + restart
		}
		c.steps.Need(byHand, step)
	}
	c.tell("istio-pinned", severity, what, help, of...)
}

// withProxies are the workloads that are there on both sides, and that istiod gives a proxy.
func (c *change) withProxies() stale {
	var r restarts
	for w := range c.new.World.Workloads() {
		if _, has := c.new.World.InjectedBy(w); has && c.Old.Find(w.ID()) != nil && !c.restarting(w.Object()) && w.ID().Kind != "CronJob" && w.ID().Kind != "Job" {
			r.add("", w)
		}
	}
	return r.all()
}
