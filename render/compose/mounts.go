package compose

import (
	"strings"

	"render/render/format"
	"render/render/schemas"
	"render/render/source"
)

// mountParts are what Compose files mount.
func mountParts(n *source.Node, i int) ([]Part, string) {
	value := n.Values[i]
	switch key := n.Keys[i].Text; key {
	case "volumes":
		return Volumes(value, nil)
	case "tmpfs":
		var out []Part
		for _, text := range Texts(value) {
			text, _, _ = strings.Cut(text, ":")
			if mounted, ok := schemas.Composed(text); ok {
				out = append(out, mount(strings.Replace(mounted.Volume, "emptyDir: {}", "emptyDir: {medium: Memory}", 1), mounted.Mount)...)
			}
		}
		return out, ""
	case "shm_size":
		if size := memoryOf(value.Text); size != "" {
			return mount("{name: shm, emptyDir: {medium: Memory, sizeLimit: "+size+"}}", "{name: shm, mountPath: /dev/shm}"), ""
		}
	case "devices":
		var out []Part
		for _, text := range Texts(value) {
			parts := strings.Split(text, ":")
			if mounted, ok := schemas.Composed(parts[0] + ":" + parts[min(1, len(parts)-1)]); ok {
				out = append(append(out, mount(mounted.Volume, mounted.Mount)...), field("securityContext", "privileged", "true")...)
			}
		}
		return out, ""
	case "secrets", "configs":
		return files(key, value)
	}
	return nil, ""
}

// files are the secrets and configs that a service has as files, each of which becomes a key.
func files(key string, value *source.Node) ([]Part, string) {
	if value.Kind != source.List {
		return nil, ""
	}
	var out []Part
	var needs []string
	for _, file := range Texts(value) {
		name := format.YAMLWord(strings.ToLower(strings.ReplaceAll(file, "_", "-")))
		kind, holds, at := "Secret", "secret: {secretName: "+name+"}", "/run/secrets/"
		if key == "configs" {
			kind, holds, at = "ConfigMap", "configMap: {name: "+name+"}", "/"
		}
		out = append(out, mount("{name: "+name+", "+holds+"}", "{name: "+name+", mountPath: "+format.YAMLWord(at+file)+", subPath: "+format.YAMLWord(file)+", readOnly: true}")...)
		needs = append(needs, "a "+kind+" "+name+" that has the key "+file)
	}
	return out, ", with " + strings.Join(needs, " and ")
}

// Volumes are volumes as Compose files have them, what is mounted and a path in the
// container, and what has to be there; none for others. The function says how that is called.
func Volumes(list *source.Node, called func(from, into string) string) (parts []Part, needs string) {
	if list.Kind != source.List {
		return nil, ""
	}
	var wanted []string
	from := map[string]string{}
	for _, item := range list.Items {
		mounted, ok := schemas.ComposedAs(volumeText(item), called)
		other, twice := from[mounted.Name]
		if !ok || twice && called == nil && (other != mounted.From || mounted.From == "") {
			return nil, "" // how to call two that end alike is nobody's to guess
		}
		parts = append(parts, mount(mounted.Volume, mounted.Mount)...)
		if !twice && mounted.Needs != "" {
			wanted = append(wanted, mounted.Needs)
		}
		from[mounted.Name] = mounted.From
	}
	if wanted != nil {
		needs = ", with " + strings.Join(wanted, " and ")
	}
	return parts, needs
}

// volumeText is a volume of a Compose file in the form that has it in one text; "" for what is none.
func volumeText(n *source.Node) string {
	if n.Kind != source.Map {
		return n.Text
	}
	target, from := n.Get("target"), n.Get("source")
	if target == nil || target.Kind != source.Scalar {
		return ""
	}
	text := target.Text
	if from != nil && from.Kind == source.Scalar {
		text = from.Text + ":" + text
		if only := n.Get("read_only"); only != nil && only.Text == "true" {
			text += ":ro"
		}
	}
	return text
}
