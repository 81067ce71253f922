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
	"bytes"
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
	Tiers     []tier `json:"tiers"`
}

type istio struct {
	Namespace string `json:"namespace"`
	Install   string `json:"install"`
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
		Label   string `json:"label"`
		Secret  string `json:"secret"`
		Gateway string `json:"gateway"`
	} `json:"names"`
	SourceRanges []string `json:"sourceRanges"`
	Ports        []port   `json:"ports"`
}

// list may be written as its one item.
type list []string

func (l *list) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]string)(l))
	}
	*l = make(list, 1)
	return json.Unmarshal(text, &(*l)[0])
}

type tls struct {
	Mode     string `json:"mode"`
	Redirect bool   `json:"redirect"`
}

type cert struct {
	Secret string `json:"secret"`
}

type app struct {
	Name      string  `json:"name"`
	Namespace string  `json:"namespace"`
	Image     string  `json:"image"`
	Port      ports   `json:"port"`
	Routes    []route `json:"routes"`
	Names     struct {
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
}

// Each of these may be written short.

func (i *istio) UnmarshalJSON(text []byte) error {
	type long istio
	return short(text, (*long)(i), func(string) {})
}

func (t *tls) UnmarshalJSON(text []byte) error {
	type long tls
	return short(text, (*long)(t), func(word string) { t.Mode = word })
}

func (c *cert) UnmarshalJSON(text []byte) error {
	type long cert
	return short(text, (*long)(c), func(string) {})
}

func (r *route) UnmarshalJSON(text []byte) error {
	type long route
	return short(text, (*long)(r), func(path string) {
		if prefix, ok := strings.CutSuffix(path, "/*"); ok {
			r.Prefix = prefix + "/"
		} else {
			r.Exact = path
		}
	})
}

func (p *port) UnmarshalJSON(text []byte) error {
	type long port
	return short(text, (*long)(p), func(number string) { p.Port, _ = strconv.Atoi(number) })
}

func (p *ports) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]port)(p))
	}
	*p = make(ports, 1)
	return json.Unmarshal(text, &(*p)[0])
}

// short reads an object, or hands on a word or number alone.
func short(text []byte, object any, word func(string)) error {
	if text[0] == '{' {
		return json.Unmarshal(text, object)
	}
	text = bytes.Trim(text, `"`)
	if string(text) == "false" {
		text = []byte("off") // as YAML 1.1 reads the word
	}
	word(string(text))
	return nil
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
		return nil, fmt.Errorf("no tiers")
	}
	return t, nil
}

// label is the value of the label istio by which a tier's Gateways find its
// pods.
func (t *tier) label() string { return derived(t.Names.Label, t.Name, "ingressgateway") }

// gateway is the name of a tier's Deployment and Service.
func (t *tier) gateway() string { return derived(t.Names.Gateway, t.Name, "istio-ingressgateway") }

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

// cluster is Envoy's name for what an app's route leads to.
func (t *topology) cluster(a *app, r *route) string {
	namespace, service := a.Namespace, a.Names.Service
	if namespace == "" {
		namespace = t.Namespace
	}
	if service == "" {
		service = a.Name
	}
	number := a.Port[0].Port
	for _, p := range a.Port {
		if r.Port != nil && (fmt.Sprint(r.Port) == p.Name || fmt.Sprint(r.Port) == strconv.Itoa(p.Port)) {
			number = p.Port
		}
	}
	return fmt.Sprintf("outbound|%d||%s.%s.svc.cluster.local", number, service, namespace)
}

// hosts are those that a route of a tier is for.
func (r *route) hosts(t *tier) []string {
	if len(r.Hosts) > 0 {
		return r.Hosts
	}
	return t.Hosts
}
