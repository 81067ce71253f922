package compose

import (
	"cmp"
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
			at, options, _ := strings.Cut(text, ":")
			if mounted, ok := schemas.Composed(at); ok {
				out = append(out, inMemory(mounted, sizeIn(options))...)
			}
		}
		return out, ""
	case "shm_size":
		if size := memoryOf(value.Text); size != "" {
			return mount("{name: shm, emptyDir: {medium: Memory, sizeLimit: "+size+"}}", "{name: shm, mountPath: /dev/shm}"), ""
		}
	case "devices":
		var out []Part
		for _, item := range value.Items {
			if mounted, ok := schemas.Composed(deviceText(item)); ok {
				out = append(append(out, mount(mounted.Volume, mounted.Mount)...), field("securityContext", "privileged", "true")...)
			}
		}
		return out, ""
	case "secrets", "configs":
		return files(key, value)
	}
	return nil, ""
}

// inMemory is a volume that is empty with every pod, in memory.
func inMemory(m schemas.Mounted, size string) []Part {
	if size != "" {
		size = ", sizeLimit: " + size
	}
	return mount(strings.Replace(m.Volume, "emptyDir: {}", "emptyDir: {medium: Memory"+size+"}", 1), m.Mount)
}

// sizeIn is the size in options of a tmpfs; "" for none, and for a share of the memory.
func sizeIn(options string) string {
	for one := range strings.SplitSeq(options, ",") {
		if size, ok := strings.CutPrefix(one, "size="); ok {
			return memoryOf(size)
		}
	}
	return ""
}

// deviceText is a device in the form of a volume, without what may be done with it.
func deviceText(n *source.Node) string {
	text := n.Text
	if n.Kind == source.Map {
		text = Text(n, "source") + ":" + cmp.Or(Text(n, "target"), Text(n, "source"))
	}
	parts := strings.Split(text, ":")
	return parts[0] + ":" + parts[min(1, len(parts)-1)]
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
		parts = append(parts, mountOf(item, mounted)...)
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

// mountOf is a volume with what its long form says of it.
func mountOf(n *source.Node, m schemas.Mounted) []Part {
	at := "mountPath: " + Text(n, "target")
	if below := textBelow(n, "volume", "subpath"); below != "" {
		m.Mount = strings.Replace(m.Mount, at, at+", subPath: "+format.YAMLWord(below), 1)
	}
	if Text(n, "type") == "tmpfs" {
		return inMemory(m, memoryOf(textBelow(n, "tmpfs", "size")))
	}
	return mount(m.Volume, m.Mount)
}

// volumeText is a volume of a Compose file in the form that has it in one text; "" for what is none.
func volumeText(n *source.Node) string {
	if n.Kind != source.Map {
		return n.Text
	}
	target, from, kind := n.Get("target"), n.Get("source"), Text(n, "type")
	if target == nil || target.Kind != source.Scalar || kind == "npipe" || kind == "cluster" || kind == "image" {
		return ""
	}
	text := target.Text
	if from != nil && from.Kind == source.Scalar && kind != "tmpfs" {
		text = from.Text + ":" + text
		var ways []string
		if Text(n, "read_only") == "true" {
			ways = append(ways, "ro")
		}
		if way := textBelow(n, "bind", "propagation"); way != "" {
			ways = append(ways, way)
		}
		if ways != nil {
			text += ":" + strings.Join(ways, ",")
		}
	}
	return text
}

// VolumeHelp is why a volume has no part in a pod.
func VolumeHelp(n *source.Node) string {
	switch kind := Text(n, "type"); kind {
	case "npipe":
		return "it is for Windows alone"
	case "cluster":
		return "write a claim of its StorageClass in the pod: volumes: [{name: NAME, persistentVolumeClaim: {claimName: NAME}}]"
	case "image":
		return "write in the pod: volumes: [{name: NAME, image: {reference: " + format.YAMLWord(Text(n, "source")) + "}}], which Kubernetes has from 1.33"
	}
	return "it is not SOURCE:PATH[:ro] with a path of letters, digits, dots, dashes and underscores; write in the pod: volumes, and in the container: volumeMounts"
}
