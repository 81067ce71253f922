package align

import (
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/plan"
)

// gateway is one of an IstioOperator, and what a cluster has of it.
type gateway struct {
	*installer
	name, namespace string
	want            manifest.Object // its item
	of              map[Kind]manifest.Object
	left            bool // nothing wants it
}

// gateway finds what a cluster has of an item.
func (i *installer) gateway(want manifest.Object) *gateway {
	g := &gateway{installer: i, name: want.Text("name"), namespace: want.Text("namespace"), want: want, of: map[Kind]manifest.Object{}}
	if g.namespace == "" {
		g.namespace = i.home
	}
	for _, kind := range [...]Kind{services, deployments, autoscalers} {
		g.of[kind] = i.find(kind, g.namespace, g.name)
	}
	return g
}

// part is what an item says below k8s, and by which object of the gateway it is told.
type part struct {
	key  string
	kind Kind
	of   func(g *gateway, object manifest.Object, want any) any // nil where it says nothing
}

var parts = [...]part{
	{"affinity", deployments, affinityOf},
	{"env", deployments, environmentOf},
	{"hpaSpec", autoscalers, scalingOf},
	{"nodeSelector", deployments, selectorOf},
	{"podAnnotations", deployments, podNotesOf},
	{"replicaCount", deployments, replicasOf},
	{"resources", deployments, resourcesOf},
	{"service", services, serviceOf},
	{"serviceAnnotations", services, serviceNotesOf},
	{"tolerations", deployments, tolerationsOf},
}

// entry is the item as the cluster has it; nil where the gateway is not there.
func (g *gateway) entry() manifest.Object {
	service, pods := g.of[services], g.of[deployments]
	asked := g.asked(services) && g.asked(deployments)
	enabled, said := g.want.Get("enabled").(bool)
	if service == nil && pods == nil {
		if said && !enabled {
			return g.want
		}
		if !asked {
			g.partly.Lacking = append(g.partly.Lacking, g.path(""))
			return g.want
		}
		return nil
	}
	out := g.want
	if said {
		out = out.With(true, "enabled")
	}
	k8s := g.want.Object("k8s")
	for _, p := range parts {
		want := k8s.Get(p.key)
		object := g.of[p.kind]
		if object == nil && !g.held[held{p.kind, g.namespace}] {
			if want != nil {
				g.partly.Lacking = append(g.partly.Lacking, g.path(".k8s."+p.key))
			}
			continue
		}
		var value any
		if object != nil {
			value = p.of(g, object, want)
		}
		if value != nil {
			out = out.With(value, "k8s", p.key)
		} else {
			out = out.Without("k8s", p.key)
		}
	}
	for _, m := range k8s {
		if !slices.ContainsFunc(parts[:], func(p part) bool { return p.key == m.Key }) {
			g.partly.Fields = append(g.partly.Fields, g.path(".k8s."+m.Key))
		}
	}
	return g.withLabel(out)
}

// asked reports whether a cluster was asked for a kind in the gateway's namespace: some of
// it is there, or there is no such namespace.
func (g *gateway) asked(kind Kind) bool {
	if g.held[held{kind, g.namespace}] {
		return true
	}
	_, there := g.byID[manifest.ID{Kind: "Namespace", Name: g.namespace}]
	return g.held[held{kind: kind}] && g.held[held{kind: Kind{Kind: "Namespace"}}] && !there
}

func (g *gateway) path(below string) string {
	return "spec.components.ingressGateways[" + g.name + "]" + below
}

// withLabel is an item with the labels by which its Deployment and Gateways choose its pods, as
// far as the chart does not give them to each.
func (g *gateway) withLabel(out manifest.Object) manifest.Object {
	labels := g.of[services].Object("spec").Object("selector")
	if pods := g.of[deployments]; pods != nil {
		labels = podsOf(pods).Object("metadata").Object("labels")
	}
	keys := []string{"istio", "app"}
	for _, m := range g.want.Object("label") {
		keys = append(keys, m.Key)
	}
	for _, key := range keys {
		if value := labels.Get(key); value == nil {
			out = out.Without("label", key)
		} else if g.left || g.want.Object("label").Get(key) != nil || key == "app" && value != plan.ChartApp {
			out = out.With(value, "label", key)
		}
	}
	return out
}

func selectorOf(_ *gateway, object manifest.Object, want any) any {
	return ofPods("nodeSelector", object, want)
}

func tolerationsOf(_ *gateway, object manifest.Object, want any) any {
	return ofPods("tolerations", object, want)
}

// ofPods finds a field of the pods, which nobody but the item writes.
func ofPods(key string, object manifest.Object, want any) any {
	value := podsOf(object).Object("spec").Get(key)
	if empty(value) && want == nil {
		return nil
	}
	return value
}

