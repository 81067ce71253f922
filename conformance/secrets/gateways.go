package secrets

import (
	"strings"

	"sigs.k8s.io/yaml"
)

// gateway is of a Gateway what tells which Secret its hosts are served with:
// Istio's servers, or the Gateway API's listeners.
type gateway struct {
	Spec struct {
		Servers []struct {
			Hosts []string
			TLS   struct{ CredentialName string }
		}
		Listeners []struct {
			Hostname string
			TLS      struct{ CertificateRefs []struct{ Name string } }
		}
	}
}

// Hosts are the hosts that a stream's Gateways serve with each Secret, by its
// name.
func Hosts(documents []Document) (map[string][]string, error) {
	out := map[string][]string{}
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
		for _, listener := range g.Spec.Listeners {
			for _, ref := range listener.TLS.CertificateRefs {
				out[ref.Name] = append(out[ref.Name], listener.Hostname)
			}
		}
	}
	return out, nil
}
