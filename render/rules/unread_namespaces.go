package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/schemas"
	"render/render/wording"
)

// checkDiscovered finds a namespace that none of the mesh's discoverySelectors chooses: istiod
// reads nothing in it.
func (v *verdict) checkDiscovered(setting any) {
	selectors, _ := setting.([]any)
	if len(selectors) == 0 {
		return
	}
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		for _, name := range v.namespacesOf(t) {
			n := v.knownLabels(name)
			if slices.ContainsFunc(selectors, func(s any) bool { return schemas.SelectorOf(s).MayMatch(n.label) }) {
				continue
			}
			v.fail("istiod-unread", v.doc.Istio.MeshConfig.Origin, fmt.Sprintf("none of discoverySelectors chooses namespace %s, and istiod reads nothing there: tier %s needs it", wording.Quote(name), wording.Quote(t.Written.Name.Value)),
				n.cure(schemas.SelectorOf(selectors[0])), format.Or(n.origin, t.Written.Name.Origin))
			return
		}
	}
}

// namespacesOf are those in which istiod has to read something of a tier.
func (v *verdict) namespacesOf(t *plan.Tier) []string {
	out := []string{t.GatewayNamespace, t.GatewaysIn}
	for a := range t.Routers() {
		if len(a.Own)+len(a.Connections) > 0 {
			out = append(out, a.Namespace)
			if _, namespace := a.ServiceAt(); namespace != "" {
				out = append(out, namespace)
			}
		}
	}
	return out
}

// labelled is a namespace, as far as its labels are known.
type labelled struct {
	name   string
	labels map[string]string
	whole  bool // it has no others, but those that Istio and Kubernetes read
	origin format.Origin
}

// knownLabels are a namespace's. Of one that somebody else makes its name alone is known.
func (v *verdict) knownLabels(name string) *labelled {
	out := &labelled{name: name, labels: map[string]string{"kubernetes.io/metadata.name": name}, whole: true}
	for i := range v.doc.Namespaces {
		n := &v.doc.Namespaces[i]
		if n.Name.Value != name {
			continue
		}
		out.origin, out.whole = n.Name.Origin, !n.Create.IsSet() || n.Create.Value
		for _, l := range n.Labels {
			out.labels[l.Key.Value] = l.Value.Value
		}
	}
	for _, l := range v.doc.Labels {
		out.labels[l.Key.Value] = l.Value.Value
	}
	return out
}

// label is one of the namespace's, if it has it and that is known. Those that Istio and
// Kubernetes read, and render's own, follow from what is not looked at here.
func (n *labelled) label(key string) (value string, has, known bool) {
	value, has = n.labels[key]
	prefix, _, _ := strings.Cut(key, "/")
	others := key == "istio-injection" || slices.Contains([]string{"istio.io", "pod-security.kubernetes.io", "app.kubernetes.io"}, prefix)
	return value, has, has || n.whole && !others
}

// cure is to have the namespace chosen: by labels, where a selector asks for such.
func (n *labelled) cure(s schemas.Selector) string {
	labels, alone := s.Labels()
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		alone = alone && !strings.HasPrefix(key, "kubernetes.io/")
		parts = append(parts, format.YAMLWord(key)+": "+format.YAMLWord(labels[key]))
	}
	const there = "have one of discoverySelectors choose it"
	switch text := "labels: {" + strings.Join(parts, ", ") + "}"; {
	case !n.whole || !alone:
		return there
	case n.origin.IsSet():
		return fmt.Sprintf("write %s at that namespace in namespaces, or %s", text, there)
	default:
		return fmt.Sprintf("write namespaces: [{name: %s, %s}] beside tiers, or %s", n.name, text, there)
	}
}
