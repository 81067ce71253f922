// Package mesh judges rendered objects by Istio itself: an IstioOperator is
// expanded by its installer, objects are looked at by its validation and its
// analyzers, and requests are followed by istiod's routing code.
//
// In go a topology file and the streams that were rendered from it; out come
// problems. What ought to be there is computed here from the topology, never
// from the streams and never by the renderer: a referee that shares code with a
// player shares its mistakes.
package mesh

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"sigs.k8s.io/yaml"
)

// topology is what of a topology file decides where requests go.
type topology struct {
	Namespace string `json:"namespace"`
	Routing   string `json:"routing"`
	Istio     istio  `json:"istio"`
	Secrets   mode   `json:"secrets"`
	Tiers     []tier `json:"tiers"`
}

type istio struct {
	Namespace string `json:"namespace"`
	Install   string `json:"install"`
	Name      string `json:"name"`
	Revision  string `json:"revision"`
}

type tier struct {
	Name  string   `json:"name"`
	IP    list     `json:"ip"`
	Hosts []string `json:"hosts"`
	TLS   tls      `json:"tls"`
	Cert  cert     `json:"cert"`
	Apps  []app    `json:"apps"`
	Names struct {
		Label    string `json:"label"`
		Secret   string `json:"secret"`
		Workload string `json:"workload"`
		// Of the Gateway object.
		Gateway string `json:"gateway"`
	} `json:"names"`
	SourceRanges []string `json:"sourceRanges"`
	Ports        []port   `json:"ports"`
}

// mode is the form of Secrets.
type mode struct {
	Mode string `json:"mode"`
}

// list may be written as its one item.
type list []string

type tls struct {
	Mode     string `json:"mode"`
	Redirect bool   `json:"redirect"`
	ClientCA string `json:"clientCA"`
}

type cert struct {
	Secret string `json:"secret"`
}

type app struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
	Service   string `json:"service"`
	Versions  []struct {
		Version string `json:"version"`
		Weight  uint32 `json:"weight"`
	} `json:"versions"`
	Port   ports   `json:"port"`
	Routes []route `json:"routes"`
	Names  struct {
		Service string `json:"service"`
	} `json:"names"`
}

type ports []port

type port struct {
	Name     string `json:"name"`
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
}

type route struct {
	Exact    string                     `json:"exact"`
	Prefix   string                     `json:"prefix"`
	Regex    string                     `json:"regex"`
	Hosts    []string                   `json:"hosts"`
	Methods  []string                   `json:"methods"`
	Headers  map[string]json.RawMessage `json:"headers"`
	Port     any                        `json:"port"`
	Redirect any                        `json:"redirect"`
	Timeout  string                     `json:"timeout"`
	TCP      int                        `json:"tcp"`
}

func readTopology(text []byte) (*topology, error) {
	t := &topology{}
	if err := yaml.Unmarshal(text, t); err != nil {
		return nil, err
	}
	if t.Namespace == "" {
		t.Namespace = "default"
	}
	if t.Istio.Namespace == "" {
		t.Istio.Namespace = "istio-system"
	}
	if len(t.Tiers) == 0 {
		return nil, fmt.Errorf("no tiers") // no clause: the topology is not what is judged
	}
	return t, nil
}

// label is the value of the label istio by which a tier's Gateways find its
// pods.
func (t *tier) label() string { return derived(t.Names.Label, t.Name, "ingressgateway") }

const gatewayAPI = "gateway-api"

// gateway is the name of a tier's Deployment and Service. Istio makes those of
// the Gateway API itself.
func (t *topology) gateway(tier *tier) string {
	if t.Routing == gatewayAPI {
		return tier.istioGateway() + "-istio"
	}
	return derived(tier.Names.Workload, tier.Name, "istio-ingressgateway")
}

func (t *tier) istioGateway() string {
	return derived(t.Names.Gateway, t.Name, "gateway-ingressgateway")
}

// gateways is the namespace of the gateways' pods.
func (t *topology) gateways() string {
	if t.Routing == gatewayAPI {
		return t.Namespace
	}
	return t.Istio.Namespace
}