// affinityOf is that of the pods as far as the item says it: the chart has its own.
func affinityOf(_ *gateway, object manifest.Object, want any) any {
	wanted, is := want.(manifest.Object)
	if !is {
		return nil
	}
	return projectObject(podsOf(object).Object("spec").Object("affinity"), wanted, record{})
}

// environmentOf are those variables that the item says; the chart has many more.
func environmentOf(_ *gateway, object manifest.Object, want any) any {
	wanted, is := want.([]any)
	if !is {
		return nil
	}
	out := []any{}
	for _, item := range proxyOf(object).List("env") {
		one, _ := item.(manifest.Object)
		for _, w := range wanted {
			if w, _ := w.(manifest.Object); w.Text("name") == one.Text("name") {
				out = append(out, projectObject(one, w, record{}))
			}
		}
	}
	return out
}

// chartResources are those of a gateway whose item says none (istio,
// manifests/charts/gateways/istio-ingress/values.yaml).
var chartResources = manifest.Object{
	{Key: "limits", Value: manifest.Object{{Key: "cpu", Value: "2"}, {Key: "memory", Value: "1Gi"}}},
	{Key: "requests", Value: manifest.Object{{Key: "cpu", Value: "100m"}, {Key: "memory", Value: "128Mi"}}},
}

func resourcesOf(g *gateway, object manifest.Object, want any) any {
	resources := proxyOf(object).Object("resources")
	if wanted, is := want.(manifest.Object); is {
		return projectObject(resources, wanted, record{})
	}
	if g.left || len(resources) == 0 || compare.Equal(resources, chartResources) {
		return nil
	}
	return resources
}

func replicasOf(_ *gateway, object manifest.Object, want any) any {
	if want == nil { // an autoscaler sees to it
		return nil
	}
	return object.Object("spec").Get("replicas")
}

// podNotesOf are those annotations of pods that the item says, and that it must have said.
func podNotesOf(g *gateway, object manifest.Object, want any) any {
	wanted, is := want.(manifest.Object)
	applied, known := recordOf(object)
	for _, key := range [...]string{"spec", "template", "metadata", "annotations"} {
		applied, _ = applied.member(key)
	}
	out := manifest.Object{}
	for _, m := range podsOf(object).Object("metadata").Object("annotations") {
		_, was := applied.member(m.Key)
		if wanted.Get(m.Key) != nil || m.Key == "proxy.istio.io/config" || !g.left && known && was && !chartNote(m.Key) {
			out = append(out, m)
		}
	}
	if !is && len(out) == 0 {
		return nil
	}
	return out
}

// chartNote reports whether an annotation is one that the chart gives its pods.
func chartNote(key string) bool {
	return key == istioRevision || key == "sidecar.istio.io/inject" || strings.HasPrefix(key, "prometheus.io/")
}

// chartMetrics are those of the autoscaler of a gateway whose item says none.
var chartMetrics = []any{manifest.Object{{Key: "type", Value: "Resource"}, {Key: "resource", Value: manifest.Object{{Key: "name", Value: "cpu"},
	{Key: "target", Value: manifest.Object{{Key: "type", Value: "Utilization"}, {Key: "averageUtilization", Value: int64(80)}}}}}}}

func scalingOf(g *gateway, object manifest.Object, want any) any {
	spec := object.Object("spec")
	wanted, is := want.(manifest.Object)
	if !is {
		wanted = manifest.Object{{Key: "maxReplicas", Value: int64(0)}, {Key: "minReplicas", Value: int64(0)}}
	}
	out := projectObject(spec.Without("metrics"), wanted.Without("metrics"), record{})
	live := spec.Get("metrics")
	metrics, _ := wanted.Get("metrics").([]any)
	switch {
	case len(metrics) > 0 && oldMetric(metrics):
		live = asOldMetrics(live)
	case len(metrics) > 0:
	case g.left || compare.Equal(live, chartMetrics):
		return out
	}
	if live == nil {
		return out
	}
	return out.With(live, "metrics")
}

// oldMetric reports whether metrics are written as in autoscaling/v2beta1.
func oldMetric(list []any) bool {
	one, _ := list[0].(manifest.Object)
	return one.Object("resource").Get("targetAverageUtilization") != nil
}

// asOldMetrics are metrics as autoscaling/v2beta1 has them.
func asOldMetrics(live any) any {
	list, _ := live.([]any)
	var out []any
	for _, item := range list {
		one, _ := item.(manifest.Object)
		resource := one.Object("resource")
		if to := resource.Object("target").Get("averageUtilization"); to != nil {
			one = one.With(manifest.Object{{Key: "name", Value: resource.Get("name")}, {Key: "targetAverageUtilization", Value: to}}, "resource")
		}
		out = append(out, one)
	}
	if out == nil {
		return nil
	}
	return out
}
