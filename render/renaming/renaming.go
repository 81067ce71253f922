// Package renaming owns what objects call each other: it carries the references
// to objects that get another name or namespace along, in all objects of a list.
//
// In go objects with what they are called and are to be called; their fields are
// changed in place. Out comes what cannot be carried along, with the field. It
// knows the fields of the APIs that render renders and what people put beside them;
// in a kind that it does not know it finds names that may be meant, and tells. It
// must never decide which objects are renamed, or judge references to what is not
// among the objects: those stay as they are, made whole where they were short.
package renaming

import (
	"render/render/manifest"
)

// Carry changes the references in objects, which are called by their old names in
// them.
func Carry(objects []Object, scheme Scheme) []Fault {
	c := &carrier{scheme: scheme, objects: objects, names: map[manifest.ID]manifest.ID{}, called: map[manifest.ID][]manifest.ID{}, bare: map[string]manifest.ID{}}
	for i := range objects {
		c.learn(&objects[i])
	}
	for i := range objects {
		c.at, c.index = &objects[i], i
		if c.sealed() {
			continue
		}
		var root *node
		root, c.known = kinds()[objects[i].Old.Group+"/"+objects[i].Old.Kind]
		c.walk(objects[i].Fields, root, nil)
		c.rename()
	}
	return c.faults
}

// learn notes what an object is called, and what it makes.
func (c *carrier) learn(o *Object) {
	c.add(o.Old, o.New)
	made := func(group, kind, from, to string) {
		c.add(manifest.ID{Group: group, Kind: kind, Namespace: o.Old.Namespace, Name: from}, manifest.ID{Group: group, Kind: kind, Namespace: o.New.Namespace, Name: to})
	}
	switch o.Old.Group + "/" + o.Old.Kind {
	case "cert-manager.io/Certificate":
		if name, ok := text(o.Fields, "spec", "secretName"); ok {
			made("", "Secret", name, c.scheme.Name(name))
		}
	case "external-secrets.io/ExternalSecret":
		if name, ok := text(o.Fields, "spec", "target", "name"); ok {
			made("", "Secret", name, c.scheme.Name(name))
			return
		}
		made("", "Secret", o.Old.Name, o.New.Name)
	case "bitnami.com/SealedSecret":
		made("", "Secret", o.Old.Name, o.New.Name)
	case "gateway.networking.k8s.io/Gateway":
		class, _ := text(o.Fields, "spec", "gatewayClassName")
		for _, kind := range []string{"Service", "ServiceAccount"} { // by Istio's deployment controller
			made("", kind, o.Old.Name+"-"+class, o.New.Name+"-"+class)
		}
		made("apps", "Deployment", o.Old.Name+"-"+class, o.New.Name+"-"+class)
	}
}

// sealed tells of an object whose text is bound to its name.
func (c *carrier) sealed() bool {
	o := c.at
	if o.Old == o.New {
		return false
	}
	if o.Fields["sops"] != nil {
		c.fail(nil, "is encrypted by sops, whose sum covers its name", "leave it out of this overlay, and encrypt it anew under the name that it is to have")
		return true
	}
	if o.Old.Kind != "SealedSecret" || !ciphered(o.Fields) {
		return false
	}
	notes, _ := manifest.At(o.Fields, "metadata", "annotations").(map[string]any)
	switch {
	case notes["sealedsecrets.bitnami.com/cluster-wide"] == "true":
		return false
	case notes["sealedsecrets.bitnami.com/namespace-wide"] == "true" && !o.moves():
		return false
	}
	c.fail(nil, "is sealed for its name and namespace, and its controller opens it under no other", "seal it anew under the name that it is to have, or cluster-wide")
	return true
}

// placeholder is what stands in a SealedSecret of render's until it is sealed, by the
// name that it has then.
const placeholder = "cmVkYWN0ZWQ="

func ciphered(object map[string]any) bool {
	data, _ := manifest.At(object, "spec", "encryptedData").(map[string]any)
	for _, value := range data {
		if value != placeholder {
			return true
		}
	}
	return len(data) == 0
}

// rename writes what the object at hand is called now.
func (c *carrier) rename() {
	metadata, ok := c.at.Fields["metadata"].(map[string]any)
	if !ok {
		return
	}
	metadata["name"] = c.at.New.Name
	if c.at.moves() {
		metadata["namespace"] = c.at.New.Namespace
	}
}
