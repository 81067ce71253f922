package topology

import "strings"

// resolveApps is an app of several versions, or one that exists already, as the
// library's apps: the app, and each of its versions behind it.
func (r *resolver) resolveApps(a *appPlan, key string) []ModelApp {
	app := r.resolveApp(a, key)
	labels := plain(r.model.Labels)
	labels["app"], labels["app.kubernetes.io/name"] = a.app.Name.Value, a.app.Name.Value
	if a.backend != nil {
		app.Deployed, app.Served, app.Several = false, false, false
		app.Deployment, app.Service, app.DisruptionBudget = nil, nil, nil
		if a.backend.entry {
			app.ServiceEntries = []ModelServiceEntry{r.serviceEntry(a, labels)}
			if ports := originated(a); len(ports) > 0 {
				app.DestinationRules = []ModelDestinationRule{{Name: a.app.Name.Value, Host: a.backend.host,
					Metadata: r.metadata(a.app.Name.Value, a.namespace, labels), TLS: true, TLSPorts: ports}}
			}
		}
		return []ModelApp{app}
	}
	app.Deployed, app.Several = false, false
	app.Deployment, app.DisruptionBudget = nil, nil
	rule := ModelDestinationRule{Name: a.names.service, Host: a.names.service, Metadata: r.metadata(a.names.service, a.namespace, labels), Versions: true}
	out := []ModelApp{app}
	for i := range a.versions {
		one := &a.versions[i]
		rule.Subsets = append(rule.Subsets, map[string]any{"name": one.subset, "labels": map[string]any{"version": one.version.Version.Value}})
		out = append(out, r.resolveVersion(a, one, key))
	}
	if !r.plan.gatewayAPI() { // which knows no subsets, and takes a Service for each
		out[0].DestinationRules = []ModelDestinationRule{rule}
	}
	return out
}

// resolveVersion is one of several versions: the app with an image, a number of
// pods and a version label of its own, no routes, and a Service only where routes
// of the Gateway API need one.
func (r *resolver) resolveVersion(a *appPlan, one *versionPlan, key string) ModelApp {
	app := *a.app
	app.Version, app.Image, app.Replicas.Value = one.version.Version, one.version.Image, one.replicas
	alone := *a
	alone.app, alone.own, alone.connections, alone.versions, alone.http = &app, nil, nil, nil, nil
	alone.names.deployment = one.deployment
	alone.names.service = a.versionService(one)
	out := r.resolveApp(&alone, versionKey(key, one))
	out.Served, out.ServiceSelector = r.plan.gatewayAPI(), out.SelectorLabels
	return out
}

// destinations are a route's: one, or one for each version with its weight.
func destinations(a *appPlan, port *portPlan, s *virtualServicePlan) []any {
	if len(a.versions) == 0 {
		return []any{map[string]any{"destination": destination(a, port, s)}}
	}
	out := make([]any, len(a.versions))
	for i := range a.versions {
		one := destination(a, port, s)
		one["subset"] = a.versions[i].subset
		out[i] = map[string]any{"destination": one, "weight": float64(a.versions[i].version.Weight.Value)}
	}
	return out
}

// serviceEntry tells Istio of what is outside the cluster.
func (r *resolver) serviceEntry(a *appPlan, labels map[string]any) ModelServiceEntry {
	b := a.backend
	out := ModelServiceEntry{Name: a.app.Name.Value, Metadata: r.metadata(a.app.Name.Value, a.namespace, labels), Hosts: []any{b.host}}
	for _, port := range a.ports {
		out.Ports = append(out.Ports, map[string]any{"name": port.name, "number": float64(port.number),
			"protocol": strings.ToUpper(port.port.Protocol.Value)})
	}
	if b.address.IsValid() {
		// Without addresses, a TCP port of it would take in whatever the mesh
		// sends to that port of anything (IST0134).
		address := b.address.String()
		out.Static, out.Addresses, out.Endpoints = true, []any{address}, []any{map[string]any{"address": address}}
	}
	return out
}

// systemCAs is where the proxy's image has the public authorities. Without it
// Istio before 1.21 checks no certificate of a server at all.
const systemCAs = "/etc/ssl/certs/ca-certificates.crt"

// originated are the settings of the ports to which the gateway itself speaks TLS.
func originated(a *appPlan) []any {
	var out []any
	for _, port := range a.tlsPorts() {
		out = append(out, map[string]any{"port": map[string]any{"number": float64(port.number)}, "tls": map[string]any{
			"mode": "SIMPLE", "caCertificates": systemCAs, "sni": a.backend.host, "subjectAltNames": []any{a.backend.host}}})
	}
	return out
}

// withAuthority gives a route to a host outside the cluster its name: a server
// there knows itself by that, not by the tier's hosts.
func withAuthority(r *routePlan, rule map[string]any) map[string]any {
	if r.route.Redirect != nil || !r.app.backend.named() {
		return rule
	}
	rewrite := map[string]any{"authority": r.app.backend.host}
	if uri, ok := rule["rewrite"].(map[string]any); ok {
		rewrite["uri"] = uri["uri"]
	}
	rule["rewrite"] = rewrite
	return rule
}
