package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
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
	return document.Strs(out)
}

// issuer is that of the Certificates of gateways, where all have one; with create where it
// is made too.
func (im *importer) issuer() (m document.Mapping) {
	first := true
	for _, o := range im.world.OfKind(objects.CertManager, "Certificate") {
		spec := o.Members().Object("spec")
		if spec.Get("isCA") == true || !im.namesCredential(spec.Text("secretName")) {
			continue
		}
		ref := spec.Object("issuerRef")
		var one document.Mapping
		switch made := im.created(ref, o.ID().Namespace); {
		case made != "":
			one.Add("create", made)
			if usual := im.name() + map[string]string{"ca": "-ca", "selfSigned": "-selfsigned"}[made]; ref.Text("name") != usual {
				one.Add("issuer", ref.Text("name"))
			}
			if kind := ref.Text("kind"); kind != "" && kind != "Issuer" {
				one.Add("kind", ref.Text("kind"))
			}
		default:
			one.Add("issuer", ref.Text("name"))
			one.Add("kind", ref.Text("kind"))
			if g := ref.Text("group"); g != objects.CertManager {
				one.Add("group", g)
			}
		}
		if !first && document.Flow(one) != document.Flow(m) {
			return nil
		}
		m, first = one, false
	}
	return m
}

// created is how an issuer issues that is among the objects; "" where none is.
func (im *importer) created(ref manifest.Object, namespace string) string {
	for _, o := range im.world.OfKind(objects.CertManager, cmp.Or(ref.Text("kind"), "Issuer")) {
		id, spec := o.ID(), o.Members().Object("spec")
		switch {
		case id.Name != ref.Text("name") || id.Kind == "Issuer" && id.Namespace != namespace:
		case len(spec.Object("ca")) > 0:
			return "ca"
		case spec.Get("selfSigned") != nil:
			return "selfSigned"
		}
	}
	return ""
}

// certificates are what the topology says of certificates.
func (im *importer) certificates() (certs document.Mapping) {
	for _, o := range im.world.OfKind(objects.CertManager, "Certificate") {
		spec := o.Members().Object("spec")
		if spec.Object("privateKey").Text("algorithm") == "RSA" && spec.Get("isCA") != true {
			certs = document.Mapping{{Key: "key", Value: "rsa"}}
		}
		if spec.Get("isCA") != true {
			continue
		}
		var ca document.Mapping
		if name := spec.Text("commonName"); name != im.name()+"-ca" {
			ca.Add("commonName", name)
		}
		for _, organization := range spec.Object("subject").List("organizations") {
			ca.Add("organization", organization)
			break
		}
		if len(certs) == 0 {
			certs.Add("ca", ca)
		}
	}
	certs.Add("namespaces", im.copies())
	return certs
}

// external is the store from which Secrets are fetched, with the key as far as it is of one
// form for all.
func (im *importer) external() (m document.Mapping) {
	for _, t := range im.tiers {
		for _, s := range t.servers {
			name := s.tls.Text("credentialName")
			o := im.world.Find(manifest.ID{Group: objects.ExternalSecrets, Kind: "ExternalSecret", Namespace: t.namespace, Name: name})
			if o == nil || name == "" {
				continue
			}
			spec := o.Members().Object("spec")
			store := spec.Object("secretStoreRef")
			m.Add("store", store.Text("name"))
			if kind := store.Text("kind"); kind != "SecretStore" {
				m.Add("kind", kind)
			}
			if data := spec.List("data"); len(data) > 0 {
				item, _ := data[0].(manifest.Object)
				key := item.Object("remoteRef").Text("key")
				for _, host := range s.hosts {
					key = strings.Replace(key, strings.Replace(host, "*", "_wildcard", 1), "{host}", 1)
				}
				key = strings.Replace(key, name, "{name}", 1)
				m.Add("key", strings.Replace(key, "/"+t.name+"/", "/{tier}/", 1))
			}
			template := spec.Object("target").Object("template")
			if template.Get("data") == nil {
				m.Add("properties", properties(spec))
			}
			m.Add("template", storeTemplate(spec, template))
			if refresh := spec.Text("refreshInterval"); refresh != "1h0m0s" && refresh != "1h" {
				m.Add("refresh", strings.TrimSuffix(strings.TrimSuffix(refresh, "0s"), "0m"))
			}
			return m
		}
	}
	return nil
}

// properties are what the store calls the parts of a pair, where that is not what the
// Secret does.
func properties(spec manifest.Object) (m document.Mapping) {
	for _, item := range spec.List("data") {
		one, _ := item.(manifest.Object)
		in := one.Text("secretKey")
		called := one.Object("remoteRef").Text("property")
		if word := map[string]string{"tls.crt": "crt", "tls.key": "key", "ca.crt": "ca"}[in]; word != "" && called != in {
			m.Add(word, called)
		}
	}
	return m
}

// storeTemplate is what the operator makes of what it reads, where it makes anything of it.
func storeTemplate(spec, template manifest.Object) (m document.Mapping) {
	if template.Get("data") != nil {
		var values document.Mapping
		for _, item := range spec.List("data") {
			one, _ := item.(manifest.Object)
			values = append(values, document.Member{Key: one.Text("secretKey"), Value: one.Object("remoteRef").Text("property")})
		}
		m.Add("values", values)
	}
	for _, made := range []struct {
		key string
		of  manifest.Object
	}{{"data", template.Object("data")}, {"labels", template.Object("metadata").Object("labels")}, {"annotations", template.Object("metadata").Object("annotations")}} {
		var texts document.Mapping
		for _, text := range made.of {
			texts = append(texts, document.Member{Key: text.Key, Value: text.Value})
		}
		m.Add(made.key, texts)
	}
	return m
}

// secrets is the mode of TLS Secrets, where what is read tells of one that needs nothing
// else.
func (im *importer) secrets() any {
	if len(im.world.OfKind(objects.Core, "Secret")) > 0 || !im.namesCredential("") {
		return nil
	}
	for _, group := range []string{objects.SealedSecretsGroup, objects.ExternalSecrets, objects.CertManager} {
		for o := range im.world.All() {
			if o.ID().Group == group {
				return nil
			}
		}
	}
	im.notes["secrets"] = "in the cluster already; to render them, take this out and {secret: ...} of each cert"
	return "omit"
}

// namesCredential reports whether a Gateway names a Secret; "" is for any.
func (im *importer) namesCredential(secret string) bool {
	for g := range im.world.Gateways() {
		for _, s := range g.Members().Object("spec").List("servers") {
			if named := asObject(s).Object("tls").Text("credentialName"); named != "" && (secret == "" || named == secret) {
				return true
			}
		}
	}
	return false
}
