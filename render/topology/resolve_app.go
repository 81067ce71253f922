package topology

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"render/render/platform"
)

func (p *Plan) resolveApp(a *appPlan, key string, m *Model) ModelApp {
	app := a.app
	name, version := app.Name.Value, app.Version.Value
	out := ModelApp{
		Key:            key,
		Name:           name,
		Namespace:      a.namespace,
		Version:        optional(app.Version),
		Deployment:     a.names.deployment,
		Service:        a.names.service,
		Labels:         maps.Clone(m.Labels),
		Pods:           map[string]string{"app": name, "app.kubernetes.io/name": name},
		Selector:       map[string]string{"app": name},
		Image:          app.Image.Value,
		Replicas:       app.Replicas.Value,
		Command:        values(app.Command),
		Args:           values(app.Args),
		Resources:      resources(&app.Resources),
		Probe:          resolveProbe(a),
		ServiceAccount: optional(app.ServiceAccount),
	}
	out.Labels["app"], out.Labels["app.kubernetes.io/name"] = name, name
	if version != "" {
		out.Pods["version"], out.Pods["app.kubernetes.io/version"] = version, version
		out.Selector["version"] = version
		out.Labels["version"], out.Labels["app.kubernetes.io/version"] = version, version
	}
	out.DeploymentLabels = maps.Clone(out.Labels)
	maps.Copy(out.DeploymentLabels, p.marks(a))
	for _, e := range app.Env {
		out.Env = append(out.Env, ModelEnv{e.Key.Value, e.Value.Value})
	}
	for _, port := range a.ports {
		out.Ports = append(out.Ports, ModelAppPort{port.name, port.number, port.target})
	}
	out.ContainerSecurity, out.PodSecurity = splitSecurity(app.SecurityContext.Value)
	if app.Replicas.Value > 1 {
		api := "policy/v1"
		if !platform.KubernetesPDBV1.In(p.Versions.Kubernetes) {
			api = "policy/v1beta1"
		}
		out.DisruptionBudget = &api
		out.Spread = platform.KubernetesTopologySpread.In(p.Versions.Kubernetes)
	}
	for i := range a.own {
		out.VirtualServices = append(out.VirtualServices, resolveVirtualService(&a.own[i]))
	}
	return out
}

// marks are labels of an app's Deployment by which overlays choose it: what it
// is, and what the topology itself says of its pods.
func (p *Plan) marks(a *appPlan) map[string]string {
	out := map[string]string{"app.kubernetes.io/component": "app"}
	if a.app.SecurityContext.IsSet() {
		out["render/own-security-context"] = "true"
	}
	if a.app.ServiceAccount.IsSet() {
		out["render/own-service-account"] = "true"
	}
	const unprivileged = 1024
	for _, port := range a.ports {
		if port.target < unprivileged {
			out["render/low-port"] = "true"
		}
	}
	return out
}

// splitSecurity divides a security context over the container and, for the
// fields that only a pod has, the pod.
func splitSecurity(value any) (container, pod map[string]any) {
	container, pod = map[string]any{}, map[string]any{}
	object, _ := value.(map[string]any)
	for key, v := range object {
		if slices.Contains(podOnlyFields, key) {
			pod[key] = v
		} else {
			container[key] = v
		}
	}
	return container, pod
}

func resolveProbe(a *appPlan) *ModelProbe {
	probe := &a.app.Probe
	if !probe.IsSet() || len(a.ports) == 0 {
		return nil
	}
	out := &ModelProbe{Path: probe.Path.Value, Port: a.ports[0].name}
	for _, port := range a.ports {
		if probe.Port.IsSet() && port.target == probe.Port.Value {
			out.Port = port.name
		}
	}
	out.InitialDelaySeconds, out.PeriodSeconds = givenNumber(probe.InitialDelaySeconds), givenNumber(probe.PeriodSeconds)
	out.TimeoutSeconds, out.FailureThreshold = givenNumber(probe.TimeoutSeconds), givenNumber(probe.FailureThreshold)
	return out
}

func resolveVirtualService(s *virtualServicePlan) ModelVirtualService {
	out := ModelVirtualService{Name: s.name, Namespace: s.namespace, Hosts: s.hosts, Gateways: s.gateways}
	for _, r := range s.routes {
		out.Routes = append(out.Routes, resolveRoute(r, s)...)
	}
	return out
}

// serviceHost is how a VirtualService names a Service: alone in the Service's
// own namespace, else in full.
func serviceHost(a *appPlan, s *virtualServicePlan) string {
	if s.full || a.namespace != s.namespace {
		return a.names.service + "." + a.namespace + ".svc.cluster.local"
	}
	return a.names.service
}

