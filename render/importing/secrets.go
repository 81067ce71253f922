package importing

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// copies are the namespaces in which the TLS Secrets of gateways are too.
func (im *importer) copies() []any {
	var out []string
	for _, t := range im.tiers {
		for _, s := range t.servers {
			name := s.tls.Text("credentialName")
			for _, o := range im.world.OfKind(objects.Core, "Secret") {
				id := o.ID()
				if name != "" && id.Name == name && id.Namespace != t.namespace && !slices.Contains(out, id.Namespace) {
					out = append(out, id.Namespace)
				}
			}
		}
	}
	return strs(out)
}

// issuer is that of the Certificates, where all have one.
func (im *importer) issuer() (m mapping) {
	list := im.world.OfKind(objects.CertManager, "Certificate")
	for i, o := range list {
		ref := o.Members().Object("spec").Object("issuerRef")
		one := mapping{{"issuer", ref.Text("name")}}
		one.add("kind", ref.Text("kind"))
		if g := ref.Text("group"); g != objects.CertManager {
			one.add("group", g)
		}
		if i > 0 && flow(one) != flow(m) {
			return nil
		}
		m = one
	}
	return m
}

// secrets is the mode of TLS Secrets, where what is read tells of one that needs nothing
// else.
func (im *importer) secrets() any {
	if len(im.world.OfKind(objects.Core, "Secret")) > 0 || !im.namesCredentials() {
		return nil
	}
	for _, group := range []string{objects.SealedSecretsGroup, objects.ExternalSecrets, objects.CertManager} {
		for o := range im.world.All() {
			if o.ID().Group == group {
				return nil
			}
		}
	}
	return "omit"
}

func (im *importer) namesCredentials() bool {
	for g := range im.world.Gateways() {
		for _, s := range g.Members().Object("spec").List("servers") {
			if server, ok := s.(manifest.Object); ok && server.Object("tls").Text("credentialName") != "" {
				return true
			}
		}
	}
	return false
}
