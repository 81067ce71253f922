package importing

import (
	"cmp"
	"fmt"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
	"render/render/plan"
	"render/render/wording"
)

// tellGatewaySelector tells of a gateway's Deployment or DaemonSet that would get another selector
// than it has, as one of a chart that is called otherwise has; and how it keeps it, or goes over.
func (im *importer) tellGatewaySelector(t *tier) {
	im.tellLabelled(t)
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
	im.tell(id, "spec.selector", fmt.Sprintf("becomes %s, and the API server refuses another one of a %s that is there; %s", wording.Quote("{matchLabels: "+document.Flow(rendered)+"}"), id.Kind, help))
}

// gatewayPatches are JSON patches by which a gateway keeps the labels by which it is chosen.
func gatewayPatches(kind string, labels, rendered manifest.Object) string {
	patch, other := "{op: replace, path: /spec/selector/matchLabels, value: "+document.Flow(labels)+"}", false
	out := "of the " + kind + " [" + patch
	for _, l := range labels {
		if value := rendered.Get(l.Key); value != l.Value {
			other = other || value != nil
			out += ", {op: add, path: /spec/template/metadata/labels/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(l.Key) + ", value: " + document.Flow(l.Value) + "}"
		}
	}
	out += "]"
	if other {
		out += ", of its Service [{op: replace, path: /spec/selector, value: " + document.Flow(labels) + "}] and of its PodDisruptionBudget, where it has one, [" + patch + "]"
	}
	return out
}

// tellLabelled tells of a gateway of an IstioOperator by how it keeps a label by which the chart
// chooses its pods, which no field of a topology says.
func (im *importer) tellLabelled(t *tier) {
	app, is := t.labels.Get("app")
	if !t.installed || !is || app == plan.ChartApp || im.standard {
		return
	}
	id := manifest.ID{Group: objects.IstioInstall, Kind: "IstioOperator", Namespace: im.rooted, Name: UsualPlane}
	if plane := im.world.OfKind(objects.IstioInstall, "IstioOperator"); len(plane) > 0 {
		id = plane[0].ID()
	}
	patch := fmt.Sprintf("{apiVersion: install.istio.io/v1alpha1, kind: IstioOperator, metadata: {name: %s, namespace: %s}, spec: {components: {ingressGateways: [{name: %s, label: {app: %s}}]}}}",
		document.Flow(id.Name), document.Flow(cmp.Or(id.Namespace, im.rooted)), document.Flow(t.workload), document.Flow(app))
	im.tell(id, "spec.components.ingressGateways["+t.workload+"].label.app", fmt.Sprintf("becomes %s, and the API server refuses another selector of a Deployment that is there; keep it by a patch of an overlay, \"patches: [{patch: '%s'}]\", or delete the Deployment before istioctl installs, or right behind what the operator is to follow, and its pods are gone meanwhile", wording.Quote(plan.ChartApp), patch))
}
