package topology

// primary is the tier that takes Istio's own names.
const primary = "primary"

// tierNames are the names a tier's objects have, derived or given.
type tierNames struct {
	gateway      string // Deployment, Service, ingressGateways[].name
	label        string // of its pods, the Gateway's selector
	istioGateway string
	httpPort     string
	httpsPort    string
	secret       string
}

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

// appNames are the names an app's objects have, derived or given.
type appNames struct {
	deployment     string
	service        string
	virtualService string
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
