package importing

import (
	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// Of a gateway of which an IstioOperator says nothing, Istio's chart scales it between these
// (istio/istio, manifests/charts/gateways/istio-ingress/values.yaml).
const (
	chartMin, chartMax = int64(1), int64(5)
	chartCPU           = "80"
)

// replicas are how many pods a gateway has: by its autoscaler, or by what an IstioOperator says
// of that and of pods, or by its Deployment.
func (im *importer) replicas(m *document.Mapping, t *tier) {
	hpa := t.settings.Object("hpaSpec")
	count, counted := number(t.settings.Get("replicaCount"))
	if o := im.world.Find(manifest.ID{Group: "autoscaling", Kind: "HorizontalPodAutoscaler", Namespace: t.namespace, Name: t.workload}); o != nil {
		hpa = o.Members().Object("spec")
		if !t.installed {
			m.Add("replicas", scaled(hpa))
			return
		}
		if cpu, _ := find(scaled(hpa), "cpu"); document.Flow(cpu) == chartCPU {
			hpa = without(hpa, "metrics") // as the chart has it by itself
		}
	}
	if !t.installed || len(hpa) == 0 && counted {
		if counted && count > 1 {
			m.Add("replicas", count)
		}
		return
	}
	least, most := chartMin, chartMax
	switch chart := im.chartScaling(); {
	case len(hpa) > 0:
		hpa = hpa.With(or(hpa.Get("minReplicas"), or(chart.Get("autoscaleMin"), least)), "minReplicas")
		hpa = hpa.With(or(hpa.Get("maxReplicas"), or(chart.Get("autoscaleMax"), most)), "maxReplicas")
	case chart.Get("autoscaleEnabled") == false:
		return // one pod
	default:
		hpa = object("minReplicas", or(chart.Get("autoscaleMin"), least), "maxReplicas", or(chart.Get("autoscaleMax"), most))
		if chart.Get("autoscaleMin") == nil && chart.Get("autoscaleMax") == nil {
			im.note("tier %q has %d to %d pods, as Istio scales a gateway of which an IstioOperator does not say how many it has", t.name, least, most)
		}
	}
	least, _ = number(hpa.Get("minReplicas"))
	most, _ = number(hpa.Get("maxReplicas"))
	switch {
	case least != most || hpa.Get("metrics") != nil:
		m.Add("replicas", scaled(hpa))
	case most > 1:
		m.Add("replicas", most)
	}
}

// chartScaling are the values for all gateways of an IstioOperator, in which its profile demo
// scales none by itself.
func (im *importer) chartScaling() manifest.Object {
	installed := im.world.OfKind(objects.IstioInstall, "IstioOperator")
	if len(installed) == 0 {
		return nil
	}
	spec := installed[0].Members().Object("spec")
	values := spec.Object("values").Object("gateways").Object("istio-ingressgateway")
	if values.Get("autoscaleEnabled") == nil && spec.Text("profile") == "demo" {
		values = values.With(false, "autoscaleEnabled")
	}
	return values
}

// scalingApart are the values of an IstioOperator without one by which no gateway would have an
// autoscaler, and those that tiers ask for would say nothing.
func scalingApart(values manifest.Object) manifest.Object {
	if values.Object("gateways").Object("istio-ingressgateway").Get("autoscaleEnabled") != false {
		return values
	}
	values = values.Without("gateways", "istio-ingressgateway", "autoscaleEnabled")
	if len(values.Object("gateways").Object("istio-ingressgateway")) == 0 {
		values = values.Without("gateways", "istio-ingressgateway")
	}
	if len(values.Object("gateways")) == 0 {
		values = values.Without("gateways")
	}
	return values
}

// or is a value, or another where it is none.
func or(value, other any) any {
	if value == nil {
		return other
	}
	return value
}

// scaled are the bounds of an autoscaler.
func scaled(spec manifest.Object) document.Mapping {
	r := document.Mapping{{Key: "min", Value: or(spec.Get("minReplicas"), int64(1))}, {Key: "max", Value: spec.Get("maxReplicas")}}
	for _, metric := range spec.List("metrics") {
		of := asObject(metric).Object("resource")
		if cpu := of.Text("name") == "cpu"; cpu {
			r.Add("cpu", or(of.Object("target").Get("averageUtilization"), of.Get("targetAverageUtilization")))
		}
	}
	return r
}
