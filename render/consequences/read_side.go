package consequences

import (
	"render/render/objects"
)

func newSide(w *objects.World, entries map[service]bool) *side {
	s := &side{world: w, byService: map[service]*entrance{}}
	for workload := range w.Workloads() {
		s.operated = s.operated || isOperator(workload)
	}
	s.findEntrances(entries)
	s.findPools()
	return s
}

// isOperator reports whether a workload is Istio's operator
// (istio, manifests/charts/istio-operator of 1.9 to 1.23).
func isOperator(w objects.Workload) bool {
	for _, container := range w.Template().Spec().Containers().All() {
		var words []string
		for _, key := range [...]string{"command", "args"} {
			for _, word := range container.At(key).Items().All() {
				text, _ := word.Raw().(string)
				words = append(words, text)
			}
		}
		if len(words) > 1 && words[0] == "operator" && words[1] == "server" {
			return true
		}
	}
	return false
}
