package topology

import (
	"maps"
	"slices"

	"render/render/platform"
)

// resolveApp is an app that is deployed and served.
func (r *resolver) resolveApp(a *appPlan, key string) ModelApp {
	app := a.app
	name, version := app.Name.Value, app.Version.Value
	out := ModelApp{
		Key:            key,
		Name:           name,
		PodLabels:      map[string]any{"app": name, "app.kubernetes.io/name": name},
		SelectorLabels: map[string]any{"app": name}, ServiceSelector: map[string]any{"app": name},
		Image:     app.Image.Value,
		Replicas:  app.Replicas.Value,
		Deployed:  true,
		Served:    true,
		Several:   app.Replicas.Value > 1,
		BudgetAPI: platform.DisruptionBudgetAPI(r.plan.Versions.Kubernetes),
	}
	labels := plain(r.model.Labels)
	labels["app"], labels["app.kubernetes.io/name"] = name, name
	if version != "" {
		for _, l := range []map[string]any{labels, out.PodLabels} {
			l["version"], l["app.kubernetes.io/version"] = version, version
		}
		out.SelectorLabels["version"] = version
	}
	marked := maps.Clone(labels)
	maps.Copy(marked, r.origins(a))
	out.Deployment = r.metadata(a.names.deployment, a.namespace, marked)
	out.Service = r.metadata(a.names.service, a.namespace, labels)
	if out.Several {
		out.DisruptionBudget = r.metadata(a.names.deployment, a.namespace, labels)
	}
	for _, port := range a.ports {
		out.ContainerPorts = append(out.ContainerPorts, map[string]any{"name": port.name, "containerPort": float64(port.target)})
		out.ServicePorts = append(out.ServicePorts, map[string]any{"name": port.name, "port": float64(port.number), "targetPort": float64(port.target)})
	}
	container, pod := splitSecurity(app.SecurityContext.Value)
	resolveContainer(app, container)
	if probe := resolveProbe(a); probe != nil {
		container["readinessProbe"] = probe
	}
	if app.ServiceAccount.Value != "" {
		pod["serviceAccountName"] = app.ServiceAccount.Value
	}
	out.Container = container
	if len(pod) > 0 {
		out.Pod = pod
	}
	for i := range a.http {
		out.HTTPRoutes = append(out.HTTPRoutes, r.resolveHTTPRoute(&a.http[i], labels))
	}
	if !r.plan.gatewayAPI() {
		for i := range a.own {
			out.VirtualServices = append(out.VirtualServices, r.resolveVirtualService(&a.own[i], labels))
		}
		out.Connections = r.resolveConnections(a, labels)
	}
	return out
}

// metadata is an ObjectMeta with the annotations of every object.
func (r *resolver) metadata(name, namespace string, labels map[string]any) map[string]any {
	out := map[string]any{"name": name, "namespace": namespace, "labels": labels}
	if notes := r.model.Annotations; len(notes) > 0 {
		out["annotations"] = plain(notes)
	}
	return out
}

func plain(texts map[string]string) map[string]any {
	out := make(map[string]any, len(texts)+4) // an app adds four
	for k, v := range texts {
		out[k] = v
	}
	return out
}

func plainList(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}

// resolveContainer adds the fields of a container that an app gives.
func resolveContainer(app *App, container map[string]any) {
	if len(app.Command) > 0 {
		container["command"] = plainList(values(app.Command))
	}
	if len(app.Args) > 0 {
		container["args"] = plainList(values(app.Args))
	}
	if len(app.Env) > 0 {
		env := make([]any, len(app.Env))
		for i, e := range app.Env {
			env[i] = map[string]any{"name": e.Key.Value, "value": e.Value.Value}
		}
		container["env"] = env
	}
	if r := resources(&app.Resources); len(r) > 0 {
		container["resources"] = r
	}
}

// marks are labels of an app's Deployment by which overlays choose it: what it
// is, and what the topology itself says of its pods.
func (r *resolver) origins(a *appPlan) map[string]any {
	out := map[string]any{"app.kubernetes.io/component": "app"}
	if a.app.SecurityContext.IsSet() {
		out[SelectorPrefix+"own-security-context"] = "true"
	}
	if a.app.ServiceAccount.IsSet() {
		out[SelectorPrefix+"own-service-account"] = "true"
	}
	const unprivileged = 1024
	for _, port := range a.ports {
		if port.target < unprivileged {
			out[SelectorPrefix+"low-port"] = "true"
		}
	}
	return out
}

// splitSecurity divides a security context over the container and, for the
// fields that only a pod has, the pod: each gets its `securityContext`, if any.
func splitSecurity(value any) (container, pod map[string]any) {
	container, pod = map[string]any{}, map[string]any{}
	object, _ := value.(map[string]any)
	if len(object) == 0 {
		return container, pod
	}
	ofContainer, ofPod := map[string]any{}, map[string]any{}
	for key, v := range object {
		if slices.Contains(podOnlyFields, key) {
			ofPod[key] = v
		} else {
			ofContainer[key] = v
		}
	}
	if len(ofContainer) > 0 {
		container["securityContext"] = ofContainer
	}
	if len(ofPod) > 0 {
		pod["securityContext"] = ofPod
	}
	return container, pod
}

// resolveProbe is a readiness probe over HTTP; what the topology leaves out is
// left to Kubernetes.
func resolveProbe(a *appPlan) map[string]any {
	probe := &a.app.Probe
	if !probe.IsSet() || len(a.ports) == 0 {
		return nil
	}
	port := a.ports[0].name
	for _, p := range a.ports {
		if probe.Port.IsSet() && p.target == probe.Port.Value {
			port = p.name
		}
	}
	out := map[string]any{"httpGet": map[string]any{"path": probe.Path.Value, "port": port}}
	for field, n := range map[string]Number{
		"initialDelaySeconds": probe.InitialDelaySeconds, "periodSeconds": probe.PeriodSeconds,
		"timeoutSeconds": probe.TimeoutSeconds, "failureThreshold": probe.FailureThreshold,
	} {
		if n.IsSet() {
			out[field] = float64(n.Value)
		}
	}
	return out
}
