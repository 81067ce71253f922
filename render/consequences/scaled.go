package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkLeftScalers tells of autoscalers that fell out and stay, where another says how
// many pods there are: a number, or another autoscaler
// (kubernetes, pkg/controller/podautoscaler, reconcileAutoscaler).
func checkLeftScalers(c *change) {
	for _, o := range served.OfKind(c.staying, "autoscaling", "HorizontalPodAutoscaler") {
		w := c.scaled(o)
		if w == nil || scaledToNone(w) {
			continue // then it leaves them alone
		}
		n, said := w.Workload().Replicas().Value()
		does := fmt.Sprintf("which asks for %d: each apply and the autoscaler change the number in turn", n)
		other := c.new.Scaler(w.ID())
		switch {
		case other != nil:
			does = fmt.Sprintf("beside %s: they undo what the other does, or, in newer Kubernetes, neither scales", titled(other))
		case !said:
			continue // it alone says how many
		}
		c.tell("scaler-stays", Warning, fmt.Sprintf("HorizontalPodAutoscaler %s: nobody deletes it, and it goes on scaling %s, %s", wording.Quote(o.ID().Name), titled(w), does),
			"run, before the change is applied: "+deletion(o), o, w, other)
		c.dismiss(beforehand, deletion(o), run(scripts.AtOnce, deletion(o)), o)
	}
}

// checkIdleScalers tells of autoscalers that scale what fell out, and nothing of the new side: who goes on in its
// place has as many pods as it asks for.
func checkIdleScalers(c *change) {
	for _, o := range c.new.World.OfKind("autoscaling", "HorizontalPodAutoscaler") {
		id := served.ScaledBy(o)
		was := c.Old.Find(id)
		if was == nil || c.New.Find(id) != nil {
			continue
		}
		text, help := "", "take it out too, or have it name what goes on in its place"
		if one := c.changes[was]; one != nil && one.New != nil {
			text = "; " + titled(one.New) + " is scaled by nobody"
			help = "have it name that: scaleTargetRef.name: " + one.New.ID().Name + "; or let the app say replicas: {min: ..., max: ...} in its place"
		}
		c.tell("scaler-idle", Warning, fmt.Sprintf("HorizontalPodAutoscaler %s: scales %s, which falls out%s", wording.Quote(o.ID().Name), titled(was), text), help, o, was)
	}
}

// scaled is what an autoscaler of the old side scales on the new one; nil for none.
func (c *change) scaled(scaler *objects.Object) *objects.Object {
	o := c.New.Find(served.ScaledBy(scaler))
	if o == nil || o.ID().Kind != "Deployment" && o.ID().Kind != "StatefulSet" {
		return nil
	}
	return o
}
