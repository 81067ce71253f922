package align

import (
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
)

// What people change of an object on a cluster, by kubectl edit, patch or set, is in no record of
// what was applied. Of the kinds whose defaults are known it is what the object holds beyond those;
// of labels, annotations and other kinds it is what the managers of fields say kubectl wrote.

// writers know of the objects of a cluster what is by nobody's hand.
type writers struct {
	scaled map[manifest.ID]bool // Deployments whose number of pods an autoscaler writes
}

func newWriters(sides ...[]manifest.Manifest) writers {
	w := writers{map[manifest.ID]bool{}}
	for _, list := range sides {
		for i := range list {
			if id := list[i].ID(); id.Group == autoscalers.Group && id.Kind == autoscalers.Kind {
				target := list[i].Object.Object("spec").Object("scaleTargetRef")
				w.scaled[manifest.ID{Group: deployments.Group, Kind: target.Text("kind"), Namespace: id.Namespace, Name: target.Text("name")}] = true
			}
		}
	}
	return w
}

// written is what of an object somebody wrote, as far as that can be told without a record of what
// was applied; nil for nothing.
func (w writers) written(object manifest.Object) manifest.Object {
	managers := object.Object("metadata").List("managedFields")
	byHand, hasHand := writtenBy(managers, object.Object("metadata").Object("annotations").Text(compare.LastApplied) != "")
	var out manifest.Object
	if hasHand {
		out = owned(withoutServer(object), record{fields: byHand, isTree: true})
	}
	out = out.Without("metadata", "finalizers").Without("metadata", "ownerReferences")
	if len(managers) == 0 {
		out = asked(object)
	}
	for _, key := range []string{"spec", "data", "binaryData"} {
		if value, known := beyondDefaults(object, key); known {
			out = out.With(value, key)
		}
	}
	one := manifest.Manifest{Object: object}
	if w.scaled[one.ID()] || scaledBy(managers) {
		out = out.Without("spec", "replicas")
	}
	return withoutNotes(out)
}

// kubectlApply is the manager that kubectl apply is by, whose last-applied-configuration says more than its fields do.
const kubectlApply = "kubectl-client-side-apply"

// writtenBy are the fields that kubectl wrote other than by server-side apply, and whether there are any.
func writtenBy(managers []any, isRecorded bool) (fields manifest.Object, some bool) {
	for _, item := range managers {
		one, _ := item.(manifest.Object)
		name, part := one.Text("manager"), one.Text("subresource")
		if applies(one) || !strings.HasPrefix(name, "kubectl") || part != "" && part != "scale" || name == kubectlApply && isRecorded {
			continue
		}
		fields, some = merged(fields, one.Object("fieldsV1")), true
	}
	return fields, some
}

// scaledBy reports whether somebody else than a person wrote how many pods there are.
func scaledBy(managers []any) bool {
	return slices.ContainsFunc(managers, func(item any) bool {
		one, _ := item.(manifest.Object)
		spec := one.Object("fieldsV1").Object("f:spec")
		return one.Text("subresource") == "scale" && !strings.HasPrefix(one.Text("manager"), "kubectl") && spec.Get("f:replicas") != nil
	})
}

// owned is an object as far as a record has it.
func owned(object manifest.Object, of record) manifest.Object {
	out, _ := projectValue(object, nil, of, true).(manifest.Object)
	return out
}

// asked are the labels and annotations of an object that ask Istio, the API server or MetalLB for something,
// which no controller writes.
func asked(object manifest.Object) (out manifest.Object) {
	metadata := object.Object("metadata")
	for _, l := range metadata.Object("labels") {
		if object.Text("kind") == "Namespace" && (strings.HasPrefix(l.Key, "istio.io/") || l.Key == "istio-injection" || strings.HasPrefix(l.Key, "pod-security.kubernetes.io/")) {
			out = out.With(l.Value, "metadata", "labels", l.Key)
		}
	}
	for _, a := range metadata.Object("annotations") {
		if isRequest(a.Key) && object.Text("kind") == services.Kind {
			out = out.With(a.Value, "metadata", "annotations", a.Key)
		}
	}
	return out
}

// notes are the beginnings of labels and annotations that tools leave on objects for themselves.
var notes = [...]string{"kubectl.kubernetes.io/", "deployment.kubernetes.io/", "deprecated.daemonset.template.generation", "kubernetes.io/change-cause", "kubernetes.io/metadata.name",
	"metallb.io/ip-allocated-from-pool", "metallb.universe.tf/ip-allocated-from-pool"}

// withoutNotes is an object without those, its own and those of its pods.
func withoutNotes(object manifest.Object) manifest.Object {
	template := []string{"spec", "template", "metadata"}
	for _, at := range [][]string{{"metadata", "labels"}, {"metadata", "annotations"}, append(slices.Clone(template), "annotations")} {
		within := object
		for _, key := range at {
			within = within.Object(key)
		}
		for _, m := range within {
			if slices.ContainsFunc(notes[:], func(note string) bool { return strings.HasPrefix(m.Key, note) }) {
				object = object.Without(append(slices.Clone(at), m.Key)...)
			}
		}
		if left, is := objectAt(object, at); is && len(left) == 0 {
			object = object.Without(at...)
		}
	}
	if template := object.Object("spec").Object("template"); template.Get("metadata") != nil && len(template.Object("metadata")) == 0 {
		object = object.Without("spec", "template", "metadata")
	}
	return object
}

func objectAt(object manifest.Object, path []string) (manifest.Object, bool) {
	var value any = object
	for _, key := range path {
		o, _ := value.(manifest.Object)
		value = o.Get(key)
	}
	out, is := value.(manifest.Object)
	return out, is
}
