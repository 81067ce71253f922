package served

import (
	"slices"

	"render/render/format"
	"render/render/nodes"
	"render/render/objects"
)

// AnnouncingNodes are those that may announce a pool's addresses, by its advertisements and others that
// are there too; nil for all. Those of a router's sessions are not left out, so that these may be more
// than do.
func (s *Side) AnnouncingNodes(p *Pool, others []*objects.Object) (out []nodes.Term) {
	for _, o := range append(s.Advertisements(p), others...) {
		chosen := o.Advertisement().NodeSelectors()
		if chosen.Len() == 0 {
			return nil
		}
		for _, one := range chosen.All() {
			out = append(out, append(equal(one.MatchLabels()), required(one.At("matchExpressions"), "")...))
		}
	}
	return out
}

// RunningNodes are those on which pods of an entrance may run, by what they have to be like
// (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node); nil where that may be all,
// or is not known.
func (s *Side) RunningNodes(e *Entrance) (out []nodes.Term) {
	for _, spec := range s.placed(e) {
		selected := equal(objects.LabelMap{Field: spec.At("nodeSelector")})
		terms := spec.At("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").Items()
		if terms.Len() == 0 {
			if len(selected) == 0 {
				return nil
			}
			out = append(out, selected)
		}
		for _, one := range terms.All() {
			all := slices.Concat(required(one.At("matchExpressions"), ""), required(one.At("matchFields"), format.HostnameLabel))
			if len(all) > 0 { // one without any chooses no node
				out = append(out, slices.Concat(selected, all))
			}
		}
	}
	return out
}

// placed are what says where pods of an entrance run.
func (s *Side) placed(e *Entrance) (out []objects.Field) {
	switch e.Maker {
	case Installer:
		for g := range s.World.InstalledGateways() {
			if g.Home == e.Namespace && g.Name().Value() == e.Name {
				out = append(out, g.K8s().Field)
			}
		}
	case ControlPlane:
		ref := objects.KubernetesGateway{Resource: e.Object.Resource()}.Infrastructure().ParametersRef()
		if patch, ok := s.World.DeploymentPatch(e.Object.ID().Namespace, ref.Name().Value()); ok && ref.Kind().Value() == "ConfigMap" {
			out = append(out, patch.Template().Spec().Field)
		}
	default:
		for w := range s.World.PodsOf(e.Namespace, e.Pods) {
			out = append(out, w.Template().Spec().Field)
		}
	}
	return out
}

// equal is that labels of nodes have values.
func equal(labels objects.LabelMap) (out nodes.Term) {
	for key, text := range labels.All() {
		out = append(out, nodes.Equal(key, text.Value()))
	}
	return out
}

// required are requirements as they are written; key stands for each key, if it is not "": the one field
// of a node that there is to match is its name.
func required(list objects.Field, key string) (out nodes.Term) {
	for _, one := range list.Items().All() {
		e := objects.LabelExpression{Field: one}
		r := nodes.Requirement{Key: key, Operator: e.Operator().Value(), Values: objects.TextsOf(e.Values())}
		if key == "" {
			r.Key = e.Key().Value()
		}
		out = append(out, r)
	}
	return out
}
