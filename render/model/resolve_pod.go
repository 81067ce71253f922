package model

import (
	"maps"
	"path"

	"render/render/format"
	"render/render/plan"
	"render/render/quantity"
)

// resolveVariable is a variable with its value, or with where that is.
func resolveVariable(e *format.Variable) Variable {
	v := &e.Value
	if v.Text.IsSet() {
		return Variable{Name: e.Key.Value, Value: &v.Text.Value}
	}
	return Variable{Name: e.Key.Value, From: &Source{Secret: setText(v.Secret), ConfigMap: setText(v.ConfigMap), Key: setText(v.Key),
		Field: setText(v.Field), Resource: setText(v.Resource)}}
}

// resolveProbes are what an app's containers are asked; nil for nothing.
func resolveProbes(a *plan.App) *Probes {
	p := &a.Written.Probe
	if !p.IsSet() {
		return nil
	}
	return &Probes{Readiness: resolveProbe(a, p.Ready), Liveness: resolveProbe(a, p.Live), Startup: resolveProbe(a, p.Start)}
}

// resolveProbe is one of an app's probes; nil where it is not there.
func resolveProbe(a *plan.App, probe *format.Probe) *Probe {
	if probe == nil || len(a.Ports) == 0 {
		return nil
	}
	out := &Probe{
		GRPC: number(probe.GRPC), Command: format.Values(probe.Exec),
		Delay: number(probe.InitialDelaySeconds), Period: number(probe.PeriodSeconds),
		Timeout: number(probe.TimeoutSeconds), Failures: number(probe.FailureThreshold),
	}
	switch {
	case probe.Path.IsSet():
		port := a.ContainerPort(probe.Port)
		out.HTTP = &HTTPProbe{Path: probe.Path.Value, Port: port.Name, TLS: port.Written.Protocol.Value == format.ProtocolHTTPS}
	case probe.TCP.IsSet():
		out.TCP = &a.ContainerPort(probe.TCP).Name
	}
	return out
}

// resolveHandedOn is what an app says of its pods in Kubernetes' words; nil for
// nothing.
func resolveHandedOn(a *format.App) *HandedOn {
	if !a.Container.IsSet() && !a.Pod.IsSet() {
		return nil
	}
	out := &HandedOn{Container: quantity.InContainer(format.Object(a.Container)), Pod: quantity.InPod(format.Object(a.Pod.Spec)), Annotations: format.Pairs(a.Pod.Annotations)}
	if list, ok := out.Pod["containers"].([]any); ok {
		out.Containers, out.Pod = list, maps.Clone(out.Pod)
		delete(out.Pod, "containers")
	}
	return out
}

// volumesOf tells, by the labels that overlays go by, what an app has of volumes
// itself: in its pods, in its container, and in the place of /tmp.
func volumesOf(a *format.App) map[string]bool {
	volumes, mounts := format.Items(a.Pod.Spec, "volumes"), format.Items(a.Container, "volumeMounts")
	tmp := false
	for _, volume := range volumes {
		tmp = tmp || volume["name"] == "tmp"
	}
	for _, mount := range mounts {
		at, _ := mount["mountPath"].(string)
		tmp = tmp || path.Clean(at) == "/tmp"
	}
	return map[string]bool{"own-volumes": len(volumes) > 0, "own-mounts": len(mounts) > 0, "own-tmp": tmp}
}