// labels are those of a tier's pods by which Gateways find them.
func (t *topology) labels(tier *tier) map[string]string {
	if t.Routing == gatewayAPI {
		return map[string]string{"gateway.networking.k8s.io/gateway-name": tier.istioGateway()}
	}
	return map[string]string{"app": "istio-ingressgateway", "istio": tier.label()}
}

// certificate is the name under which istiod hands out a tier's certificate.
func (t *topology) certificate(tier *tier) string {
	if t.Routing == gatewayAPI {
		return "kubernetes-gateway://" + t.Namespace + "/" + tier.secret()
	}
	return "kubernetes://" + tier.secret()
}

// authority is the name under which istiod hands out what checks the
// certificates of a tier's clients. A Gateway of the Gateway API names a Secret
// for those who may have one, beside which Istio looks for one in turn.
func (t *topology) authority(tier *tier) string {
	if t.Routing == gatewayAPI && tier.TLS.Mode == "optional-mutual" && tier.TLS.ClientCA != "" {
		return t.certificate(tier) + "-cacert-cacert"
	}
	return t.certificate(tier) + "-cacert"
}

func (t *tier) secret() string {
	switch {
	case t.Cert.Secret != "":
		return t.Cert.Secret
	case t.Names.Secret != "":
		return t.Names.Secret
	case t.Name == "primary":
		return "tls-credential"
	}
	return "tls-" + t.Name + "-credential"
}

func derived(override, tier, name string) string {
	switch {
	case override != "":
		return override
	case tier == "primary":
		return name
	}
	return name + "-" + tier
}

// revision is that of the istiod which injects the gateways; "" is the default
// one. Sail calls a revision after its Istio object.
func (i *istio) revision() string {
	if i.Install == "sail" && i.Revision == "" && i.Name != "default" {
		return i.Name
	}
	return i.Revision
}

// namespace is an app's.
func (t *topology) namespace(a *app) string {
	if a.Namespace != "" {
		return a.Namespace
	}
	return t.Namespace
}

// serviceOf is the Service that an app has, or names as existing; no name where
// it is outside the cluster.
func (t *topology) serviceOf(a *app) (name, namespace string) {
	namespace = t.namespace(a)
	switch {
	case a.Service == "" && a.Names.Service != "":
		return a.Names.Service, namespace
	case a.Service == "":
		return a.Name, namespace
	}
	service, whole := strings.CutSuffix(a.Service, ".svc.cluster.local")
	if !whole && strings.Count(service, ".") > 1 || address(service).IsValid() {
		return "", ""
	}
	if name, other, ok := strings.Cut(service, "."); ok {
		return name, other
	}
	return service, namespace
}

// host is what Istio calls an app's Service, or what is outside; an address is
// given a name.
func (t *topology) host(a *app) string {
	name, namespace := t.serviceOf(a)
	switch {
	case name != "":
		return name + "." + namespace + ".svc.cluster.local"
	case address(a.Service).IsValid():
		return a.Name + "." + t.namespace(a) + ".outside.internal"
	}
	return a.Service
}

// clusters are Envoy's names for what an app's route leads to, and their
// weights.
func (t *topology) clusters(a *app, r *route) map[string]uint32 {
	number := a.Port[0].Port
	for _, p := range a.Port {
		if r.Port != nil && (fmt.Sprint(r.Port) == p.Name || fmt.Sprint(r.Port) == strconv.Itoa(p.Port)) {
			number = p.Port
		}
	}
	if len(a.Versions) == 0 {
		return map[string]uint32{fmt.Sprintf("outbound|%d||%s", number, t.host(a)): 100}
	}
	out := map[string]uint32{}
	for _, v := range a.Versions {
		subset := strings.ToLower(strings.NewReplacer(".", "-", "_", "-").Replace(v.Version))
		if t.Routing == gatewayAPI { // which has a Service for each
			name, rest, _ := strings.Cut(t.host(a), ".")
			out[fmt.Sprintf("outbound|%d||%s-%s.%s", number, name, subset, rest)] = v.Weight
			continue
		}
		out[fmt.Sprintf("outbound|%d|%s|%s", number, subset, t.host(a))] = v.Weight
	}
	return out
}

// hosts are those that a route of a tier is for.
func (r *route) hosts(t *tier) []string {
	if len(r.Hosts) > 0 {
		return r.Hosts
	}
	return t.Hosts
}
