package decode

import (
	"reflect"
	"strings"

	"render/render/format"
	"render/render/schemas"
	"render/render/source"
)

// volumesOfCompose is the help for volumes at an app that are written as Compose files have them,
// what is mounted and a path in the container; "" for others.
func volumesOfCompose(of reflect.Type, n *source.Node, i int) string {
	list := n.Values[i]
	if of != reflect.TypeFor[format.App]() || n.Keys[i].Text != "volumes" || list.Kind != source.List || len(list.Items) == 0 {
		return ""
	}
	var volumes, mounts, needs []string
	from := map[string]string{}
	for _, item := range list.Items[:min(len(list.Items), mostRepeated)] {
		mounted, ok := schemas.Composed(volumeText(item))
		other, twice := from[mounted.Name]
		if !ok || twice && (other != mounted.From || mounted.From == "") {
			return "" // how to call two that end alike is nobody's to guess
		}
		mounts = append(mounts, mounted.Mount)
		if twice {
			continue
		}
		from[mounted.Name] = mounted.From
		volumes = append(volumes, mounted.Volume)
		if mounted.Needs != "" {
			needs = append(needs, mounted.Needs)
		}
	}
	help := "write " + beside(n, "pod", "volumes", "["+strings.Join(volumes, ", ")+"]") + " and " + beside(n, "container", "volumeMounts", "["+strings.Join(mounts, ", ")+"]") + " in its place"
	if needs != nil {
		help += ", with " + strings.Join(needs, " and ")
	}
	return help
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
