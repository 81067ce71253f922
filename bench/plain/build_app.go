package plain

import "strings"

func (t *Topology) appHeader(apiVersion, kind, name string, app *App) Header {
	h := t.header(apiVersion, kind, "default", name)
	l := &h.Metadata.Labels
	l.App, l.AppName, l.AppVer, l.Version = app.Name, app.Name, app.Version, app.Version
	return h
}

func (t *Topology) service(app *App) *Service {
	s := &Service{Header: t.appHeader("v1", "Service", app.Name, app)}
	s.Spec.Selector.App = app.Name
	s.Spec.Ports = []ServicePort{{Name: "http", Port: app.Port, TargetPort: app.Port}}
	return s
}

func (t *Topology) deployment(app *App) *Deployment {
	d := &Deployment{Header: t.appHeader("apps/v1", "Deployment", app.Name+"-"+app.Version, app)}
	d.Metadata.Labels.Component = "app"
	d.Spec.Replicas = 1
	d.Spec.Selector.MatchLabels = Labels{App: app.Name, Version: app.Version}
	d.Spec.Template.Metadata.Labels = Labels{App: app.Name, AppName: app.Name, AppVer: app.Version, Version: app.Version}
	d.Spec.Template.Spec.Containers = []Container{{
		Name:            app.Name,
		Image:           app.Image,
		ImagePullPolicy: "IfNotPresent",
		Ports:           []ContainerPort{{"http", app.Port}},
		Resources:       Resources{Requests: &Amounts{CPU: app.Resources.Requests.CPU}},
	}}
	return d
}

func (t *Topology) virtualService(tier *Tier, app *App) *VirtualService {
	name := app.Names.VirtualService
	if name == "" {
		name = app.Name + "-on-" + tier.gateway
	}
	v := &VirtualService{Header: t.appHeader(t.networking(), "VirtualService", name, app)}
	v.Spec.Hosts = tier.Hosts
	v.Spec.Gateways = []string{tier.gateway}
	v.Spec.HTTP = make([]HTTPRoute, 0, len(app.Routes))
	for _, path := range app.Routes {
		route := HTTPRoute{Route: make([]Destination, 1)}
		if folder, ok := strings.CutSuffix(path, "/*"); ok {
			route.Match = make([]Match, 2)
			route.Match[0].URI.Exact = folder
			route.Match[1].URI.Prefix = folder + "/"
		} else {
			route.Match = make([]Match, 1)
			route.Match[0].URI.Exact = path
		}
		route.Route[0].Destination.Host = app.Name
		route.Route[0].Destination.Port.Number = app.Port
		v.Spec.HTTP = append(v.Spec.HTTP, route)
	}
	return v
}
