package objects

import (
	"iter"
	"slices"
	"strings"

	"render/render/manifest"
)

// Workload is an object that makes pods from a template, or a Pod itself: a
// Deployment, a StatefulSet, a CronJob, or any other kind that is built like them
// (https://kubernetes.io/docs/concepts/workloads/).
type Workload struct{ Resource }

// Workload is the object seen as one that makes pods, whether it does or not.
func (o *Object) Workload() Workload { return Workload{o.Resource()} }

// podTemplate is what an object makes pods from, and whether it does: there is a
// list of containers in it.
func podTemplate(o *Object) (manifest.Object, bool) {
	template := o.members
	switch spec, _ := o.spec.(manifest.Object); {
	case o.id.Group == IstioNetworking, o.id.Kind == "Service" && o.id.Group == Core: // the many that make none
		return nil, false
	case isPod(o):
		return template, true
	case isCronJob(o):
		template = spec.Object("jobTemplate").Object("spec").Object("template")
	default:
		template = spec.Object("template")
	}
	_, ok := template.Object("spec").Get("containers").([]any)
	return template, ok
}

func isPod(o *Object) bool     { return o.id.Kind == "Pod" && o.id.Group == Core }
func isCronJob(o *Object) bool { return o.id.Kind == "CronJob" && o.id.Group == Batch }

// Workloads are all that make pods.
func (w *World) Workloads() iter.Seq[Workload] {
	w.Pods()
	return views(w.workloads, (*Object).Workload)
}

// PodsOf are the workloads in a namespace whose pods a selector chooses, in their
// order; an empty selector chooses all.
func (w *World) PodsOf(namespace string, selector Labels) iter.Seq[Workload] {
	return func(yield func(Workload) bool) {
		for n := range w.Pods().Match(namespace, selector) {
			if !yield(w.workloads[n].Workload()) {
				return
			}
		}
	}
}

// Pods are the labels of the pods of all workloads, in the order of Workloads.
func (w *World) Pods() *LabelIndex {
	if w.pods != nil {
		return w.pods
	}
	w.pods = &LabelIndex{}
	for i := range w.objects {
		o := &w.objects[i]
		if template, ok := podTemplate(o); ok {
			metadata := template.Object("metadata")
			w.workloads = append(w.workloads, o)
			w.pods.Add(o.id.Namespace, Labels(metadata.Object("labels")))
			if isGateway(metadata) {
				w.gateways = append(w.gateways, o)
			}
		}
	}
	return w.pods
}

// Deployment is a Deployment by its name.
func (w *World) Deployment(namespace, name string) (Workload, bool) {
	return named(w, manifest.ID{Group: Apps, Kind: "Deployment", Namespace: namespace, Name: name}, (*Object).Workload)
}

// Selector chooses the pods that it takes for its own.
func (w Workload) Selector() LabelSelector {
	return LabelSelector{w.Spec().member("selector", Mapping)}
}

// Replicas is how many pods there are to be.
func (w Workload) Replicas() Number { return w.Spec().number("replicas") }

// Template is what its pods are made from.
func (w Workload) Template() PodTemplate {
	switch {
	case isPod(w.object):
		return PodTemplate{w.Field}
	case isCronJob(w.object):
		return PodTemplate{w.Spec().member("jobTemplate", Mapping).member("spec", Mapping).member("template", Mapping)}
	}
	return PodTemplate{w.Spec().member("template", Mapping)}
}

// gatewayTemplate is the annotation of pods by which istiod makes them gateways
// (istio, manifests/charts/istio-control/istio-discovery/files/gateway-injection-template.yaml).
const gatewayTemplate = "inject.istio.io/templates"

// GatewayWorkloads are those whose pods istiod makes gateways of.
func (w *World) GatewayWorkloads() iter.Seq[Workload] {
	w.Pods()
	return views(w.gateways, (*Object).Workload)
}

func isGateway(metadata manifest.Object) bool {
	names := metadata.Object("annotations").Text(gatewayTemplate)
	return names != "" && slices.ContainsFunc(strings.Split(names, ","), func(name string) bool { return strings.TrimSpace(name) == "gateway" })
}

// IsGateway reports whether pods are a gateway's: istiod makes them one, or they are written so.
func (w Workload) IsGateway() bool {
	for _, c := range w.Template().Spec().Containers().All() {
		if args := c.At("args").Items(); args.Len() > 1 && args.Item(0).Raw() == "proxy" && args.Item(1).Raw() == "router" {
			return true
		}
	}
	names := w.Template().Metadata().Annotations().Text(gatewayTemplate).Value()
	return slices.ContainsFunc(strings.Split(names, ","), func(name string) bool { return strings.TrimSpace(name) == "gateway" })
}

// PodTemplate is what pods are made from; of a Pod, itself.
type PodTemplate struct{ Field }

// Metadata has the pods' labels and annotations.
func (t PodTemplate) Metadata() Metadata { return Metadata{t.member("metadata", Mapping)} }

// Spec is what is in them.
func (t PodTemplate) Spec() PodSpec { return PodSpec{t.member("spec", Mapping)} }

// PodSpec is what is in a pod.
type PodSpec struct{ Field }

// Containers are the containers.
func (s PodSpec) Containers() List[Container] { return containers(s.Field, "containers") }

// HostNetwork reports whether pods have the network of their node.
func (s PodSpec) HostNetwork() bool { return s.At("hostNetwork").Raw() == true }

// InitContainers run before them.
func (s PodSpec) InitContainers() List[Container] { return containers(s.Field, "initContainers") }

// ServiceAccountName is whom the pod is in the cluster.
func (s PodSpec) ServiceAccountName() Text { return s.text("serviceAccountName") }

func containers(f Field, key string) List[Container] {
	return listOf(f.member(key, Sequence), Mapping, func(f Field) Container { return Container{f} })
}

// Container is a container of a pod.
type Container struct{ Field }

// Name is one in its pod.
func (c Container) Name() Text { return c.text("name") }

// Image is what it runs.
func (c Container) Image() Text { return c.text("image") }

// Ports are what it says that it listens on; it may listen on others.
func (c Container) Ports() List[ContainerPort] {
	return listOf(c.member("ports", Sequence), Mapping, func(f Field) ContainerPort { return ContainerPort{f} })
}

// ContainerPort is a port that a container listens on.
type ContainerPort struct{ Field }

// Name is one in its pod.
func (p ContainerPort) Name() Text { return p.text("name") }

// Number is the port's number.
func (p ContainerPort) Number() Number { return p.number("containerPort") }

// PodDisruptionBudget bounds how many of some pods may be away
// (https://kubernetes.io/docs/tasks/run-application/configure-pdb/).
type PodDisruptionBudget struct{ Resource }

// PodDisruptionBudget is the object seen as one.
func (o *Object) PodDisruptionBudget() PodDisruptionBudget { return PodDisruptionBudget{o.Resource()} }

// Selector chooses the pods, in its namespace.
func (b PodDisruptionBudget) Selector() LabelSelector {
	return LabelSelector{b.Spec().member("selector", Mapping)}
}
