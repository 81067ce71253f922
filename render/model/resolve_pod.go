package model

import (
	"render/render/format"
	"render/render/plan"
)

// resolveVariable is a variable with its value, or with where that is.
func resolveVariable(e *format.Variable) Variable {
	v := &e.Value
	return Variable{Name: e.Key.Value, Value: setText(v.Text), Secret: setText(v.Secret), ConfigMap: setText(v.ConfigMap), Key: setText(v.Key),
		Field: setText(v.Field), Resource: setText(v.Resource)}
}

// resolveProbe is one of an app's probes; nil where it is not there.
func resolveProbe(a *plan.App, probe *format.Probe) *Probe {
	if !probe.IsSet() || len(a.Ports) == 0 {
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
