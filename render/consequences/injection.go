package consequences

import (
	"cmp"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/platform"
)

// injected is which control plane puts a proxy into the pods of a workload; not ok
// where none does, or they are none of Istio's to touch
// (istio, manifests/charts/istio-control/istio-discovery, mutatingwebhook.yaml).
func (s *side) injected(w objects.Workload) (revision string, ok bool) {
	labels := w.Template().Metadata().Labels()
	own := cmp.Or(labels.Text("sidecar.istio.io/inject").Value(), w.Template().Metadata().Annotations().Text("sidecar.istio.io/inject").Value())
	if own == "false" || w.Template().Spec().HostNetwork() || platform.NeverInjected(w.ID().Namespace) {
		return "", false
	}
	space, namespaced := s.injectedIn(w.ID().Namespace)
	switch {
	case space == "disabled":
		return "", false
	case namespaced:
		return space, true
	case labels.Text("istio.io/rev").Value() != "":
		return labels.Text("istio.io/rev").Value(), true
	}
	return "default", own == "true"
}

// injectedIn is which control plane puts proxies into all pods of a namespace, or
// "disabled"; not ok where the pods say it themselves. Of two labels
// istio-injection counts.
func (s *side) injectedIn(name string) (revision string, ok bool) {
	n, there := s.World.Namespace(name)
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

// restarting is why pods of a workload are made anew by themselves.
func (c *change) restarting(o *objects.Object) bool {
	one := c.changes[o]
	if one == nil || one.Old == nil || one.New == nil {
		return one != nil
	}
	for _, f := range one.Fields {
		if f.Path.Has("spec", "template") {
			return true
		}
	}
	return false
}

// titleOf is a workload as a message names it.
func titleOf(w objects.Workload) string { return w.ID().Namespace + "/" + w.ID().Name }

// Restarting is the command that makes pods anew, of which what is left out. Flux takes back what kubectl's
// own managers of fields wrote, the time of a restart too, with which the pods would be made
// anew once more; it leaves what has this manager (fluxcd/website, the FAQ).
func (by Applier) Restarting() string {
	if by == Flux {
		return "kubectl rollout restart --field-manager=flux-client-side-apply"
	}
	return "kubectl rollout restart"
}

// restart is the command that makes the pods of workloads of one namespace anew.
func (by Applier) restart(namespace string, list []objects.Workload) string {
	var names, kinds []string
	for _, w := range list {
		if kind := strings.ToLower(w.ID().Kind); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
		names = append(names, strings.ToLower(w.ID().Kind)+"/"+w.ID().Name)
	}
	if len(names) > maxRun { // all of the namespace
		names = []string{strings.Join(kinds, ",")}
	}
	return by.Restarting() + " " + strings.Join(names, " ") + " -n " + namespace
}
