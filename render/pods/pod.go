package pods

import (
	"fmt"
	"slices"
	"strconv"

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

// failNoPort tells of a probe at a port that its app does not list, which may have been forgotten
// there; no route goes to one that speaks TCP.
func (v *verdict) failNoPort(a *format.App, port format.Number) {
	if i := slices.IndexFunc(a.Port, func(p format.Port) bool { return p.Port.Value == port.Value }); i >= 0 {
		v.Fail("port-unknown", port.Origin, fmt.Sprintf("%d is the Service's port, and the container's is %d", port.Value, a.Port[i].TargetPort.Value), "write: "+strconv.Itoa(a.Port[i].TargetPort.Value), a.Port[i].TargetPort.Origin)
		return
	}
	added := fmt.Sprintf("{port: %d, protocol: tcp}", port.Value)
	help := "write " + added + " into the app's port as well"
	if one := &a.Port[0]; len(a.Port) == 1 && !one.Name.IsSet() && !one.Protocol.IsSet() && one.TLS == nil {
		first := strconv.Itoa(one.Port.Value)
		if one.TargetPort.IsSet() {
			first = fmt.Sprintf("{port: %d, targetPort: %d}", one.Port.Value, one.TargetPort.Value)
		}
		help = "write port: [" + first + ", " + added + "] at the app"
	}
	v.Fail("port-unknown", port.Origin, fmt.Sprintf("%d is none of the container's ports", port.Value), help+", if the app listens there; or here the targetPort of one of its ports", a.Port[0].Port.Origin)
}

// targetOf is the container's port of one of an app's.
func targetOf(p *format.Port) int {
	if p.TargetPort.IsSet() {
		return p.TargetPort.Value
	}
	return p.Port.Value
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
		if port.IsSet() && len(a.Port) > 0 && !slices.ContainsFunc(a.Port, func(p format.Port) bool {
			return p.IsWrong() || p.Port.IsWrong() || p.TargetPort.IsWrong() || targetOf(&p) == port.Value
		}) {
			v.failNoPort(a, port)
		}
	}
	v.needAny(p.GRPC.Origin, platform.KubernetesGRPCProbes)
}
