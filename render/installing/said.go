package installing

import (
	"reflect"
	"slices"

	"render/render/manifest"
)

// end has the item say what was made of it.
func (m *making) end() *Gateway {
	service, deployment := m.objects["Service"], m.objects["Deployment"]
	g := &Gateway{
		Pods:     deployment.Object("spec").Object("template").Object("metadata").Object("labels"),
		Deployed: deployment.Object("spec").Object("selector").Object("matchLabels"),
		Selector: service.Object("spec").Object("selector"),
	}
	out := m.item
	for i := range places {
		if p := &places[i]; m.touched[p.key] {
			out = m.said(out, p)
		}
	}
	g.Item = m.labelled(out, g)
	g.Patches = m.patches
	if overlays := m.remaining(); len(overlays) > 0 {
		g.Item = g.Item.With(overlays, "k8s", "overlays")
	} else {
		g.Item = g.Item.Without("k8s", "overlays")
	}
	return g
}

// said is an item with what became of a member of k8s.
func (m *making) said(item manifest.Object, p *place) manifest.Object {
	var value any = m.objects[p.kind]
	for _, step := range stepsOf(p.path) {
		switch at := value.(type) {
		case manifest.Object:
			value = at.Get(step)
		case []any:
			if i := itemOf(at, step[1:len(step)-1]); i >= 0 && i < len(at) {
				value = at[i]
			} else {
				value = nil
			}
		default:
			value = nil
		}
	}
	if object, is := value.(manifest.Object); is {
		value = m.withoutUsual(object, p.key)
	}
	if object, is := value.(manifest.Object); value == nil || is && len(object) == 0 {
		return item.Without("k8s", p.key)
	}
	return item.With(value, "k8s", p.key)
}

// withoutUsual is what an item says of an object without that which it need not say.
func (m *making) withoutUsual(object manifest.Object, key string) manifest.Object {
	was := m.item.Object("k8s").Object(key)
	switch key {
	case "service":
		if kind := object.Get("type"); kind == nil {
			object = object.With("ClusterIP", "type")
		} else if was.Get("type") == nil && kind == "LoadBalancer" {
			object = object.Without("type")
		}
		if was.Get("ports") == nil && reflect.DeepEqual(object.List("ports"), chartPorts()) {
			object = object.Without("ports")
		}
		object = object.Without("selector")
		if own := was.Get("selector"); own != nil {
			object = object.With(own, "selector")
		}
	case "podDisruptionBudget":
		if was.Get("selector") == nil {
			object = object.Without("selector")
		}
	case "hpaSpec":
		if target := object.Object("scaleTargetRef"); target.Text("kind") != "" && target.Text("kind") != "Deployment" || target.Text("name") != m.item.Text("name") {
			break
		}
		object = object.Without("scaleTargetRef")
	}
	return object
}

// labelled is an item with the labels that all objects of its gateway have in common; the patches
// of others are left.
func (m *making) labelled(item manifest.Object, g *Gateway) manifest.Object {
	was := over(m.chart, m.item.Object("label"))
	labels := over(was, g.Pods)
	for _, l := range labels {
		value := g.Pods.Get(l.Key)
		if value == nil || !same(value, g.Deployed.Get(l.Key)) || !same(value, g.Selector.Get(l.Key)) || same(value, was.Get(l.Key)) {
			continue
		}
		if same(value, m.chart.Get(l.Key)) {
			item = item.Without("label", l.Key)
		} else {
			item = item.With(value, "label", l.Key)
		}
	}
	said := over(m.chart, item.Object("label"))
	for i := range m.patches {
		if p := &m.patches[i]; p.Field == "label" && !m.isSaid(p, said) {
			p.Field = ""
		}
	}
	return item
}

// isSaid reports whether what a patch of labels makes is what the item's own labels make.
func (m *making) isSaid(p *Patch, said manifest.Object) bool {
	steps, key := p.steps, labelOf(p.Kind, p.steps)
	if last := steps[len(steps)-1]; key == "*" && last == "labels" {
		return false // the chart gives others too
	}
	if key != "*" {
		steps = steps[:len(steps)-1]
	}
	labels := m.objects[p.Kind]
	for _, step := range steps {
		labels = labels.Object(step)
	}
	if key != "*" {
		return same(labels.Get(key), said.Get(key))
	}
	return len(labels) == len(said) && !slices.ContainsFunc(said, func(l manifest.Member) bool { return !same(labels.Get(l.Key), l.Value) })
}

func same(a, b any) bool { return reflect.DeepEqual(a, b) }

// remaining are the overlays with those patches that the item does not say.
func (m *making) remaining() (out []any) {
	left := map[int][]any{}
	for _, p := range m.patches {
		if p.Field == "" {
			left[p.overlay] = append(left[p.overlay], p.patch)
		}
	}
	for i, one := range m.item.Object("k8s").List("overlays") {
		if overlay, _ := one.(manifest.Object); len(left[i]) > 0 {
			out = append(out, overlay.With(left[i], "patches"))
		}
	}
	return out
}
