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
	"slices"

	"sigs.k8s.io/yaml"
)

// topology is what of a topology file decides where requests go.
type topology struct {
	Namespace        string `json:"namespace"`
	GatewayNamespace string `json:"gatewayNamespace"`
	Routing          string `json:"routing"`
	MicroK8s         string `json:"microk8s"`
	Istio            istio  `json:"istio"`
	Secrets          mode   `json:"secrets"`
	Tiers            []tier `json:"tiers"`
}

type istio struct {
	Version   string `json:"version"`
	Namespace string `json:"namespace"`
	Install   string `json:"install"`
	Name      string `json:"name"`
	Revision  string `json:"revision"`
	Hub       string `json:"hub"`
	Tag       string `json:"tag"`
	// As the topology has them.
	MeshConfig map[string]any `json:"meshConfig"`
	Values     map[string]any `json:"values"`
}

type tier struct {
	Name             string     `json:"name"`
	Namespace        string     `json:"namespace"`
	GatewayNamespace string     `json:"gatewayNamespace"`
	IP               list       `json:"ip"`
	Hosts            []hostItem `json:"hosts"`
	TLS              tls        `json:"tls"`
	Cert             cert       `json:"cert"`
	Routes           []route    `json:"routes"`
	Apps             []app      `json:"apps"`
	Names            struct {
		Workload string `json:"workload"`
		Label    string `json:"label"`
		Gateway  string `json:"gateway"`
		Secret   string `json:"secret"`
	} `json:"names"`
	Service      service  `json:"service"`
	SourceRanges []string `json:"sourceRanges"`
	Access       *access  `json:"access"`
	Proxies      struct {
		Trusted  int      `json:"trusted"`
		Protocol bool     `json:"protocol"`
		From     []string `json:"from"`
	} `json:"proxies"`
	Ports []port `json:"ports"`

	served []*server // once they are asked for
	ruled  []rule
}

// hostItem are hosts of a tier with what is theirs alone.
type hostItem struct {
	Host list  `json:"host"`
	Cert *cert `json:"cert"`
	TLS  *tls  `json:"tls"`
}

// mode is the form of Secrets.
type mode struct {
	Mode string `json:"mode"`
}

// list may be written as its one item.
type list []string

type tls struct {
	Mode       string   `json:"mode"`
	MinVersion string   `json:"minVersion"`
	Redirect   redirect `json:"redirect"`
	ClientCA   string   `json:"clientCA"`
	Ciphers    []string `json:"ciphers"`
}

// redirect is what port 80 does: true, or true but for some paths.
type redirect struct {
	written, all bool
	Except       []route `json:"except"`
}

type cert struct {
	Crt    string `json:"crt"`
	Secret string `json:"secret"`
}

// service is of a tier's gateway.
type service struct {
	Type        string            `json:"type"`
	Annotations map[string]string `json:"annotations"`
	HTTP3       bool              `json:"http3"`
}

// sharingKey is the one that is written for MetalLB, in either spelling.
func (s *service) sharingKey() string {
	for _, prefix := range []string{"metallb.io/", "metallb.universe.tf/"} {
		if key := s.Annotations[prefix+"allow-shared-ip"]; key != "" {
			return key
		}
	}
	return ""
}

type app struct {
	Name      string   `json:"name"`
	Namespace string   `json:"namespace"`
	Service   string   `json:"service"`
	Outside   *outside `json:"outside"`
	Versions  []struct {
		Version string `json:"version"`
		Weight  uint32 `json:"weight"`
	} `json:"versions"`
	Port     ports    `json:"port"`
	Hosts    []string `json:"hosts"`
	Fallback bool     `json:"fallback"`
	Access   *access  `json:"access"`
	// AllowFrom are others that may call it: apps, namespaces, accounts of namespaces.
	AllowFrom []string `json:"allowFrom"`
	Sticky    *sticky  `json:"sticky"`
	Routes    []route  `json:"routes"`
	Names     struct {
		Service string `json:"service"`
	} `json:"names"`
}

// outside is a name or an address outside the cluster, and the Host that is sent
// to it.
type outside struct {
	Address string `json:"address"`
	Host    string `json:"host"`
}

// sticky is by what a client comes to the same pod again.
type sticky struct {
	Cookie string `json:"cookie"`
	TTL    string `json:"ttl"`
	Header string `json:"header"`
}

type ports []port

type port struct {
	Name     string   `json:"name"`
	Port     int      `json:"port"`
	Protocol string   `json:"protocol"`
	TLS      *portTLS `json:"tls"`
}

// portTLS is how an app's port is spoken to, or how a tier's port ends TLS.
type portTLS struct {
	tls
	CA     any      `json:"ca"`
	Names  []string `json:"names"`
	SNI    string   `json:"sni"`
	Verify *bool    `json:"verify"`
}

type route struct {
	Exact      string                     `json:"exact"`
	Prefix     string                     `json:"prefix"`
	Regex      string                     `json:"regex"`
	IgnoreCase bool                       `json:"ignoreCase"`
	Hosts      []string                   `json:"hosts"`
	Methods    []string                   `json:"methods"`
	Headers    map[string]json.RawMessage `json:"headers"`
	Query      map[string]json.RawMessage `json:"query"`
	Port       any                        `json:"port"`
	Version    string                     `json:"version"`
	Redirect   *redirection               `json:"redirect"`
	Respond    *response                  `json:"respond"`
	Rewrite    *rewrite                   `json:"rewrite"`
	Timeout    string                     `json:"timeout"`
	Request    edits                      `json:"request"`
	Response   edits                      `json:"response"`
	CORS       *cors                      `json:"cors"`
	Mirror     any                        `json:"mirror"`
	TCP        int                        `json:"tcp"`
	TLS        int                        `json:"tls"`
}

// redirection is a redirect in place of an app.
type redirection struct {
	To   string `json:"to"`
	Code int    `json:"code"`
}

// response is an answer of the gateway's own.
type response struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// rewrite is a path in place of what matched, or what becomes of an expression.
type rewrite struct {
	Path  string
	Regex string `json:"regex"`
	To    string `json:"to"`
}

// edits are made to headers.
type edits struct {
	Set    map[string]string `json:"set"`
	Add    map[string]string `json:"add"`
	Remove []string          `json:"remove"`
}

type cors struct {
	Origins []any `json:"origins"`
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
	for i := range t.Tiers {
		for j := range t.Tiers[i].Apps {
			t.Tiers[i].Apps[j].settle(&t.Tiers[i])
		}
	}
	return t, nil
}

// settle hands an app's hosts on to its routes, of which one that gets whole
// connections has none.
func (a *app) settle(t *tier) {
	ends := func(s *server) bool { return s.Mode != "passthrough" }
	if len(a.Routes) == 0 && (len(a.Hosts) > 0 || !slices.ContainsFunc(t.servers(), ends)) {
		a.Routes = []route{{}} // the whole connection's
	}
	for i := range a.Routes {
		if len(a.Routes[i].Hosts) == 0 && a.Routes[i].TCP == 0 {
			a.Routes[i].Hosts = a.Hosts
		}
	}
}
