package pods

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/platform"
)

// checkReplicas checks how many pods of an app, or of each of its versions, run.
func (f *finder) checkReplicas(a *format.App) {
	f.checkAutoscaler(a, &a.Replicas)
	for i := range a.Versions {
		f.checkAutoscaler(a, &a.Versions[i].Replicas)
	}
}

// checkAutoscaler checks the bounds of an autoscaler, and that it has something to go
// by: it reckons the CPU that is used in percent of what was asked for.
func (f *finder) checkAutoscaler(a *format.App, r *format.AppReplicas) {
	if !r.Auto() || r.Wrong {
		return
	}
	if f.diagnostics = append(f.diagnostics, Bounds(r.Origin, r.Min, r.Max)...); !r.Min.IsSet() || !r.Max.IsSet() {
		return
	}
	for _, list := range [][]format.Pair{a.Resources.Requests, a.Resources.Limits} {
		if slices.ContainsFunc(list, func(p format.Pair) bool { return p.Key.Value == "cpu" }) {
			return
		}
	}
	f.warn("autoscaler", format.Or(r.CPU.Origin, r.Origin), "an autoscaler goes by how much of the CPU that was asked for is used, and the app asks for none, unless a LimitRange of its namespace does",
		"write resources: {requests: {cpu: 100m}} at the app", a.Resources.Origin)
}

// checkEnvironment checks that each variable has one value.
func (f *finder) checkEnvironment(a *format.App) {
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
		case e.Text.IsSet() || !e.IsSet() || e.Wrong:
		case len(sources) == 0:
			f.fail("env-source", e.Origin, "says nowhere where its value is", "write a text, or an object as {secret: NAME, key: KEY}")
		case len(sources) > 1:
			f.fail("env-source", sources[1].Origin, "a variable has one value", "remove one of the two", sources[0].Origin)
		case keyed && !e.Key.IsSet():
			f.fail("env-source", sources[0].Origin, "the key that has the value is missing", "write key: ... beside it")
		case !keyed && e.Key.IsSet():
			f.fail("env-source", e.Key.Origin, "has no meaning beside `"+sources[0].Key+"`", "remove it", sources[0].Origin)
		}
	}
}

// checkProbes checks what the containers of an app are asked.
func (f *finder) checkProbes(a *format.App) {
	p := &a.Probe
	if p.IsSet() && !p.Wrong && !p.Ready.IsSet() && !p.Live.IsSet() && !p.Start.IsSet() {
		f.fail("probe-ways", p.Origin, "asks nothing", "write a path, or ready, live or start with one each")
	}
	p.Each(func(one *format.Probe) { f.checkProbe(a, one) })
	f.needAny(p.Start.Origin, platform.KubernetesStartupProbes)
}

func (f *finder) checkProbe(a *format.App, p *format.Probe) {
	var ways []format.Origin
	for _, m := range []format.Origin{p.Path.Origin, p.TCP.Origin, p.GRPC.Origin, format.ListOrigin(p.Exec)} {
		if m.IsSet() {
			ways = append(ways, m)
		}
	}
	switch {
	case p.Wrong:
	case len(ways) == 0:
		f.fail("field-missing", p.Origin, `"path" is missing`, "write path: ..., or tcp, grpc or exec in its place")
	case len(ways) > 1:
		f.fail("probe-ways", ways[1], "a probe asks in one way", "remove one of the two", ways[0])
	case p.Port.IsSet() && !p.Path.IsSet():
		f.fail("probe-ways", p.Port.Origin, "is the port of `path`, which is not there", "remove it", ways[0])
	}
	for _, port := range []format.Number{p.Port, p.TCP, p.GRPC} {
		if port.IsSet() && !slices.ContainsFunc(a.Port, func(p format.Port) bool {
			return p.TargetPort.Value == port.Value || !p.TargetPort.IsSet() && p.Port.Value == port.Value
		}) {
			f.fail("port-unknown", port.Origin, fmt.Sprintf("%d is none of the container's ports", port.Value), "write: the targetPort of one of its ports")
		}
	}
	f.needAny(p.GRPC.Origin, platform.KubernetesGRPCProbes)
}
