package plan

import (
	"strings"

	"render/render/format"
	"render/render/naming"
)

// primary is the tier that takes Istio's own names.
const primary = "primary"

func namesOf(t *format.Tier) tierNames {
	n := tierNames{
		Workload:  "istio-ingressgateway",
		Label:     "ingressgateway",
		Gateway:   "gateway-ingressgateway",
		HTTPPort:  "http",
		HttpsPort: "https",
		Secret:    "tls-credential",
	}
	if name := t.Name.Value; name != primary {
		n.Workload += "-" + name
		n.Label += "-" + name
		n.Gateway += "-" + name
		n.HTTPPort += "-" + name
		n.HttpsPort += "-" + name
		n.Secret = "tls-" + name + "-credential"
	}
	replace(&n.Workload, t.Names.Workload)
	replace(&n.Label, t.Names.Label)
	replace(&n.Gateway, t.Names.Gateway)
	replace(&n.Secret, t.Names.Secret)
	replace(&n.Secret, t.Cert.Secret)
	return n
}

func replace(name *string, by format.Text) {
	if by.IsSet() {
		*name = by.Value
	}
}

// maxGateway is how long a Gateway's name may be.
const maxGateway = 63

// nameServers gives the servers of items their names, and doors beside a server's first, each by the
// first host.
func (t *Tier) nameServers(servers []Server) {
	most := min(naming.MaxSlug, maxGateway-1-len(t.Names.Gateway))
	words := naming.Slugs(itemHosts(servers), most, tcpWord)
	for i := range servers {
		s := &servers[i]
		for j := range s.Doors {
			if d := &s.Doors[j]; j > 0 {
				d.slug = words[d.Hosts[0].Value]
			}
		}
		if s.Item == nil {
			continue
		}
		s.slug = words[s.Item.Host[0].Value]
		s.HTTPPort, s.HTTPSPort = t.Names.HTTPPort+"-"+s.slug, t.Names.HttpsPort+"-"+s.slug
		s.Secret = "tls-" + s.slug + "-credential"
		if name := t.Written.Name.Value; name != primary {
			s.Secret = "tls-" + name + "-" + s.slug + "-credential"
		}
		replace(&s.Secret, s.Cert.Secret)
	}
}

// itemHosts are those that the servers of items, and doors, are called after.
func itemHosts(servers []Server) []string {
	var out []string
	for i := range servers {
		if item := servers[i].Item; item != nil {
			out = append(out, item.Host[0].Value)
		}
		for j := range servers[i].Doors {
			if d := &servers[i].Doors[j]; j > 0 {
				out = append(out, d.Hosts[0].Value)
			}
		}
	}
	return out
}

func namesOfApp(a *format.App, gateway string) appNames {
	base := a.Name.Value
	if a.Version.Value != "" {
		base += "-" + a.Version.Value
	}
	n := appNames{Deployment: base, Service: a.Name.Value, virtualService: a.Name.Value + "-on-" + gateway}
	replace(&n.Deployment, a.Names.Deployment)
	replace(&n.Service, a.Names.Service)
	replace(&n.virtualService, a.Names.VirtualService)
	return n
}

// AppKeys are the keys under which apps stand in the library's tree: their
// names, with the namespace where two in one tier have the same.
func AppKeys(apps []App) []string {
	count := map[string]int{}
	for i := range apps {
		count[apps[i].Written.Name.Value]++
	}
	keys := make([]string, len(apps))
	for i := range apps {
		keys[i] = apps[i].Written.Name.Value
		if count[keys[i]] > 1 {
			keys[i] += "." + apps[i].Namespace + "." + apps[i].Names.Deployment
		}
	}
	return keys
}

// VersionService is the Service of one version alone, as routes of the Gateway
// API need it.
func (a *App) VersionService(one *Version) string { return a.Names.Service + "-" + one.Subset }

// VersionKey is where a version stands in the library's tree. Neither a name
// nor a version has an "@".
func VersionKey(app string, one *Version) string { return app + "@" + one.Written.Version.Value }

// AppKey is the key of the app that a key belongs to.
func AppKey(key string) string {
	app, _, _ := strings.Cut(key, "@")
	return app
}

// OperatorNamespace is where `istioctl operator init` puts the operator, and
// operatorPort its Service's.
const (
	OperatorNamespace = "istio-operator"
	OperatorPort      = 8383
)

// OperatorName is the operator's, of which there is one a revision.
func (p *Plan) OperatorName() string { return "istio-operator-" + p.Revision }

// ChartApp is the value of the label `app` of the pods of Istio's ingress
// gateways, and part of their selectors (istio/istio, manifests/charts/gateways/
// istio-ingress/values.yaml). That it is the same however Istio is installed
// lets a topology change `install` without another selector.
const ChartApp = "istio-ingressgateway"

// IstiodLabel is the label `istio` of istiod's pods, which a Gateway would
// configure as gateways (istio/istio, manifests/charts/istio-control).
const IstiodLabel = "pilot"

// tcpWord ends the names of what is for TCP ports.
const tcpWord = "tcp"

// TCPName is the Gateway of a tier's TCP ports. It is one of its own, so that
// its host "*" is no host of HTTP.
func TCPName(gateway string) string { return gateway + "-" + tcpWord }
