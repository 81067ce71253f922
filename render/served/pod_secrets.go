package served

import (
	"cmp"
	"strings"

	"render/render/objects"
)

// SecretsOfPods are the Secrets that a Gateway of either kind takes from the namespace
// of its pods; none of another object.
func SecretsOfPods(o *objects.Object) []string {
	switch id := o.ID(); {
	case id.Kind == "Gateway" && id.Group == objects.IstioNetworking:
		return secretsNamed(o.Gateway())
	case id.Kind == "Gateway" && id.Group == objects.GatewayAPI:
		var out []string
		for _, l := range (objects.KubernetesGateway{Resource: o.Resource()}).Listeners().All() {
			for _, ref := range l.TLS().CertificateRefs().All() {
				if name := ref.Name().Value(); name != "" && cmp.Or(ref.Namespace().Value(), id.Namespace) == id.Namespace {
					out = append(out, name)
				}
			}
		}
		return out
	}
	return nil
}

// secretsNamed are the Secrets that a Gateway's servers take from the namespace of the
// pods.
func secretsNamed(g objects.Gateway) []string {
	var out []string
	add := func(name string) {
		if name != "" && !strings.Contains(name, "://") {
			out = append(out, name)
		}
	}
	for _, server := range g.Servers().All() {
		for _, name := range server.TLS().Credentials() {
			add(name.Value())
		}
		if server.TLS().ChecksClients() {
			add(server.TLS().CACertCredentialName().Value())
		}
	}
	return out
}
