package consequences

import (
	"reflect"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// tellMadePods tells of pods that istiod makes of a Gateway of the Gateway API, and makes
// anew: they have its labels and annotations, unless it has some for them apart, and what
// a ConfigMap puts over their Deployment (istio, pilot/pkg/config/kube/gatewaycommon,
// extractInfrastructureMetadata; istio-discovery/files/kube-gateway.yaml).
func (c *change) tellMadePods() {
	var names, labelled []string
	var of, ofLabels []*objects.Object
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || e.Maker != served.ControlPlane || old.Maker != served.ControlPlane {
			continue
		}
		name := e.Namespace + "/" + e.Name
		switch {
		case !reflect.DeepEqual(c.old.MadeTemplate(old), c.new.MadeTemplate(e)):
			names = append(names, name)
			of = append(of, e.Objects()...)
		case !slices.Equal(served.MadeMetadata(old), served.MadeMetadata(e)):
			labelled = append(labelled, name)
			ofLabels = append(ofLabels, e.Object)
		}
	}
	if len(names) > 0 {
		c.tell("pods-restart", Note, "the pods of "+quoted(names)+" are made anew, one after the other", "", of...)
	}
	if len(labelled) > 0 {
		c.tell("pods-restart", Note, "the pods of "+quoted(labelled)+" are made anew, one after the other, since istiod gives them the labels and annotations of their Gateways", "", ofLabels...)
	}
}
