package objects

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/platform"
)

// InjectedBy is which control plane puts a sidecar into the pods of a workload; not ok
// where none does, or they are none of Istio's to touch
// (istio, manifests/charts/istio-control/istio-discovery, mutatingwebhook.yaml).
func (w *World) InjectedBy(o Workload) (revision string, ok bool) {
	pod := o.Template()
	labels := pod.Metadata().Labels()
	own := cmp.Or(labels.Text(injectSidecar).Value(), pod.Metadata().Annotations().Text(injectSidecar).Value())
	if own == "false" || pod.Spec().HostNetwork() || platform.NeverInjected(o.ID().Namespace) {
		return "", false
	}
	space, namespaced := w.InjectedIn(o.ID().Namespace)
	switch {
	case space == "disabled":
		return "", false
	case namespaced:
		return space, true
	case labels.Text("istio.io/rev").Value() != "":
		return labels.Text("istio.io/rev").Value(), true
	}
	return "default", labels.Text(injectSidecar).Value() == "true" // of an annotation no webhook is called
}

const injectSidecar = "sidecar.istio.io/inject"

// InjectedIn is which control plane puts sidecars into all pods of a namespace, or
// "disabled"; not ok where the pods say it themselves. Of two labels
// istio-injection counts.
func (w *World) InjectedIn(name string) (revision string, ok bool) {
	n, there := w.Namespace(name)
	if !there {
		return "", false
	}
	labels := n.Metadata().Labels()
	switch text := labels.Text("istio-injection").Value(); text {
	case "enabled":
		return "default", true
	case "":
	default:
		return "disabled", false
	}
	revision = labels.Text("istio.io/rev").Value()
	return revision, revision != ""
}

// HasSidecar reports whether the pods of a workload have a sidecar: one that is written, or injected.
func (w *World) HasSidecar(o Workload) bool {
	for _, c := range o.Template().Spec().Containers().All() {
		if c.Name().Value() == "istio-proxy" {
			return true
		}
	}
	_, ok := w.InjectedBy(o)
	return ok
}

// InAmbient reports whether ztunnel, of the node, takes the connections to the pods of a workload: where neither
// has said otherwise than their namespace, and they have no sidecar, which goes before it
// (https://istio.io/latest/docs/ambient/usage/add-workloads/).
func (w *World) InAmbient(o Workload) bool {
	const mode = "istio.io/dataplane-mode"
	if o.Template().Spec().HostNetwork() || w.HasSidecar(o) {
		return false
	}
	own := o.Template().Metadata().Labels().Text(mode).Value()
	if n, ok := w.Namespace(o.ID().Namespace); ok && own == "" {
		own = n.Metadata().Labels().Text(mode).Value()
	}
	return own == "ambient"
}

// PassesSidecar reports whether connections to a port of pods are not the sidecar's, by what the pods ask of
// whoever injects it (https://istio.io/latest/docs/reference/config/annotations/).
func (o Workload) PassesSidecar(port int64) bool {
	asked := o.Template().Metadata().Annotations()
	has := func(key string) bool {
		return slices.ContainsFunc(strings.Split(asked.Text(key).Value(), ","), func(one string) bool {
			return strings.TrimSpace(one) == strconv.FormatInt(port, 10)
		})
	}
	const taken = "traffic.sidecar.istio.io/includeInboundPorts"
	return has("traffic.sidecar.istio.io/excludeInboundPorts") || asked.Text(taken).Present() && asked.Text(taken).Value() != "*" && !has(taken)
}

// Strict is the PeerAuthentication by which a sidecar takes mutual TLS alone on a port of pods: by what is for
// them, for their namespace, or for the mesh; not ok where it takes plain text too. What is beside, on the
// cluster alone, is older, and of several for the same the oldest holds.
func (w *World) Strict(beside []*Object, namespace string, pods Labels, port int64) (by PeerAuthentication, ok bool) {
	rank, own, root := 0, "", w.RootNamespace()
	for _, o := range slices.Concat(beside, w.OfKind(IstioSecurity, "PeerAuthentication")) {
		if o.ID().Kind != "PeerAuthentication" {
			continue
		}
		a, one := PeerAuthentication{o.Resource()}, 0
		switch selector := a.Selector().Labels(); {
		case a.ID().Namespace == namespace && len(selector) > 0 && pods.Match(selector):
			one = 3
		case a.ID().Namespace == namespace && len(selector) == 0:
			one = 2
		case a.ID().Namespace == root && len(selector) == 0:
			one = 1
		}
		if one == 3 && own == "" {
			if own = a.PortMode(port).Value(); own != "" && own != "UNSET" {
				return a, own == "STRICT"
			}
		}
		if mode := a.Mode().Value(); one > rank && mode != "" && mode != "UNSET" {
			by, rank = a, one
		}
	}
	return by, rank > 0 && by.Mode().Value() == "STRICT"
}
