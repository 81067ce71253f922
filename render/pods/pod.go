package pods

import (
	"fmt"
	"slices"

	"render/render/findings"
	"render/render/format"
	"render/render/platform"
)

// checkReplicas checks how many pods of an app, or of each of its versions, run.
func (v *verdict) checkReplicas(a *format.App) {
	v.checkAutoscaler(a, &a.Replicas)
	for i := range a.Versions {
		v.checkAutoscaler(a, &a.Versions[i].Replicas)
	}
}

// checkAutoscaler checks the bounds of an autoscaler, and that it has something to go
// by: it reckons the CPU that is used in percent of what was asked for.
func (v *verdict) checkAutoscaler(a *format.App, r *format.AppReplicas) {
	if !r.Auto() || r.IsWrong() {
		return
	}
	if Bounds(v.Findings, r.Origin, r.Min, r.Max); !r.Min.IsSet() || !r.Max.IsSet() {
		return
	}
	for _, list := range [][]format.Pair{a.Resources.Requests, a.Resources.Limits} {
		if slices.ContainsFunc(list, func(p format.Pair) bool { return p.Key.Value == "cpu" }) {
			return
		}
	}
	v.Warn("autoscaler", format.Or(r.CPU.Origin, r.Origin), "an autoscaler goes by how much of the CPU that was asked for is used, and the app asks for none, unless a LimitRange of its namespace does",
		"write resources: {requests: {cpu: 100m}} at the app", a.Resources.Origin)
}

// Bounds checks those of an autoscaler.
func Bounds(f *findings.Findings, m format.Origin, least, most format.Number) {
	switch {
	case least.IsWrong() || most.IsWrong(): // which is told
	case !least.IsSet() || !most.IsSet():
		f.Fail("autoscaler", m, "an autoscaler needs both bounds", "write both, as in {min: 1, max: 5}, or a number")
	case least.Value > most.Value:
		f.Fail("autoscaler", most.Origin, "the upper bound is below the lower one", "swap them", least.Origin)
	}
}

// checkEnvironment checks that each variable has one value.
func (v *verdict) checkEnvironment(a *format.App) {
	for i := range a.Env {
		e := &a.Env[i].Value
		var sources []format.Text
		for _, t := range []format.Text{e.Secret, e.ConfigMap, e.Field, e.Resource} {
			if t.IsSet() {
				sources = append(sources, t)
			}
		}
		keyed := e.Secret.IsSet() || e.ConfigMap.IsSet()
		switch {
		case e.Text.IsSet() || !e.IsSet() || e.IsWrong():
		case len(sources) == 0:
			v.Fail("env-source", e.Origin, "says nowhere where its value is", "write a text, or an object as {secret: NAME, key: KEY}")
		case len(sources) > 1:
			v.Fail("env-source", sources[1].Origin, "a variable has one value", "remove one of the two", sources[0].Origin)
		case keyed && !e.Key.IsSet():
			v.Fail("env-source", sources[0].Origin, "the key that has the value is missing", "write key: ... beside it")
		case !keyed && e.Key.IsSet():
			v.Fail("env-source", e.Key.Origin, "has no meaning beside `"+sources[0].Key()+"`", "remove it", sources[0].Origin)
		}
	}
}

// checkProbes checks what the containers of an app are asked.
func (v *verdict) checkProbes(a *format.App) {
	p := &a.Probe
	if p.IsSet() && !p.IsWrong() && p.Ready == nil && p.Live == nil && p.Start == nil {
		v.Fail("probe-ways", p.Origin, "asks nothing", "write a path, or ready, live or start with one each")
	}
	p.Each(func(one *format.Probe) { v.checkProbe(a, one) })
	v.needAny(format.PointerOrigin(p.Start), platform.KubernetesStartupProbes)
}

func (v *verdict) checkProbe(a *format.App, p *format.Probe) {
	var ways []format.Origin
	for _, m := range []format.Origin{p.Path.Origin, p.TCP.Origin, p.GRPC.Origin, format.ListOrigin(p.Exec)} {
		if m.IsSet() {
			ways = append(ways, m)
		}
	}
	switch {
	case p.IsWrong(), p.TCP.IsWrong(), p.GRPC.IsWrong():
	case len(ways) == 0:
		v.Fail("field-missing", p.Origin, `"path" is missing`, "write path: ..., or tcp, grpc or exec in its place")
	case len(ways) > 1:
		v.Fail("probe-ways", ways[1], "a probe asks in one way", "remove one of the two", ways[0])
	case p.Port.IsSet() && !p.Path.IsSet():
		v.Fail("probe-ways", p.Port.Origin, "is the port of `path`, which is not there", "remove it", ways[0])
	}
	for _, port := range []format.Number{p.Port, p.TCP, p.GRPC} {
		if port.IsSet() && !slices.ContainsFunc(a.Port, func(p format.Port) bool {
			return p.TargetPort.Value == port.Value || !p.TargetPort.IsSet() && p.Port.Value == port.Value
		}) {
			v.Fail("port-unknown", port.Origin, fmt.Sprintf("%d is none of the container's ports", port.Value), "write: the targetPort of one of its ports")
		}
	}
	v.needAny(p.GRPC.Origin, platform.KubernetesGRPCProbes)
}
