package mesh

import (
	"encoding/json"
	"slices"

	"sigs.k8s.io/yaml"
)

// draft is a topology that is made up: what of the format decides where requests
// go, and what the format cannot do without.
type draft struct {
	Name             string         `json:"name"`
	Namespace        string         `json:"namespace,omitempty"`
	GatewayNamespace string         `json:"gatewayNamespace,omitempty"`
	Kubernetes       string         `json:"kubernetes"`
	Metallb          string         `json:"metallb"`
	Istio            map[string]any `json:"istio"`
	Routing          string         `json:"routing,omitempty"`
	Secrets          any            `json:"secrets,omitempty"`
	Tiers            []draftTier    `json:"tiers"`
}

type draftTier struct {
	Name             string         `json:"name"`
	Namespace        string         `json:"namespace,omitempty"`
	GatewayNamespace string         `json:"gatewayNamespace,omitempty"`
	IP               string         `json:"ip,omitempty"`
	Hosts            []draftHost    `json:"hosts,omitempty"`
	TLS              any            `json:"tls,omitempty"`
	Ports            []draftPort    `json:"ports,omitempty"`
	Service          any            `json:"service,omitempty"`
	Names            map[string]any `json:"names,omitempty"`
	Routes           []draftRoute   `json:"routes,omitempty"`
	Apps             []draftApp     `json:"apps,omitempty"`
}

type draftHost struct {
	Host []string `json:"host"`
	Cert any      `json:"cert,omitempty"`
	TLS  any      `json:"tls,omitempty"`
}

// MarshalJSON writes a host that has nothing of its own as the name alone.
func (h draftHost) MarshalJSON() ([]byte, error) {
	if h.Cert == nil && h.TLS == nil && len(h.Host) == 1 {
		return json.Marshal(h.Host[0])
	}
	type long draftHost
	return json.Marshal(long(h))
}

func (h *draftHost) UnmarshalJSON(text []byte) error {
	type long draftHost
	return short(text, (*long)(h), func(word string) { h.Host = []string{word} })
}

type draftPort struct {
	Name       string `json:"name"`
	Port       int    `json:"port"`
	TargetPort int    `json:"targetPort,omitempty"`
	Protocol   string `json:"protocol,omitempty"`
	TLS        any    `json:"tls,omitempty"`
}

type draftApp struct {
	Name      string         `json:"name"`
	Namespace string         `json:"namespace,omitempty"`
	Image     string         `json:"image,omitempty"`
	Service   string         `json:"service,omitempty"`
	Outside   any            `json:"outside,omitempty"`
	Version   string         `json:"version,omitempty"`
	Versions  []draftVersion `json:"versions,omitempty"`
	Port      any            `json:"port"`
	Hosts     []string       `json:"hosts,omitempty"`
	Fallback  bool           `json:"fallback,omitempty"`
	Sticky    any            `json:"sticky,omitempty"`
	Routes    []draftRoute   `json:"routes,omitempty"`
}

// deployed reports whether an app is not there already.
func (a *draftApp) deployed() bool { return a.Service == "" && a.Outside == nil }

type draftVersion struct {
	Version string `json:"version"`
	Image   string `json:"image"`
	Weight  int    `json:"weight"`
}

type draftRoute struct {
	Exact      string         `json:"exact,omitempty"`
	Prefix     string         `json:"prefix,omitempty"`
	Regex      string         `json:"regex,omitempty"`
	IgnoreCase bool           `json:"ignoreCase,omitempty"`
	Hosts      []string       `json:"hosts,omitempty"`
	Methods    []string       `json:"methods,omitempty"`
	Headers    map[string]any `json:"headers,omitempty"`
	Query      map[string]any `json:"query,omitempty"`
	Version    string         `json:"version,omitempty"`
	Rewrite    any            `json:"rewrite,omitempty"`
	Redirect   any            `json:"redirect,omitempty"`
	Respond    any            `json:"respond,omitempty"`
	Request    any            `json:"request,omitempty"`
	Response   any            `json:"response,omitempty"`
	CORS       any            `json:"cors,omitempty"`
	Mirror     string         `json:"mirror,omitempty"`
	Timeout    string         `json:"timeout,omitempty"`
	TCP        int            `json:"tcp,omitempty"`
	TLS        int            `json:"tls,omitempty"`
}

// plain is false of paths that the new path of a redirect or rewrite may meet.
func (d *draftRoute) plain() bool { return d.Regex == "" && d.Prefix != "/" }

// copied is a draft that shares nothing with this one.
func (d *draft) copied() *draft {
	text, err := json.Marshal(d)
	out := &draft{}
	if err == nil {
		err = json.Unmarshal(text, out)
	}
	if err != nil {
		panic(err) // a draft holds texts and numbers
	}
	return out
}

func (d *draft) text() []byte {
	text, err := yaml.Marshal(d)
	if err != nil {
		panic(err) // as above
	}
	return text
}

// ends is what is written of how TLS of a host ends: for the host, else for its tier.
func (t *draftTier) ends(h draftHost) any {
	if h.TLS != nil {
		return h.TLS
	}
	return t.TLS
}

// hosts are those that a tier lists, without those that the gateway does not read
// requests of.
func (t *draftTier) hosts(passed bool) (out []string) {
	for _, h := range t.Hosts {
		if (t.ends(h) == any("passthrough")) == passed {
			out = append(out, h.Host...)
		}
	}
	return out
}

// has reports whether a tier has a path already, on some of the same hosts.
func (t *draftTier) has(path *draftRoute, hosts []string) bool {
	for _, a := range t.Apps {
		for _, other := range a.Routes {
			on := other.Hosts
			if on == nil {
				on = a.Hosts
			}
			apart := on != nil && hosts != nil && !slices.ContainsFunc(on, func(h string) bool { return slices.Contains(hosts, h) })
			if !apart && other.Exact == path.Exact && other.Prefix == path.Prefix && other.Regex == path.Regex {
				return true
			}
		}
	}
	return false
}

// falls reports whether a tier has routes for a wildcard above some host.
func (t *draftTier) falls(hosts []string) bool {
	for _, a := range t.Apps {
		for _, out := range a.Routes {
			on := out.Hosts
			if on == nil {
				on = a.Hosts
			}
			if on == nil && out.TCP+out.TLS == 0 {
				on = t.hosts(false)
			}
			for _, wide := range on {
				if slices.ContainsFunc(hosts, func(h string) bool { return h != wide && covers(wide, h) }) {
					return true
				}
			}
		}
	}
	return false
}

// asked reports whether requests go to an app.
func (a *draftApp) asked() bool {
	return slices.ContainsFunc(a.Routes, func(out draftRoute) bool {
		return out.TCP+out.TLS == 0 && out.Redirect == nil && out.Respond == nil && out.Exact+out.Prefix+out.Regex != ""
	})
}
