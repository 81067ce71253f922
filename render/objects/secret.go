package objects

import (
	"encoding/base64"
	"iter"

	"render/render/manifest"
)

// ConfigMap is Kubernetes' (https://kubernetes.io/docs/concepts/configuration/configmap/).
type ConfigMap struct{ Resource }

func configMap(o *Object) ConfigMap { return ConfigMap{o.Resource()} }

// ConfigMap is the object seen as one.
func (o *Object) ConfigMap() ConfigMap { return configMap(o) }

// ConfigMaps are all of them.
func (w *World) ConfigMaps() iter.Seq[ConfigMap] { return viewed(w, Core, "ConfigMap", configMap) }

// ConfigMap is one by its name.
func (w *World) ConfigMap(namespace, name string) (ConfigMap, bool) {
	return named(w, manifest.ID{Kind: "ConfigMap", Namespace: namespace, Name: name}, configMap)
}

// Data are the texts by their keys.
func (m ConfigMap) Data() LabelMap { return labelMap(m.Field, "data") }

// SecretMaker is an object that is a Secret, or of which a controller makes one: a
// SealedSecret (https://github.com/bitnami-labs/sealed-secrets), an ExternalSecret
// (https://external-secrets.io/latest/api/externalsecret/), a Certificate of
// cert-manager (https://cert-manager.io/docs/usage/certificate/).
type SecretMaker struct{ Resource }

// SecretMaker is the object as one that is or makes a Secret, and whether it does.
func (o *Object) SecretMaker() (SecretMaker, bool) {
	ok := false
	switch o.id.Kind {
	case "Secret":
		ok = o.id.Group == Core
	case "SealedSecret":
		ok = o.id.Group == SealedSecretsGroup
	case "ExternalSecret":
		ok = o.id.Group == ExternalSecrets
	case "Certificate":
		ok = o.id.Group == CertManager
	}
	return SecretMaker{o.Resource()}, ok
}

// Secret is the first object that is a Secret of this name, or makes it.
func (w *World) Secret(namespace, name string) (SecretMaker, bool) {
	o := w.secretIndex()[manifest.ID{Kind: "Secret", Namespace: namespace, Name: name}]
	if o == nil {
		return SecretMaker{}, false
	}
	return SecretMaker{o.Resource()}, true
}

// HoldsSecrets reports whether some object is a Secret, or makes one.
func (w *World) HoldsSecrets() bool {
	for o := range w.All() {
		if _, ok := o.SecretMaker(); ok {
			return true
		}
	}
	return false
}

// SecretNames are the names of a namespace's Secrets, in no order.
func (w *World) SecretNames(namespace string) []string {
	var names []string
	for id := range w.secretIndex() {
		if id.Namespace == namespace {
			names = append(names, id.Name)
		}
	}
	return names
}

// SecretNamespaces are the namespaces that have a Secret of this name, in no order.
func (w *World) SecretNamespaces(name string) []string {
	var namespaces []string
	for id := range w.secretIndex() {
		if id.Name == name {
			namespaces = append(namespaces, id.Namespace)
		}
	}
	return namespaces
}

func (w *World) secretIndex() map[manifest.ID]*Object {
	if w.secrets == nil {
		w.secrets = map[manifest.ID]*Object{}
		for i := range w.objects {
			if maker, ok := w.objects[i].SecretMaker(); ok {
				if id := maker.Makes(); w.secrets[id] == nil || maker.ID().Kind == "Secret" {
					w.secrets[id] = &w.objects[i]
				}
			}
		}
	}
	return w.secrets
}

// Makes is the Secret that there is, or will be.
func (m SecretMaker) Makes() manifest.ID {
	id := m.ID()
	name := id.Name
	spec := m.Spec()
	switch id.Kind {
	case "ExternalSecret":
		if own := spec.member("target", Mapping).text("name").Value(); own != "" {
			name = own
		}
	case "Certificate":
		name = spec.text("secretName").Value()
	}
	return manifest.ID{Kind: "Secret", Namespace: id.Namespace, Name: name}
}

// Text is what a Secret has under the first of some keys; nil of what a Secret is made of,
// and where there is none.
func (m SecretMaker) Text(keys ...string) []byte {
	if m.ID().Kind != "Secret" {
		return nil
	}
	for _, key := range keys {
		if text, ok := m.At("stringData", key).Raw().(string); ok {
			return []byte(text)
		}
		if text, ok := m.At("data", key).Raw().(string); ok {
			if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
				return decoded
			}
		}
	}
	return nil
}

// Holds reports whether the Secret has a key, or will have.
func (m SecretMaker) Holds(key string) bool {
	spec := m.Spec()
	switch m.ID().Kind {
	case "SealedSecret":
		return spec.At("encryptedData", key).Present()
	case "ExternalSecret":
		template := spec.At("target", "template")
		switch made := template.At("data"); {
		case made.At(key).Present() || template.At("templateFrom").Present():
			return true
		case made.Present() && template.At("mergePolicy").Raw() != "Merge":
			return false
		}
		for _, item := range listOf(spec.member("data", Sequence), Mapping, func(f Field) Field { return f }).All() {
			if item.text("secretKey").Value() == key {
				return true
			}
		}
		return spec.At("dataFrom").Present()
	case "Certificate":
		return key == "ca.crt" // what cert-manager puts there beside the pair
	}
	return m.At("data", key).Present() || m.At("stringData", key).Present()
}
