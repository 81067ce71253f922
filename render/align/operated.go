package align

import "render/render/objects"

// operatorOf is Istio's operator of a cluster; nil where it is not there.
func operatorOf(live *objects.World, ends ending) *objects.Object {
	for w := range live.Workloads() {
		o := w.Object()
		if w.IsIstioOperator() && !isGoing(o.Members()) && !ends[o.ID().Namespace] && len(o.Members().Object("metadata").List("ownerReferences")) == 0 {
			return o
		}
	}
	return nil
}
