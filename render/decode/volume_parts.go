package decode

import (
	"cmp"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// volumeParts are volumes of an app that say with them where its container has them, as charts write
// it, and which claims have to be there; none for others.
func volumeParts(n *source.Node, i int) (parts []compose.Part, needs string) {
	value := n.Values[i]
	if n.Keys[i].Text != "volumes" || value.Kind != source.List || isLong(value) {
		return nil, ""
	}
	var claims []string
	for _, item := range value.Items {
		volume, mount, claim := mountedVolume(item)
		if volume == "" {
			return nil, ""
		}
		parts = append(parts, compose.Part{Object: "pod", Key: "volumes", Value: volume, In: "[]"}, compose.Part{Object: "container", Key: "volumeMounts", Value: mount, In: "[]"})
		if claim != "" {
			claims = append(claims, claim)
		}
	}
	switch len(claims) {
	case 0:
		return parts, ""
	case 1:
		return parts, ", with a claim " + claims[0] + " that exists"
	}
	return parts, ", with claims " + wording.Listed(claims) + " that exist"
}

// mountedVolume is such a volume as a pod has it, as its container mounts it, and its claim, if it is
// one; "" where something else is said of it.
func mountedVolume(n *source.Node) (volume, mount, claim string) {
	var name, kind, of, at, rest string
	for i, k := range n.Keys {
		v := n.Values[i]
		switch key := folded(k.Text); key {
		case "name":
			name = v.Text
		case "claim", "claimname", "pvc", "existingclaim", "persistentvolumeclaim":
			kind, of = "persistentVolumeClaim", cmp.Or(v.Text, scalarOf(v, "claimName"))
			claim = of
		case "hostpath":
			kind, of = "hostPath", cmp.Or(v.Text, scalarOf(v, "path"))
		case "configmap", "secret":
			kind, of = map[string]string{"configmap": "configMap", "secret": "secret"}[key], cmp.Or(v.Text, scalarOf(v, "name"), scalarOf(v, "secretName"))
		case "mountpath", "path", "mount", "mountat":
			at = v.Text
		case "readonly", "subpath":
			rest += ", " + map[string]string{"readonly": "readOnly", "subpath": "subPath"}[key] + ": " + abridged(v)
		case "size", "storageclass", "storageclassname", "accessmode", "accessmodes": // the claim's own
		default:
			return "", "", ""
		}
	}
	inner := map[string]string{"persistentVolumeClaim": "claimName", "hostPath": "path", "configMap": "name", "secret": "secretName"}[kind]
	name = cmp.Or(name, claim)
	if name == "" || of == "" || !strings.HasPrefix(at, "/") {
		return "", "", ""
	}
	volume = "{name: " + format.YAMLWord(name) + ", " + kind + ": {" + inner + ": " + format.YAMLWord(of) + "}}"
	return volume, "{name: " + format.YAMLWord(name) + ", mountPath: " + format.YAMLWord(at) + rest + "}", claim
}
