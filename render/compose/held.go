package compose

import (
	"cmp"
	"path"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// files are the secrets and configs that a service has as files, each of which becomes a key.
func files(key string, value *source.Node) (parts []Part, needs string) {
	var all []string
	for _, item := range value.Items {
		one, wants := File(key, item, nil)
		if one == nil {
			return nil, ""
		}
		parts, all = append(parts, one...), append(all, wants)
	}
	return parts, ", with " + strings.Join(all, " and ")
}

// File is a secret or a config that a service has as a file, which becomes a key of a Secret or a ConfigMap, and that, of
// which the file defines what is in it; nil where nothing says it.
func File(key string, item, defined *source.Node) (parts []Part, needs string) {
	file := item.Text
	if item.Kind == source.Map {
		file = Text(item, "source")
	}
	if item.Kind == source.List || item.Null() || file == "" {
		return nil, ""
	}
	name := cmp.Or(nameDefined(defined), file)
	name = format.YAMLWord(strings.ToLower(strings.ReplaceAll(name, "_", "-")))
	kind, holds, at := "Secret", "secret: {secretName: "+name, "/run/secrets"
	if key == "configs" {
		kind, holds, at = "ConfigMap", "configMap: {name: "+name, "/"
	}
	if target := Text(item, "target"); path.IsAbs(target) {
		at = target
	} else {
		at = path.Join(at, cmp.Or(target, file))
	}
	if mode, err := strconv.ParseUint(strings.TrimPrefix(Text(item, "mode"), "0o"), 8, 12); err == nil {
		holds += ", defaultMode: " + strconv.FormatUint(mode, 10)
	}
	volume := strings.ReplaceAll(name, ".", "-")
	return mount("{name: "+volume+", "+holds+"}}", "{name: "+volume+", mountPath: "+format.YAMLWord(at)+", subPath: "+format.YAMLWord(file)+", readOnly: true}"),
		"a " + kind + " " + name + " that has the key " + file + madeBy(kind, name, file, defined)
}

// nameDefined is the name that somebody else gave to what is not made for one project alone.
func nameDefined(n *source.Node) string {
	if n == nil {
		return ""
	}
	if external := n.Get("external"); external != nil && external.Kind == source.Map {
		return Text(external, "name")
	}
	return Text(n, "name")
}

// madeBy is what makes a Secret or a ConfigMap as a Compose file defines it; "" where it does not say.
func madeBy(kind, name, file string, n *source.Node) string {
	if n == nil {
		return ""
	}
	word := "secret generic "
	if kind == "ConfigMap" {
		word = "configmap "
	}
	create := " (kubectl create " + word + name
	switch from := Text(n, "file"); {
	case from != "":
		return create + " --from-file=" + file + "=" + from + ")"
	case Text(n, "environment") != "":
		return create + " --from-literal=" + file + "=\"$" + Text(n, "environment") + "\")"
	case n.Get("content") != nil:
		return create + " --from-file=" + file + "=FILE, with what content: holds in FILE)"
	}
	return ""
}
