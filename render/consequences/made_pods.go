package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"render/render/objects"
	"render/render/platform"
	"render/render/scripts"
	"render/render/served"
)

// tellMadePods tells of pods that istiod makes of a Gateway of the Gateway API, and makes
// anew: they have its labels and annotations, unless it has some for them apart, and what
// a ConfigMap puts over their Deployment (istio, pilot/pkg/config/kube/gatewaycommon,
// extractInfrastructureMetadata; istio-discovery/files/kube-gateway.yaml).
func (c *change) tellMadePods() {
	var names, labelled []string
	var of, ofLabels []*objects.Object
	over := map[[2]string][]*served.Entrance{}
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || e.Maker != served.ControlPlane || old.Maker != served.ControlPlane {
			continue
		}
		name := e.Namespace + "/" + e.Name
		switch was, is := c.old.RevisionOf(old), c.new.RevisionOf(e); {
		case was != is:
			over[[2]string{was, is}] = append(over[[2]string{was, is}], e)
		case !reflect.DeepEqual(c.old.MadeTemplate(old), c.new.MadeTemplate(e)):
			names = append(names, name)
			of = append(of, e.Objects()...)
		case !slices.Equal(served.MadeMetadata(old), served.MadeMetadata(e)):
			labelled = append(labelled, name)
			ofLabels = append(ofLabels, e.Object)
		}
	}
	c.tellOperatedPods()
	for _, revisions := range slices.SortedFunc(maps.Keys(over), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		c.tellOver(revisions[0], revisions[1], over[revisions])
	}
	if len(names) > 0 {
		c.tell("pods-restart", Note, "the pods of "+quoted(names)+" are made anew, one after the other", "", of...)
	}
	if len(labelled) > 0 {
		c.tell("pods-restart", Note, "the pods of "+quoted(labelled)+" are made anew, one after the other, since istiod gives them the labels and annotations of their Gateways", "", ofLabels...)
	}
}

// tellOver tells of gateways of the Gateway API that go over to the istiod of another revision: it makes
// their pods anew by itself, while the one of before may take the listeners from the old pods at
// once (see platform.ForgetsGateways).
func (c *change) tellOver(was, is string, list []*served.Entrance) {
	var names []string
	var of []*objects.Object
	for _, e := range list {
		names, of = append(names, e.Namespace+"/"+e.Name), append(of, e.Object)
		if n, ok := c.new.World.Namespace(e.Object.ID().Namespace); ok {
			of = append(of, n.Object())
		}
	}
	what := fmt.Sprintf("istiod of revision %s makes the pods of %s anew, one after the other, by itself", revisionName(is), quoted(names))
	ready := "see that istiod of revision " + revisionName(is) + " is ready"
	comes := c.new.Istio().By == served.Operator || c.new.Istio().By == served.Sail // with the change
	if comes {
		ready = "apply the stages up to istio alone, and wait until istiod of revision " + revisionName(is) + " is ready"
	}
	help := "before, " + ready + ", so that it is short"
	if comes && c.by != Kubectl {
		help = "it is short, since the stage istio is waited for"
	}
	switch from := c.old.Istio().Version; {
	case from.IsZero():
		c.tell("gateway-handed-over", Warning, what+"; where that of revision "+revisionName(was)+" is older than Istio 1.29.5, or 1.30.0 or 1.30.1, the old pods refuse new connections until then", help, of...)
	case platform.ForgetsGateways(from):
		c.tell("gateway-handed-over", Danger, what+"; from the change on the old pods refuse new connections, since that of revision "+revisionName(was)+" has no listeners for them any more", help+"; Istio 1.29.5, 1.30.2 and 1.31 leave the listeners", of...)
	default:
		c.tell("gateway-handed-over", Note, what, "", of...)
	}
	if c.by == Kubectl || !comes {
		c.steps.Does(beforehand, ready, scripts.SeeIstiod{Revision: cmp.Or(is, "default")})
	}
}

// tellOperatedPods tells of pods of gateways that Istio's operator makes anew as a changed IstioOperator says. What
// a person makes of one is told with the run of istioctl, and what another version makes anew with that version.
func (c *change) tellOperatedPods() {
	if !c.old.Operated || !c.new.Operated || c.old.Istio().Moves(c.new.Istio()) {
		return
	}
	for op := range c.new.World.IstioOperators() {
		o := op.Object()
		one := c.changes[o]
		if one == nil {
			continue
		}
		var names []string
		for _, e := range c.new.Entrances {
			if e.Object == o && c.old.ByService[e.Service] != nil && remakesGateways(one, e.Name) {
				names = append(names, e.Namespace+"/"+e.Name)
			}
		}
		if len(names) > 0 {
			c.tell("pods-restart", Note, "the operator makes the pods of "+quoted(names)+" anew, one after the other; "+longConnections, "", o)
		}
	}
}
