package consequences

import (
	"fmt"
	"strings"

	"render/render/manifest"
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
		other := c.new.scaler(w.ID())
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

// scaled is what an autoscaler of the old side scales on the new one; nil for none.
func (c *change) scaled(scaler *objects.Object) *objects.Object {
	o := c.New.Find(scaledBy(scaler))
	if o == nil || o.ID().Kind != "Deployment" && o.ID().Kind != "StatefulSet" {
		return nil
	}
	return o
}

// scaledBy is what an autoscaler says that it scales.
func scaledBy(scaler *objects.Object) manifest.ID {
	target := scaler.Resource().Spec().At("scaleTargetRef")
	api, _ := target.At("apiVersion").Raw().(string)
	kind, _ := target.At("kind").Raw().(string)
	name, _ := target.At("name").Raw().(string)
	group, _, _ := strings.Cut(api, "/")
	return manifest.ID{Group: group, Kind: kind, Namespace: scaler.ID().Namespace, Name: name}
}

// scaler is the first autoscaler of a workload; nil for none.
func (s *side) scaler(id manifest.ID) *objects.Object {
	if s.scalers == nil {
		s.scalers = map[manifest.ID]*objects.Object{}
		for _, o := range s.World.OfKind("autoscaling", "HorizontalPodAutoscaler") {
			if at := scaledBy(o); s.scalers[at] == nil {
				s.scalers[at] = o
			}
		}
	}
	return s.scalers[id]
}
