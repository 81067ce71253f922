package secrets

import (
	"strings"

	"sigs.k8s.io/yaml"
)

// gateway is of a Gateway what tells which Secret its hosts are served with:
// Istio's servers, or the Gateway API's listeners.
type gateway struct {
	Metadata struct{ Name string }
	Spec     struct {
		Servers []struct {
			Hosts []string
			TLS   struct{ CredentialName string }
		}
		Listeners []listener
	}
}

type listener struct {
	Name, Hostname string
	TLS            struct{ CertificateRefs []struct{ Name string } }
}

// route is of a route of the Gateway API what tells which hosts a listener serves. The
// listener's own hostname may be a wildcard, or none, for names that nobody serves.
type route struct {
	Spec struct {
		ParentRefs []struct{ Name, SectionName string }
		Hostnames  []string
	}
}

// Hosts are the hosts that a stream's Gateways serve with each Secret, by its
// name.
func Hosts(documents []Document) (map[string][]string, error) {
	out := map[string][]string{}
	listeners := map[string][]listener{} // by Gateway
	for _, d := range documents {
		if d.Kind != "Gateway" {
			continue
		}
		var g gateway
		if err := yaml.Unmarshal(d.Text, &g); err != nil {
			return nil, err
		}
		for _, server := range g.Spec.Servers {
			if name := server.TLS.CredentialName; name != "" {
				for _, host := range server.Hosts {
					out[name] = append(out[name], host[strings.Index(host, "/")+1:])
				}
			}
		}
		listeners[g.Metadata.Name] = g.Spec.Listeners
	}
	for _, d := range documents {
		if d.Kind != "HTTPRoute" && d.Kind != "GRPCRoute" {
			continue
		}
		var r route
		if err := yaml.Unmarshal(d.Text, &r); err != nil {
			return nil, err
		}
		for _, parent := range r.Spec.ParentRefs {
			for _, l := range listeners[parent.Name] {
				for _, ref := range l.TLS.CertificateRefs {
					if parent.SectionName == "" || parent.SectionName == l.Name {
						out[ref.Name] = append(out[ref.Name], l.serves(r.Spec.Hostnames)...)
					}
				}
			}
		}
	}
	return out, nil
}

// serves are those of a route's hosts that a listener takes; its own for a route of all.
func (l listener) serves(hostnames []string) []string {
	if len(hostnames) == 0 {
		return []string{l.Hostname}
	}
	var out []string
	for _, h := range hostnames {
		suffix, wild := strings.CutPrefix(l.Hostname, "*")
		if l.Hostname == "" || h == l.Hostname || wild && strings.HasSuffix(h, suffix) {
			out = append(out, h)
		}
	}
	return out
}
