package served

import (
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/platform"
)

// ScaledBy is what an autoscaler says that it scales.
func ScaledBy(scaler *objects.Object) manifest.ID {
	target := scaler.Resource().Spec().At("scaleTargetRef")
	api, _ := target.At("apiVersion").Raw().(string)
	kind, _ := target.At("kind").Raw().(string)
	name, _ := target.At("name").Raw().(string)
	group, _, _ := strings.Cut(api, "/")
	return manifest.ID{Group: group, Kind: kind, Namespace: scaler.ID().Namespace, Name: name}
}

// Scaler is the first autoscaler of a workload; nil for none.
func (s *Side) Scaler(id manifest.ID) *objects.Object {
	if s.scalers == nil {
		s.scalers = map[manifest.ID]*objects.Object{}
		for _, o := range s.World.OfKind("autoscaling", "HorizontalPodAutoscaler") {
			if at := ScaledBy(o); s.scalers[at] == nil {
				s.scalers[at] = o
			}
		}
	}
	return s.scalers[id]
}

// Budget is a disruption budget that lets no pod go.
type Budget struct {
	Name string // of what has the pods
	From []*objects.Object
}

// HasBudgeted reports whether what a budget of another side is for is on this side too.
func (s *Side) HasBudgeted(b Budget) bool {
	namespace, name, _ := strings.Cut(b.Name, "/")
	if s.ByService[Service{Namespace: namespace, Name: name}] != nil {
		return true
	}
	for w := range s.World.Workloads() {
		if w.ID().Namespace+"/"+w.ID().Name == b.Name {
			return true
		}
	}
	return false
}

// Undrainable are those of a side, of which Istio is of a version: what keeps as many pods as there are.
func (s *Side) Undrainable(istio platform.Version) []Budget {
	var out []Budget
	for _, o := range s.World.OfKind("policy", "PodDisruptionBudget") {
		for w := range s.World.PodsOf(o.ID().Namespace, o.PodDisruptionBudget().Selector().MatchLabels().Labels()) {
			if n, ok := s.FewestPods(w); ok && keeps(o.Resource().Spec(), n) {
				out = append(out, Budget{w.ID().Namespace + "/" + w.ID().Name, []*objects.Object{o, w.Object()}})
			}
		}
	}
	if !platform.BudgetForOne(istio) {
		return out
	}
	for g := range s.World.InstalledGateways() {
		if least, ok := wholeNumber(g.K8s().At("hpaSpec", "minReplicas")); least == 1 || !ok {
			out = append(out, Budget{g.Home + "/" + g.Name().Value(), []*objects.Object{g.Object()}})
		}
	}
	return out
}

func wholeNumber(f objects.Field) (int64, bool) { return objects.Number{Field: f}.Value() }

// FewestPods is how few a workload may have; not ok where nothing says.
func (s *Side) FewestPods(w objects.Workload) (int64, bool) {
	if scaler := s.Scaler(w.ID()); scaler != nil {
		n, _ := wholeNumber(scaler.Resource().Spec().At("minReplicas"))
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
	if number, ok := wholeNumber(least); ok && number >= n {
		return true
	}
	number, ok := wholeNumber(most)
	return ok && number == 0 || least.Raw() == "100%" || most.Raw() == "0%"
}
