package served

import "render/render/objects"

// Entries are the Services by which clients come in on any of some sides: those that
// are open to outside, and those of type ClusterIP before the pods of a Gateway, which
// something else outside leads to. A change of the type takes none out.
func Entries(sides ...*objects.World) map[Service]bool {
	out := map[Service]bool{}
	for _, w := range sides {
		var inside []Service
		var pods objects.LabelIndex
		for one := range w.Services() {
			name, selector := Service{one.ID().Namespace, one.ID().Name}, one.Selector().Labels()
			switch kind := one.Type().Value(); {
			case kind == "LoadBalancer" || kind == "NodePort":
				out[name] = true
			case len(selector) > 0 && kind != "ExternalName":
				inside = append(inside, name)
				pods.Add("", labelsBehind(w, name.Namespace, selector))
			}
		}
		for g := range w.Gateways() {
			selector := g.Selector().Labels()
			if len(selector) == 0 {
				continue // it chooses all gateways, and not the pods of apps
			}
			for n := range pods.Match("", selector) {
				out[inside[n]] = true
			}
		}
	}
	return out
}

// labelsBehind are those of the pods that a Service chooses, what it chooses them by
// where they are not there.
func labelsBehind(w *objects.World, namespace string, selector objects.Labels) objects.Labels {
	for workload := range w.PodsOf(namespace, selector) {
		return workload.Template().Metadata().Labels().Labels()
	}
	return selector
}
