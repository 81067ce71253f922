// Package isolation judges rendered NetworkPolicies by code of those who test networks: which
// connections between pods there may be, by the semantics that Kubernetes gives them.
//
// In go a topology and the stream that was rendered from it; out come problems. Which connections
// ought to be let in is computed here from the topology, and must never be read from policies or
// by the renderer.
package isolation

import (
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// topology is what of a topology file decides who may call whom.
type topology struct {
	Namespace        string `json:"namespace,omitempty"`
	GatewayNamespace string `json:"gatewayNamespace,omitempty"`
	Routing          string `json:"routing,omitempty"`
	Isolation        any    `json:"isolation,omitempty"`
	Secrets          any    `json:"secrets,omitempty"`
	Istio            struct {
		Install    string     `json:"install,omitempty"`
		MeshConfig meshConfig `json:"meshConfig,omitempty"`
	} `json:"istio"`
	Overlays []string `json:"overlays,omitempty"`
	Tiers    []tier   `json:"tiers"`
}

type tier struct {
	Name             string   `json:"name"`
	Hosts            []string `json:"hosts,omitempty"`
	Cert             any      `json:"cert,omitempty"`
	Namespace        string   `json:"namespace,omitempty"`
	GatewayNamespace string   `json:"gatewayNamespace,omitempty"`
	Ports            []port   `json:"ports,omitempty"`
	SourceRanges     []string `json:"sourceRanges,omitempty"`
	TrafficPolicy    string   `json:"trafficPolicy,omitempty"`
	Access           any      `json:"access,omitempty"`
	Apps             []app    `json:"apps"`
}

type app struct {
	Name           string   `json:"name"`
	Namespace      string   `json:"namespace,omitempty"`
	Image          string   `json:"image,omitempty"`
	Service        string   `json:"service,omitempty"`
	Outside        string   `json:"outside,omitempty"`
	Versions       []any    `json:"versions,omitempty"`
	ServiceAccount string   `json:"serviceAccount,omitempty"`
	Port           any      `json:"port"`
	AllowFrom      []string `json:"allowFrom,omitempty"`
	Routes         []any    `json:"routes,omitempty"`
	Access         any      `json:"access,omitempty"`
}

type port struct {
	Name       string `json:"name,omitempty"`
	Port       int    `json:"port"`
	TargetPort int    `json:"targetPort,omitempty"`
}

func (p port) target() int {
	if p.TargetPort != 0 {
		return p.TargetPort
	}
	return p.Port
}

func read(text []byte) (*topology, error) {
	t := &topology{}
	if err := yaml.Unmarshal(text, t); err != nil {
		return nil, err
	}
	if t.Namespace == "" {
		t.Namespace = "default"
	}
	return t, nil
}

// isolates reports whether apps, or gateways, are.
func (t *topology) isolates(what string) bool {
	switch v := t.Isolation.(type) {
	case bool:
		return v
	case map[string]any:
		return v[what] == true
	}
	return false
}

// proves reports whether the certificate of a tier is one that an authority asks for by HTTP-01.
func (t *topology) proves(of *tier) bool {
	secrets, _ := t.Secrets.(map[string]any)
	issued, _ := secrets["cert-manager"].(map[string]any)
	cert, _ := of.Cert.(map[string]any)
	return issued["solver"] == "http01" && cert["secret"] == nil
}

func (t *topology) monitored() bool { return slices.Contains(t.Overlays, "monitoring") }

// home is where an app is.
func (t *topology) home(of *tier, a *app) string {
	return first(a.Namespace, of.Namespace, t.Namespace)
}

// gatewayHome is where a tier's gateway is.
func (t *topology) gatewayHome(of *tier) string {
	fallback := "istio-system"
	if t.Routing == "gateway-api" {
		fallback = t.Namespace
	}
	return first(of.GatewayNamespace, t.GatewayNamespace, fallback)
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func (a *app) deployed() bool { return a.Service == "" && a.Outside == "" }

// ports are those of an app's pods.
func (a *app) ports() []int {
	var out []int
	add := func(v any) {
		switch v := v.(type) {
		case float64:
			out = append(out, int(v))
		case int:
			out = append(out, v)
		case map[string]any:
			n, ok := v["targetPort"].(float64)
			if !ok {
				n = v["port"].(float64)
			}
			out = append(out, int(n))
		}
	}
	if list, ok := a.Port.([]any); ok {
		for _, v := range list {
			add(v)
		}
		return out
	}
	add(a.Port)
	return out
}

// mirrors are the apps that get copies of an app's requests.
func (a *app) mirrors() []string {
	var out []string
	for _, r := range a.Routes {
		if m, ok := r.(map[string]any); ok {
			switch to := m["mirror"].(type) {
			case string:
				out = append(out, to)
			case map[string]any:
				out = append(out, to["app"].(string))
			}
		}
	}
	return out
}

// serves reports whether a tier's gateway sends something to the pods of an app: because it is
// one of the tier's, or has the Service that one of them names, or gets copies.
func (t *topology) serves(of *tier, home string, it *app) bool {
	if slices.Contains(t.askedBy(of), [2]string{home, it.Name}) {
		return true // who may come in
	}
	for i := range of.Apps {
		a := &of.Apps[i]
		if a.deployed() && a.Name == it.Name && t.home(of, a) == home {
			return true
		}
		if name, namespace, _ := strings.Cut(a.Service, "."); name == it.Name && first(namespace, t.home(of, a)) == home {
			return true
		}
		if slices.Contains(a.mirrors(), it.Name) {
			return true
		}
	}
	return false
}
