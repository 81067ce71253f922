package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/served"
)

// checkScaling tells of pods that get fewer for a moment, and of nodes that cannot be
// drained.
func checkScaling(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Kind == compare.Changed && (one.New.ID().Kind == "Deployment" || one.New.ID().Kind == "StatefulSet") {
			c.checkReplicas(one)
			c.tellNumber(one)
			c.tellScaledOnClaims(one)
			c.tellUnmounted(one)
		}
		if one.Kind == compare.Changed && one.New.ID().Kind == "HorizontalPodAutoscaler" {
			c.tellScaler(one)
		}
	}
	is := c.new.Istio().Version
	was := c.old.Istio().Version
	if was.IsZero() {
		was = is // nothing tells of another one
	}
	before := c.old.Undrainable(was)
	var names []string
	of := []*objects.Object{}
	for _, b := range c.new.Undrainable(is) {
		if c.old.HasBudgeted(b) && !slices.ContainsFunc(before, func(other served.Budget) bool { return other.Name == b.Name }) {
			names = append(names, b.Name)
			of = append(of, b.From...)
		}
	}
	if len(names) > 0 {
		c.tell("drain-blocked", Warning, fmt.Sprintf("the disruption budget of %s lets no pod of it go, so that a node that has one cannot be drained", quoted(names)),
			"two pods, or maxUnavailable: 1", of...)
	}
}

// checkReplicas looks at a number of pods that falls out, since an autoscaler sees
// to it from now on: the API server then fills in 1
// (kubernetes, pkg/apis/apps/v1, SetDefaults_Deployment).
func (c *change) checkReplicas(one *compare.Change) {
	old, said := one.Old.Workload().Replicas().Value()
	if _, still := one.New.Workload().Replicas().Value(); still || !said || old <= 1 {
		return
	}
	scaler := c.new.Scaler(one.New.ID())
	if scaler == nil {
		return // of which tellNumber tells
	}
	c.tell("replicas-dropped", Warning, fmt.Sprintf("%s: has 1 pod in place of %d for a moment: its number falls out, and the API server takes 1 until the autoscaler has looked", titled(one.New), old),
		c.helpNumberKept(one.New, old), one.New, scaler)
}

// helpNumberKept is how a number of pods stays where it falls out: kubectl's own apply takes away what it
// applied before, whoever changed it since, and the API server what nobody else owns. An autoscaler owns
// it only once it has changed it
// (https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership).
func (c *change) helpNumberKept(o *objects.Object, n int64) string {
	id := o.ID()
	owned := fmt.Sprintf(`echo '{"apiVersion":"apps/v1","kind":"%s","metadata":{"name":"%s","namespace":"%s"},"spec":{"replicas":%d}}' | kubectl apply --server-side --field-manager=handover --validate=false -f -`, id.Kind, id.Name, id.Namespace, n)
	forgotten := fmt.Sprintf("take replicas out of what was applied: kubectl apply edit-last-applied %s %s -n %s", resource(o), id.Name, id.Namespace)
	switch {
	case c.byServer(o):
		c.steps.Need(beforehand, owned)
		return "run before, so that another owns the number until the autoscaler does: " + owned
	case c.by == ArgoCD:
		return "right before, " + forgotten
	}
	return "before, " + forgotten + "; where --server-side applies, run in place of it: " + owned
}
