package objects

import (
	"encoding/base64"
	"iter"
	"slices"
	"strings"

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

// KeysOf are the keys of a Secret or a ConfigMap, and the object that says so; false where they are not
// among the objects, or may have others.
func (w *World) KeysOf(id manifest.ID) (keys []string, maker *Object, all bool) {
	if id.Kind == "ConfigMap" {
		m, ok := w.ConfigMap(id.Namespace, id.Name)
		if !ok {
			return nil, nil, false
		}
		keys, all = m.Keys()
		return keys, m.Object(), all
	}
	m, ok := w.Secret(id.Namespace, id.Name)
	if !ok {
		return nil, nil, false
	}
	keys, all = m.Keys()
	return keys, m.Object(), all
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

// Holds reports whether the Secret has a key, or will have; of one whose keys nobody can tell it may.
func (m SecretMaker) Holds(key string) bool {
	switch m.ID().Kind {
	case "Secret":
		return m.At("data", key).Present() || m.At("stringData", key).Present()
	case "Certificate":
		return key == "ca.crt" // what cert-manager puts there beside the pair
	}
	keys, all := m.Keys()
	return !all || slices.Contains(keys, key)
}

// Keys are those that the Secret has, or will have; false where there may be others, as what a store
// has, and what a controller puts into a Secret that is there.
func (m SecretMaker) Keys() (keys []string, all bool) {
	spec, meta := m.Spec(), m.At("metadata", "annotations")
	switch m.ID().Kind {
	case "Secret":
		keys = append(keysOf(m.At("data")), keysOf(m.At("stringData"))...)
		return keys, len(keys) > 0 && !slices.ContainsFunc(meta.Members(), func(a manifest.Member) bool {
			return slices.ContainsFunc(fillers[:], func(word string) bool { return strings.Contains(a.Key, word) })
		})
	case "SealedSecret":
		keys = append(keysOf(spec.At("encryptedData")), keysOf(spec.At("template", "data"))...)
		return keys, len(keys) > 0 && !meta.At("sealedsecrets.bitnami.com/patch").Present()
	case "ExternalSecret":
		return storedKeys(spec)
	}
	keys = []string{"tls.crt", "tls.key", "ca.crt"}
	return keys, !spec.At("keystores").Present() && !spec.At("additionalOutputFormats").Present()
}

// fillers are words in the annotations of Secrets that a controller puts data into.
var fillers = [...]string{"secret-generator", "replicat", "reflect", "inject"}

// storedKeys are the keys of the Secret that is made of an ExternalSecret.
func storedKeys(spec Field) (keys []string, all bool) {
	target := spec.At("target")
	template := target.At("template")
	if policy, _ := target.At("creationPolicy").Raw().(string); policy == "Merge" || policy == "None" || template.At("templateFrom").Present() {
		return nil, false
	}
	keys = keysOf(template.At("data"))
	if len(keys) > 0 && template.At("mergePolicy").Raw() != "Merge" {
		return keys, true
	}
	for _, item := range spec.At("data").Items().All() {
		if key, ok := item.At("secretKey").Raw().(string); ok {
			keys = append(keys, key)
		}
	}
	return keys, len(keys) > 0 && !spec.At("dataFrom").Present()
}

func keysOf(f Field) []string {
	var out []string
	for _, m := range f.Members() {
		out = append(out, m.Key)
	}
	return out
}

// Keys are those of its texts and of its bytes; false where there may be others.
func (m ConfigMap) Keys() (keys []string, all bool) {
	keys = append(keysOf(m.At("data")), keysOf(m.At("binaryData"))...)
	return keys, len(keys) > 0
}
