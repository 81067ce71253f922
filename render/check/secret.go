package check

import (
	"fmt"

	"render/render/manifest"
)

// The groups of what makes Secrets in the cluster.
const (
	sealedSecrets   = "bitnami.com"
	externalSecrets = "external-secrets.io"
	certManager     = "cert-manager.io"
)

// secretOf notes an object that is a Secret, or of which a controller makes one.
func (c *checker) secretOf(i int) {
	id := c.ids[i]
	spec := under(c.list[i].Object, "spec")
	name := id.Name
	switch {
	case id.Group == core && id.Kind == "Secret", id.Group == sealedSecrets && id.Kind == "SealedSecret":
	case id.Group == externalSecrets && id.Kind == "ExternalSecret":
		if target, _ := under(spec, "target").Get("name").(string); target != "" {
			name = target
		}
	case id.Group == certManager && id.Kind == "Certificate":
		name, _ = spec.Get("secretName").(string)
	default:
		return
	}
	key := manifest.ID{Group: core, Kind: "Secret", Namespace: id.Namespace, Name: name}
	if first, ok := c.secrets[key]; ok {
		if c.ids[first] != id {
			c.fail(i, fmt.Sprintf("makes %s, which %s makes too", key, c.ids[first]), "remove one of the two", c.also(first))
		}
		return
	}
	c.secrets[key] = i
}

// secret is the object that is a Secret, or makes it.
func (c *checker) secret(namespace, name string) (int, bool) {
	i, ok := c.secrets[manifest.ID{Group: core, Kind: "Secret", Namespace: namespace, Name: name}]
	return i, ok
}

// secretNames are the names of a namespace's Secrets, in no order.
func (c *checker) secretNames(namespace string) []string {
	var names []string
	for id := range c.secrets {
		if id.Namespace == namespace {
			names = append(names, id.Name)
		}
	}
	return names
}

// holds reports whether a Secret has a key, or will have.
func (c *checker) holds(i int, key string) bool {
	object := c.list[i].Object
	switch c.ids[i].Kind {
	case "SealedSecret":
		return under(object, "spec", "encryptedData").Get(key) != nil
	case "ExternalSecret":
		list, _ := asList(under(object, "spec").Get("data"))
		for _, item := range list {
			if one, _ := asObject(item); one.Get("secretKey") == key {
				return true
			}
		}
		return under(object, "spec").Get("dataFrom") != nil
	case "Certificate":
		return key == "ca.crt" // what cert-manager puts there beside the pair
	}
	return under(object, "data").Get(key) != nil || under(object, "stringData").Get(key) != nil
}
