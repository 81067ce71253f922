package model

import (
	"maps"
	"slices"
	"strconv"

	"render/render/format"
	"render/render/plan"
	"render/render/quantity"
)

// resolveApps are a tier's apps, each in the list of its kind.
func (r *resolver) resolveApps(t *plan.Tier) Apps {
	var out Apps
	keys := plan.AppKeys(t.Apps)
	for i := range t.Apps {
		a, key := &t.Apps[i], keys[i]
		a.ByKind(
			func() { out.Deployed = append(out.Deployed, r.resolveDeployed(a, key)) },
			func() { out.Versioned = append(out.Versioned, r.resolveVersioned(a, key)) },
			func() { out.Existing = append(out.Existing, r.resolveExisting(a, key)) },
			func() { out.Outside = append(out.Outside, r.resolveOutside(a, key)) },
		)
	}
	return out
}

func (r *resolver) resolveDeployed(a *plan.App, key string) DeployedApp {
	identity := r.identity(a, key)
	out := DeployedApp{Identity: identity, Workload: r.resolveWorkload(a, identity.Labels), Routes: r.resolveRoutes(a)}
	out.Service = Service{Name: a.Names.Service, Selector: appPods(a)}
	out.Isolation = r.resolveIsolation(a)
	return out
}

func (r *resolver) resolveVersioned(a *plan.App, key string) VersionedApp {
	out := VersionedApp{
		Identity:  r.identity(a, key),
		Service:   Service{Name: a.Names.Service, Selector: appPods(a)},
		Ports:     resolvePorts(a),
		Isolation: r.resolveIsolation(a),
		Routes:    r.resolveRoutes(a),
	}
	for i := range a.Versions {
		out.Versions = append(out.Versions, r.resolveVersion(a, &a.Versions[i], key))
	}
	return out
}

// resolveVersion is one of several versions: the app with an image, a number of
// pods and a version label of its own, and a Service only where routes of the
// Gateway API need one.
func (r *resolver) resolveVersion(a *plan.App, one *plan.Version, key string) Version {
	app, alone := *a.Written, *a
	app.Version, app.Image, app.Replicas = one.Written.Version, one.Written.Image, *one.Replicas
	alone.Written, alone.Names.Deployment = &app, one.Deployment
	out := Version{Identity: r.identity(&alone, plan.VersionKey(key, one))}
	out.Workload = r.resolveWorkload(&alone, out.Labels)
	if r.plan.GatewayAPI() {
		out.Service = &Service{Name: a.VersionService(one), Selector: out.SelectorLabels}
	}
	return out
}

func (r *resolver) resolveExisting(a *plan.App, key string) ExistingApp {
	return ExistingApp{Identity: r.identity(a, key), Routes: r.resolveRoutes(a)}
}

// identity is where an app stands, and the labels of its objects.
func (r *resolver) identity(a *plan.App, key string) Identity {
	labels := maps.Clone(r.model.Labels)
	labels["app"], labels["app.kubernetes.io/name"] = a.Written.Name.Value, a.Written.Name.Value
	if version := a.Written.Version.Value; version != "" {
		labels["version"], labels["app.kubernetes.io/version"] = version, version
	}
	return Identity{Key: key, Namespace: a.Namespace, Labels: labels}
}

// resolveWorkload is the Deployment of an app, or of one of its versions.
func (r *resolver) resolveWorkload(a *plan.App, labels map[string]string) Workload {
	app := a.Written
	name, version := app.Name.Value, app.Version.Value
	out := Workload{
		Name:             name,
		Deployment:       a.Names.Deployment,
		DeploymentLabels: maps.Clone(labels),
		PodLabels:        format.Pairs(app.Pod.Labels),
		SelectorLabels:   appPods(a),
		Image:            app.Image.Value,
		Ports:            resolvePorts(a),
		Command:          format.Values(app.Command),
		Args:             format.Values(app.Args),
		Resources:        resolveResources(&app.Resources),
		Probes:           resolveProbes(a),
		HandedOn:         resolveHandedOn(app),
		ServiceAccount:   optional(app.ServiceAccount),
		Strategy:         resolveStrategy(app.Strategy),
	}
	out.PodSecurity, out.ContainerSecurity = splitSecurity(app.SecurityContext.Value)
	maps.Copy(out.DeploymentLabels, overlayLabels(a))
	maps.Copy(out.PodLabels, map[string]string{"app": name, "app.kubernetes.io/name": name})
	if version != "" {
		out.PodLabels["version"], out.PodLabels["app.kubernetes.io/version"] = version, version
		out.SelectorLabels["version"] = version
	}
	if count := &app.Replicas; count.Auto() {
		out.Autoscaler = &Replicas{Min: count.Min.Value, Max: count.Max.Value, CPU: number(count.CPU)}
		out.Several = count.Min.Value > 1
	} else {
		fixed := count.Number()
		out.Replicas, out.Several = &fixed, fixed > 1
	}
	for i := range app.Env {
		out.Env = append(out.Env, resolveVariable(&app.Env[i]))
	}
	return out
}

// resolveStrategy is how new pods take the place of old ones; nil where that is left to the API.
func resolveStrategy(s *format.Strategy) *Strategy {
	if s == nil {
		return nil
	}
	return &Strategy{Type: string(s.Type.Value), Surge: podShare(s.MaxSurge), Unavailable: podShare(s.MaxUnavailable)}
}

// podShare is a number of pods, or a share of them as a text; nil where neither was written.
func podShare(t format.Text) any {
	if !t.IsSet() {
		return nil
	}
	if n, err := strconv.Atoi(t.Value); err == nil {
		return n
	}
	return t.Value
}

func resolvePorts(a *plan.App) []Port {
	out := make([]Port, len(a.Ports))
	for i, port := range a.Ports {
		out[i] = Port{Name: port.Name, Number: port.Number, Target: port.Target}
	}
	return out
}

// overlayLabels are labels of an app's Deployment by which overlays choose it:
// what it is, and what the topology itself says of its pods.
func overlayLabels(a *plan.App) map[string]string {
	out := map[string]string{"app.kubernetes.io/component": "app"}
	if a.Written.SecurityContext.IsSet() {
		out[format.SelectorPrefix+"own-security-context"] = "true"
	}
	p := &a.Written.Pod.Spec
	if a.Written.ServiceAccount.IsSet() || format.Object(*p)["automountServiceAccountToken"] != nil {
		out[format.SelectorPrefix+"own-service-account"] = "true"
	}
	for label, own := range volumesOf(a.Written) {
		if own {
			out[format.SelectorPrefix+label] = "true"
		}
	}
	const unprivileged = 1024
	for _, port := range a.Ports {
		if port.Target < unprivileged {
			out[format.SelectorPrefix+"low-port"] = "true"
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
		if slices.Contains(format.PodOnlyFields, key) {
			ofPod[key] = v
		} else {
			ofContainer[key] = v
		}
	}
	return orNull(ofPod), orNull(ofContainer)
}

// resolveResources are what a container asks for and may use; nil for none.
func resolveResources(r *format.Resources) *Resources {
	if len(r.Requests) == 0 && len(r.Limits) == 0 {
		return nil
	}
	return &Resources{Requests: amounts(r.Requests), Limits: amounts(r.Limits)}
}

// amounts are quantities by resource, in canonical form.
func amounts(list []format.Pair) map[string]string {
	out := make(map[string]string, len(list))
	for _, p := range list {
		out[p.Key.Value] = quantity.Canonical(p.Value.Value)
	}
	return out
}
