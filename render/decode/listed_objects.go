package decode

import (
	"strconv"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
)

// listedObject is an object as people know it of a field of pods or containers whose list has such; "" for
// another field.
func listedObject(key string) string {
	switch key {
	case "envFrom":
		return "{secretRef: {name: ...}}"
	case "hostAliases":
		return "{ip: ..., hostnames: [...]}"
	case "imagePullSecrets":
		return "{name: ...}"
	case "initContainers":
		return "{name: ..., image: ...}"
	case "tolerations":
		return "{key: ..., operator: Exists}"
	case "topologySpreadConstraints":
		return "{maxSkew: 1, topologyKey: ..., whenUnsatisfiable: ScheduleAnyway}"
	case "volumeMounts":
		return "{name: ..., mountPath: ...}"
	}
	return ""
}

// exampleOf is a field of a pod or of a container as a cure shows it, where nobody can tell what is meant.
func exampleOf(key string) string {
	switch one := listedObject(key); {
	case one != "":
		return key + ": [" + one + "]"
	case key == "nodeSelector":
		return key + ": {LABEL: VALUE}"
	}
	return key + ": ..."
}

// hasTexts reports whether a value has texts, or is one, where objects belong.
func hasTexts(key string, value *source.Node) bool {
	if key == "nodeSelector" {
		return value.Kind != source.Map
	}
	return listedObject(key) != "" && (value.Kind == source.Scalar || len(textsIn(value)) > 0)
}

// textsIn are the texts of a list, or the one that stands in its place.
func textsIn(value *source.Node) (out []string) {
	if value.Kind == source.Scalar {
		return []string{value.Text}
	}
	for _, item := range value.Items {
		if item.Kind == source.Scalar {
			out = append(out, item.Text)
		}
	}
	return out
}

// mostListed is how many objects a cure writes for texts.
const mostListed = 8

// objectParts are a field with texts where objects belong, by the objects that these mean; none where
// nobody can tell one of them.
func objectParts(object, key string, value *source.Node) (out []compose.Part) {
	texts := textsIn(value)
	if value.Kind == source.Map || value.Kind == source.List && len(texts) < len(value.Items) || len(texts) > mostListed {
		return nil
	}
	for _, text := range texts {
		one, in := itemMeant(key, text), "[]"
		if key == "nodeSelector" {
			in = "{}"
		}
		if one == "" {
			return nil
		}
		out = append(out, compose.Part{Object: object, Key: key, Value: one, In: in})
	}
	return out
}

// itemMeant is the object that a text stands for in a list, or the member of an object; "" where nobody
// can tell.
func itemMeant(key, text string) string {
	named := !format.Formats()["subdomain"].Check(text).Found()
	name, value, given := strings.Cut(text, "=")
	switch {
	case key == "imagePullSecrets" && named:
		return "{name: " + format.YAMLWord(text) + "}"
	case key == "envFrom" && named:
		return "{secretRef: {name: " + format.YAMLWord(text) + "}}"
	case key == "hostAliases":
		host, address, _ := strings.Cut(text, ":")
		if !format.Formats()["ip"].Check(address).Found() {
			return "{ip: " + format.YAMLWord(address) + ", hostnames: [" + format.YAMLWord(host) + "]}"
		}
	case key == "tolerations" && !given && !strings.Contains(text, ":") && !format.Formats()["podlabel"].Check(text).Found():
		return "{key: " + format.YAMLWord(text) + ", operator: Exists}"
	case key == "nodeSelector" && given && !format.Formats()["podlabel"].Check(name).Found() && !format.Formats()["labelvalue"].Check(value).Found():
		return format.YAMLWord(name) + ": " + strconv.Quote(value)
	}
	return ""
}

// selectorMeant is the help for a node's name where labels of nodes belong; "" for any other value.
func selectorMeant(f *format.Field, n *source.Node) string {
	if f.Key != "nodeSelector" || n.Kind != source.Scalar || n.Null() {
		return ""
	}
	if format.Formats()["subdomain"].Check(n.Text).Found() {
		return ""
	}
	return "write: {kubernetes.io/hostname: " + format.YAMLWord(n.Text) + "}, if that is a node's name"
}
