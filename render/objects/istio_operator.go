package objects

import "slices"

// IsIstioOperator reports whether a workload is Istio's operator
// (istio, manifests/charts/istio-operator of 1.9 to 1.23).
func (w Workload) IsIstioOperator() bool {
	for _, container := range w.Template().Spec().Containers().All() {
		var words []string
		for _, key := range [...]string{"command", "args"} {
			for _, word := range container.At(key).Items().All() {
				text, _ := word.Raw().(string)
				words = append(words, text)
			}
		}
		if len(words) > 1 && slices.Equal(words[:2], []string{"operator", "server"}) {
			return true
		}
	}
	return false
}