func resolveRoute(r *routePlan, s *virtualServicePlan) []ModelRoute {
	route := r.route
	out := ModelRoute{CORS: cors(route.CORS), Timeout: seconds(route.Timeout)}
	if route.Redirect != nil {
		out.Redirect = redirect(route.Redirect)
	} else if r.port != nil {
		out.Destination = &ModelDestination{serviceHost(r.app, s), r.port.number}
	}
	if t := route.Retries; t != nil {
		out.Retries = retries(t)
	}
	if m := route.Mirror; m != nil && r.mirrored != nil && len(r.mirrored.ports) > 0 {
		out.Mirror = &ModelMirror{serviceHost(r.mirrored, s), r.mirrored.ports[0].number, m.Percent.Value}
	}
	if r.class != prefixPath || !route.Rewrite.IsSet() {
		out.Matches = r.matches()
		if route.Rewrite.IsSet() {
			out.Rewrite = &route.Rewrite.Value
		}
		return []ModelRoute{out}
	}
	// The prefix itself and what is below it are replaced by different texts:
	// /api and /api/x with rewrite /v1 become /v1 and /v1/x.
	alone, below := out, out
	to := route.Rewrite.Value
	slash := to
	if to[len(to)-1] != '/' {
		slash += "/"
	}
	alone.Rewrite, below.Rewrite = &to, &slash
	alone.Matches = r.withConditions(map[string]any{"exact": r.path})
	below.Matches = r.withConditions(map[string]any{"prefix": r.path + "/"})
	return []ModelRoute{alone, below}
}

// matches are the entries of a VirtualService's match list. Istio's prefix is
// one of characters, so a prefix of path segments takes two.
func (r *routePlan) matches() []map[string]any {
	switch r.class {
	case prefixPath:
		return append(r.withConditions(map[string]any{"exact": r.path}), r.withConditions(map[string]any{"prefix": r.path + "/"})...)
	case regexPath:
		return r.withConditions(map[string]any{"regex": r.path})
	case everyPath:
		return r.withConditions(map[string]any{"prefix": "/"})
	}
	return r.withConditions(map[string]any{"exact": r.path})
}

// withConditions is a match for each method, or one where all are welcome.
func (r *routePlan) withConditions(uri map[string]any) []map[string]any {
	match := map[string]any{"uri": uri}
	if len(r.route.Headers) > 0 {
		headers := map[string]any{}
		for _, h := range r.route.Headers {
			headers[h.Key.Value] = headerMatch(&h.Value)
		}
		match["headers"] = headers
	}
	if len(r.methods) == 0 {
		return []map[string]any{match}
	}
	out := make([]map[string]any, len(r.methods))
	for i, method := range r.methods {
		out[i] = maps.Clone(match)
		out[i]["method"] = map[string]any{"exact": method}
	}
	return out
}

// headerMatch is a StringMatch; an empty one asks only that the header is
// there.
func headerMatch(h *HeaderValue) map[string]any {
	switch {
	case h.Exact.IsSet():
		return map[string]any{"exact": h.Exact.Value}
	case h.Prefix.IsSet():
		return map[string]any{"prefix": h.Prefix.Value}
	case h.Regex.IsSet():
		return map[string]any{"regex": h.Regex.Value}
	}
	return map[string]any{}
}

func redirect(d *Redirect) map[string]any {
	scheme, host, path, port := splitRedirect(d.To.Value)
	out := map[string]any{}
	for key, value := range map[string]string{"scheme": scheme, "authority": host, "uri": path} {
		if value != "" {
			out[key] = value
		}
	}
	if port != 0 {
		out["port"] = port
	}
	code, _ := strconv.Atoi(d.Code.Value)
	out["redirectCode"] = code
	return out
}

func retries(t *Retries) map[string]any {
	out := map[string]any{"attempts": t.Attempts.Value}
	if s := seconds(t.PerTry); s != nil {
		out["perTryTimeout"] = *s
	}
	on := ""
	for i, condition := range t.On {
		if i > 0 {
			on += ","
		}
		on += condition.Value
	}
	if on != "" {
		out["retryOn"] = on
	}
	return out
}

func cors(c *CORS) map[string]any {
	if c == nil {
		return nil
	}
	origins := make([]any, len(c.Origins))
	for i, o := range c.Origins {
		origins[i] = map[string]any{"exact": o.Value}
		if o.Value == "*" {
			origins[i] = map[string]any{"regex": ".*"}
		}
	}
	out := map[string]any{"allowOrigins": origins}
	for key, list := range map[string][]Text{"allowMethods": c.Methods, "allowHeaders": c.Headers, "exposeHeaders": c.Expose} {
		if len(list) > 0 {
			out[key] = values(list)
		}
	}
	if s := seconds(c.MaxAge); s != nil {
		out["maxAge"] = *s
	}
	if c.Credentials.IsSet() {
		out["allowCredentials"] = c.Credentials.Value
	}
	return out
}

// seconds is a duration in the one spelling that every reader of Istio's
// objects takes; null where none was written.
func seconds(t Text) *string {
	if !t.IsSet() {
		return nil
	}
	d, err := time.ParseDuration(t.Value)
	if err != nil {
		return nil
	}
	text := strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + "s"
	return &text
}
