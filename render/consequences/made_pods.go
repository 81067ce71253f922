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
		case !reflect.DeepEqual(c.old.madeTemplate(old), c.new.madeTemplate(e)):
			names = append(names, name)
			of = append(of, e.Objects()...)
		case !slices.Equal(madeMetadata(old), madeMetadata(e)):
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

// madeTemplate is what a ConfigMap says of the pods of a gateway that istiod makes; nil
// for nothing.
func (s *side) madeTemplate(e *served.Entrance) any {
	ref := objects.KubernetesGateway{Resource: e.Object.Resource()}.Infrastructure().ParametersRef()
	if ref.Kind().Value() != "ConfigMap" {
		return nil
	}
	patch, ok := s.World.DeploymentPatch(e.Object.ID().Namespace, ref.Name().Value())
	if !ok {
		return nil
	}
	return patch.Template().Raw()
}

// notPods are annotations of a Gateway that its pods do not get.
var notPods = []string{"kubectl.kubernetes.io/last-applied-configuration", "gateway.istio.io/name-override", "gateway.istio.io/service-account", "gateway.istio.io/controller-version"}

// madeMetadata are the labels and annotations that a Gateway gives its pods, in order.
func madeMetadata(e *served.Entrance) []string {
	g := objects.KubernetesGateway{Resource: e.Object.Resource()}
	labels, notes := g.Metadata().Labels(), g.Metadata().Annotations()
	if own := g.Infrastructure().Labels(); own.Present() {
		labels = own
	}
	if own := g.Infrastructure().Annotations(); own.Present() {
		notes = own
	}
	var out []string
	for key, text := range labels.All() {
		out = append(out, "label "+key+"="+text.Value())
	}
	for key, text := range notes.All() {
		if !slices.Contains(notPods, key) {
			out = append(out, "annotation "+key+"="+text.Value())
		}
	}
	slices.Sort(out)
	return out
}
