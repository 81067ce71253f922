package importing

import (
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/plan"
	"render/render/wording"
)

// tellGatewaySelector tells of a gateway's Deployment or DaemonSet that would get another selector
// than it has, as one of a chart that is called otherwise has; and how it keeps it, or goes over.
func (im *importer) tellGatewaySelector(t *tier) {
	if t.pods == nil || t.installed || im.standard || len(im.world.OfKind(objects.IstioInstall, "IstioOperator")) > 0 {
		return
	}
	label, _ := t.labels.Get("istio")
	rendered := manifest.Object{{Key: "app", Value: plan.ChartApp}, {Key: "istio", Value: label}}
	selector := selectorOf(t.pods.Members())
	labels := selector.Object("matchLabels")
	if len(selector) == 0 || len(selector) == 1 && len(labels) == len(rendered) && objects.Labels(labels).Match(objects.Labels(rendered)) {
		return
	}
	id := t.pods.ID()
	left := "its ReplicaSets"
	if id.Kind == "DaemonSet" {
		left = "its pods"
	}
	help := fmt.Sprintf("delete it alone before it is applied, kubectl delete %s %s -n %s --cascade=orphan, and what it leaves (%s) once the new pods run, before which nobody answers", strings.ToLower(id.Kind), id.Name, id.Namespace, left)
	if selector.Get("matchExpressions") == nil {
		help = "keep the old one by patches of an overlay, " + gatewayPatches(id.Kind, labels, rendered) + ", or " + help
	}
	im.tell(id, "spec.selector", fmt.Sprintf("becomes %s, and the API server refuses another one of a %s that is there; %s", wording.Quote("{matchLabels: "+flow(rendered)+"}"), id.Kind, help))
}

// gatewayPatches are JSON patches by which a gateway keeps the labels by which it is chosen.
func gatewayPatches(kind string, labels, rendered manifest.Object) string {
	patch, other := "{op: replace, path: /spec/selector/matchLabels, value: "+flow(labels)+"}", false
	out := "of the " + kind + " [" + patch
	for _, l := range labels {
		if value := rendered.Get(l.Key); value != l.Value {
			other = other || value != nil
			out += ", {op: add, path: /spec/template/metadata/labels/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(l.Key) + ", value: " + flow(l.Value) + "}"
		}
	}
	out += "]"
	if other {
		out += ", of its Service [{op: replace, path: /spec/selector, value: " + flow(labels) + "}] and of its PodDisruptionBudget, where it has one, [" + patch + "]"
	}
	return out
}
