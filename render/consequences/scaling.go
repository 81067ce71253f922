package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/objects"
	"render/render/platform"
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
	before := c.old.undrainable(was)
	var names []string
	of := []*objects.Object{}
	for _, b := range c.new.undrainable(is) {
		if c.old.has(b) && !slices.ContainsFunc(before, func(other budget) bool { return other.name == b.name }) {
			names = append(names, b.name)
			of = append(of, b.from...)
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
	scaler := c.new.scaler(one.New.ID())
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

// budget is a disruption budget that lets no pod go.
type budget struct {
	name string // of what has the pods
	from []*objects.Object
}

// has reports whether what a budget of another side is for is on this side too.
func (s *side) has(b budget) bool {
	namespace, name, _ := strings.Cut(b.name, "/")
	if s.ByService[served.Service{Namespace: namespace, Name: name}] != nil {
		return true
	}
	for w := range s.World.Workloads() {
		if titleOf(w) == b.name {
			return true
		}
	}
	return false
}

// undrainable are those of a side, of which Istio is of a version: what keeps as many pods as there are.
func (s *side) undrainable(istio platform.Version) []budget {
	var out []budget
	for _, o := range s.World.OfKind("policy", "PodDisruptionBudget") {
		for w := range s.World.PodsOf(o.ID().Namespace, o.PodDisruptionBudget().Selector().MatchLabels().Labels()) {
			if n, ok := s.pods(w); ok && keeps(o.Resource().Spec(), n) {
				out = append(out, budget{titleOf(w), []*objects.Object{o, w.Object()}})
			}
		}
	}
	if !platform.BudgetForOne(istio) {
		return out
	}
	for g := range s.World.InstalledGateways() {
		if least, ok := whole(g.K8s().At("hpaSpec", "minReplicas")); least == 1 || !ok {
			out = append(out, budget{g.Home + "/" + g.Name().Value(), []*objects.Object{g.Object()}})
		}
	}
	return out
}

func whole(f objects.Field) (int64, bool) { return objects.Number{Field: f}.Value() }

// pods is how few a workload may have; not ok where nothing says.
func (s *side) pods(w objects.Workload) (int64, bool) {
	if scaler := s.scaler(w.ID()); scaler != nil {
		n, _ := whole(scaler.Resource().Spec().At("minReplicas"))
		return max(n, 1), true
	}
	n, said := w.Replicas().Value()
	if !said {
		n = 1
	}
	return n, w.ID().Kind == "Deployment" || w.ID().Kind == "StatefulSet"
}

// keeps reports whether a budget lets none of n pods go.
func keeps(spec objects.Field, n int64) bool {
	if n == 0 {
		return false
	}
	least, most := spec.At("minAvailable"), spec.At("maxUnavailable")
	if number, ok := whole(least); ok && number >= n {
		return true
	}
	number, ok := whole(most)
	return ok && number == 0 || least.Raw() == "100%" || most.Raw() == "0%"
}
