package objects

import "slices"

// namespaceName is the label that each namespace has of its name.
const namespaceName = "kubernetes.io/metadata.name"

// Admits reports whether routes of a namespace may attach to a listener. Labels are
// those of the namespace's object, where there is one, and the one of its name (istio,
// pilot/pkg/config/kube/gateway/conversion.go, namespacesFromSelector).
func (w *World) Admits(l Listener, namespace string) bool {
	allowed := l.AllowedNamespaces()
	switch from := allowed.From().Value(); {
	case from == "" || from == "Same":
		return l.Object().ID().Namespace == namespace
	case from == "None":
		return false
	case from == "All" || !allowed.Selector().Present():
		return true
	}
	return allowed.Selector().Match(w.namespaceLabels(namespace))
}

// AllowsListeners reports whether ListenerSets of a namespace may add to a Gateway; unless
// it says so none may (istio, pilot/pkg/config/kube/gatewaycommon/gateway_utils.go,
// NamespaceAcceptedByAllowListeners).
func (w *World) AllowsListeners(g KubernetesGateway, namespace string) bool {
	allowed := g.AllowedListeners()
	switch from := allowed.From().Value(); {
	case from == "All":
		return true
	case from == "Same":
		return namespace == g.ID().Namespace
	case from != "Selector" && from != "" || !allowed.Selector().Present():
		return false
	}
	return allowed.Selector().Match(w.namespaceLabels(namespace))
}

func (w *World) namespaceLabels(name string) Labels {
	labels := Labels{{Key: namespaceName, Value: name}}
	if n, ok := w.Namespace(name); ok {
		return labels.With(n.Metadata().Labels().Labels())
	}
	return labels
}

// AdmittedNamespaces are those that Admits, sorted, among all that objects are or are
// in; AnyNamespace for whichever.
func (w *World) AdmittedNamespaces(l Listener) []string {
	allowed := l.AllowedNamespaces()
	switch from := allowed.From().Value(); {
	case from == "" || from == "Same":
		return []string{l.Object().ID().Namespace}
	case from == "All" || from != "None" && !allowed.Selector().Present():
		return []string{AnyNamespace}
	}
	seen := map[string]bool{}
	for o := range w.All() {
		if id := o.ID(); id.Namespace != "" {
			seen[id.Namespace] = true
		} else if id.Group == Core && id.Kind == "Namespace" {
			seen[id.Name] = true
		}
	}
	var out []string
	for name := range seen {
		if w.Admits(l, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// AnyNamespace stands for all of them.
const AnyNamespace = "*"
