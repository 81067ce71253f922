package topology

import (
	"maps"
	"slices"

	"render/render/quantity"
)

// resolveApps are a tier's apps, each in the list of its kind.
func (r *resolver) resolveApps(t *tierPlan) ModelApps {
	var out ModelApps
	keys := appKeys(t.apps)
	for i := range t.apps {
		a, key := &t.apps[i], keys[i]
		a.byKind(
			func() { out.Deployed = append(out.Deployed, r.resolveDeployed(a, key)) },
			func() { out.Versioned = append(out.Versioned, r.resolveVersioned(a, key)) },
			func() { out.Existing = append(out.Existing, r.resolveExisting(a, key)) },
			func() { out.Outside = append(out.Outside, r.resolveOutside(a, key)) },
		)
	}
	return out
}

func (r *resolver) resolveDeployed(a *appPlan, key string) ModelDeployedApp {
	identity := r.identity(a, key)
	out := ModelDeployedApp{ModelIdentity: identity, ModelWorkload: r.resolveWorkload(a, identity.Labels), ModelRoutes: r.resolveRoutes(a)}
	out.Service = ModelService{Name: a.names.service, Selector: map[string]any{"app": out.Name}}
	return out
}

func (r *resolver) resolveVersioned(a *appPlan, key string) ModelVersionedApp {
	out := ModelVersionedApp{
		ModelIdentity: r.identity(a, key),
		Service:       ModelService{Name: a.names.service, Selector: map[string]any{"app": a.app.Name.Value}},
		Ports:         resolvePorts(a),
		ModelRoutes:   r.resolveRoutes(a),
	}
	rule := &ModelDestinationRule{Name: a.names.service, Host: a.names.service}
	for i := range a.versions {
		one := &a.versions[i]
		rule.Versions = append(rule.Versions, ModelSubset{Name: one.subset, Version: one.version.Version.Value})
		out.Versions = append(out.Versions, r.resolveVersion(a, one, key))
	}
	if !r.plan.gatewayAPI() { // which knows no subsets, and takes a Service for each
		out.Subsets = rule
	}
	return out
}

// resolveVersion is one of several versions: the app with an image, a number of
// pods and a version label of its own, and a Service only where routes of the
// Gateway API need one.
func (r *resolver) resolveVersion(a *appPlan, one *versionPlan, key string) ModelVersion {
	app, alone := *a.app, *a
	app.Version, app.Image, app.Replicas.Value = one.version.Version, one.version.Image, one.replicas
	alone.app, alone.names.deployment = &app, one.deployment
	out := ModelVersion{ModelIdentity: r.identity(&alone, versionKey(key, one))}
	out.ModelWorkload = r.resolveWorkload(&alone, out.Labels)
	if r.plan.gatewayAPI() {
		out.Service = &ModelService{Name: a.versionService(one), Selector: out.SelectorLabels}
	}
	return out
}

func (r *resolver) resolveExisting(a *appPlan, key string) ModelExistingApp {
	return ModelExistingApp{ModelIdentity: r.identity(a, key), ModelRoutes: r.resolveRoutes(a)}
}

// identity is where an app stands, and the labels of its objects.
func (r *resolver) identity(a *appPlan, key string) ModelIdentity {
	labels := plain(r.model.Labels)
	labels["app"], labels["app.kubernetes.io/name"] = a.app.Name.Value, a.app.Name.Value
	if version := a.app.Version.Value; version != "" {
		labels["version"], labels["app.kubernetes.io/version"] = version, version
	}
	return ModelIdentity{Key: key, Namespace: a.namespace, Labels: labels}
}

// resolveWorkload is the Deployment of an app, or of one of its versions.
func (r *resolver) resolveWorkload(a *appPlan, labels map[string]any) ModelWorkload {
	app := a.app
	name, version := app.Name.Value, app.Version.Value
	out := ModelWorkload{
		Name:             name,
		Deployment:       a.names.deployment,
		DeploymentLabels: maps.Clone(labels),
		PodLabels:        map[string]any{"app": name, "app.kubernetes.io/name": name},
		SelectorLabels:   map[string]any{"app": name},
		Image:            app.Image.Value,
		Replicas:         app.Replicas.Value,
		Several:          app.Replicas.Value > 1,
		Ports:            resolvePorts(a),
		Command:          plainList(values(app.Command)),
		Args:             plainList(values(app.Args)),
		Resources:        resolveResources(&app.Resources),
		Readiness:        resolveProbe(a),
		ServiceAccount:   optional(app.ServiceAccount),
	}
	out.PodSecurity, out.ContainerSecurity = splitSecurity(app.SecurityContext.Value)
	maps.Copy(out.DeploymentLabels, overlayLabels(a))
	if version != "" {
		out.PodLabels["version"], out.PodLabels["app.kubernetes.io/version"] = version, version
		out.SelectorLabels["version"] = version
	}
	for _, e := range app.Env {
		out.Env = append(out.Env, ModelVariable{Name: e.Key.Value, Value: e.Value.Value})
	}
	return out
}

func resolvePorts(a *appPlan) []ModelPort {
	out := make([]ModelPort, len(a.ports))
	for i, port := range a.ports {
		out[i] = ModelPort{Name: port.name, Number: port.number, Target: port.target}
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

// overlayLabels are labels of an app's Deployment by which overlays choose it:
// what it is, and what the topology itself says of its pods.
func overlayLabels(a *appPlan) map[string]any {
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

// splitSecurity divides a security context: some fields only a pod has, and the
// container gets the others.
func splitSecurity(value any) (pod, container any) {
	object, _ := value.(map[string]any)
	if len(object) == 0 {
		return nil, nil
	}
	ofPod, ofContainer := map[string]any{}, map[string]any{}
	for key, v := range object {
		if slices.Contains(podOnlyFields, key) {
			ofPod[key] = v
		} else {
			ofContainer[key] = v
		}
	}
	return orNull(ofPod), orNull(ofContainer)
}

// resolveProbe is a readiness probe over HTTP.
func resolveProbe(a *appPlan) *ModelProbe {
	probe := &a.app.Probe
	if !probe.IsSet() || len(a.ports) == 0 {
		return nil
	}
	out := &ModelProbe{
		Path: probe.Path.Value, Port: a.ports[0].name,
		Delay: number(probe.InitialDelaySeconds), Period: number(probe.PeriodSeconds),
		Timeout: number(probe.TimeoutSeconds), Failures: number(probe.FailureThreshold),
	}
	for _, p := range a.ports {
		if probe.Port.IsSet() && p.target == probe.Port.Value {
			out.Port = p.name
		}
	}
	return out
}

// resolveResources are what a container asks for and may use; nil for none.
func resolveResources(r *Resources) *ModelResources {
	if len(r.Requests) == 0 && len(r.Limits) == 0 {
		return nil
	}
	return &ModelResources{Requests: amounts(r.Requests), Limits: amounts(r.Limits)}
}

// amounts are quantities by resource, in canonical form.
func amounts(list []Pair) map[string]string {
	out := make(map[string]string, len(list))
	for _, p := range list {
		out[p.Key.Value] = quantity.Canonical(p.Value.Value)
	}
	return out
}
