package topology

import "strings"

// primary is the tier that takes Istio's own names.
const primary = "primary"

func namesOf(t *Tier) tierNames {
	n := tierNames{
		gateway:      "istio-ingressgateway",
		label:        "ingressgateway",
		istioGateway: "gateway-ingressgateway",
		httpPort:     "http",
		httpsPort:    "https",
		secret:       "tls-credential",
	}
	if name := t.Name.Value; name != primary {
		n.gateway += "-" + name
		n.label += "-" + name
		n.istioGateway += "-" + name
		n.httpPort += "-" + name
		n.httpsPort += "-" + name
		n.secret = "tls-" + name + "-credential"
	}
	replace(&n.gateway, t.Names.Gateway)
	replace(&n.label, t.Names.Label)
	replace(&n.istioGateway, t.Names.IstioGateway)
	replace(&n.secret, t.Names.Secret)
	replace(&n.secret, t.Cert.Secret)
	return n
}

func replace(name *string, by Text) {
	if by.IsSet() {
		*name = by.Value
	}
}

func namesOfApp(a *App, istioGateway string) appNames {
	base := a.Name.Value
	if a.Version.Value != "" {
		base += "-" + a.Version.Value
	}
	n := appNames{deployment: base, service: a.Name.Value, virtualService: a.Name.Value + "-on-" + istioGateway}
	replace(&n.deployment, a.Names.Deployment)
	replace(&n.service, a.Names.Service)
	replace(&n.virtualService, a.Names.VirtualService)
	return n
}

// appKeys are the keys under which apps stand in the library's tree: their
// names, with the namespace where two in one tier have the same.
func appKeys(apps []appPlan) []string {
	count := map[string]int{}
	for i := range apps {
		count[apps[i].app.Name.Value]++
	}
	keys := make([]string, len(apps))
	for i := range apps {
		keys[i] = apps[i].app.Name.Value
		if count[keys[i]] > 1 {
			keys[i] += "." + apps[i].namespace + "." + apps[i].names.deployment
		}
	}
	return keys
}

// versionService is the Service of one version alone, as routes of the Gateway
// API need it.
func (a *appPlan) versionService(one *versionPlan) string { return a.names.service + "-" + one.subset }

// versionKey is where a version stands in the library's tree. Neither a name
// nor a version has an "@".
func versionKey(app string, one *versionPlan) string { return app + "@" + one.version.Version.Value }

// appKey is the key of the app that a key belongs to.
func appKey(key string) string {
	app, _, _ := strings.Cut(key, "@")
	return app
}

// operatorNamespace is where `istioctl operator init` puts the operator, and
// operatorPort its Service's.
const (
	operatorNamespace = "istio-operator"
	operatorPort      = 8383
)

// operatorName is the operator's, of which there is one a revision.
func (p *Plan) operatorName() string { return "istio-operator-" + p.Revision }

// chartApp is the value of the label `app` of the pods of Istio's ingress
// gateways, and part of their selectors (istio/istio, manifests/charts/gateways/
// istio-ingress/values.yaml). That it is the same however Istio is installed
// lets a topology change `install` without another selector.
const chartApp = "istio-ingressgateway"

// istiodLabel is the label `istio` of istiod's pods, which a Gateway would
// configure as gateways (istio/istio, manifests/charts/istio-control).
const istiodLabel = "pilot"

// tcpWord ends the names of what is for TCP ports.
const tcpWord = "tcp"

// tcpName is the Gateway of a tier's TCP ports. It is one of its own, so that
// its host "*" is no host of HTTP.
func tcpName(istioGateway string) string { return istioGateway + "-" + tcpWord }
