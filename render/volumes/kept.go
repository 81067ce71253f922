package volumes

import (
	"path"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// Mount is a path of a container at which a volume is that outlives its pod.
type Mount struct {
	Container, Path string
	Volume          string
	To              Written // a claim or a folder; none of what another thing gives
	Written         bool    // not only read
}

// What is what is mounted, as a message says it.
func (m Mount) What() string {
	if m.To == (Written{}) {
		return "volume " + wording.Quote(m.Volume)
	}
	return m.To.String()
}

// Mounts are the paths at which the containers of a workload have volumes that outlive its pods, in the order of
// the containers.
func Mounts(w objects.Workload) (out []Mount) {
	pod, lasting := w.Template().Spec(), map[string]Written{}
	templates, _ := w.Object().Members().Object("spec").Get("volumeClaimTemplates").([]any)
	for _, raw := range templates {
		if o, ok := raw.(manifest.Object); ok {
			name := o.Object("metadata").Text("name")
			lasting[name] = Written{Namespace: w.ID().Namespace, Claim: name}
		}
	}
	for _, v := range pod.At("volumes").Items().All() {
		name, _ := v.At("name").Raw().(string)
		if to, ok := outliving(v, w.ID().Namespace); ok {
			lasting[name] = to
		}
	}
	for _, container := range pod.Containers().All() {
		of, _ := container.At("name").Raw().(string)
		for _, mount := range container.At("volumeMounts").Items().All() {
			name, _ := mount.At("name").Raw().(string)
			at, said := mount.At("mountPath").Raw().(string)
			if to, ok := lasting[name]; ok && said {
				out = append(out, Mount{of, path.Clean(at), name, to, mount.At("readOnly").Raw() != true})
			}
		}
	}
	return out
}

// outliving is what a volume of a pod keeps its files in; false where they go with the pod, or are
// given to it (https://kubernetes.io/docs/concepts/storage/volumes/#volume-types).
func outliving(volume objects.Field, namespace string) (to Written, ok bool) {
	for _, m := range volume.Members() {
		switch m.Key {
		case "persistentVolumeClaim":
			name, _ := volume.At(m.Key, "claimName").Raw().(string)
			return Written{Namespace: namespace, Claim: name}, true
		case "hostPath":
			name, _ := volume.At(m.Key, "path").Raw().(string)
			return Written{Folder: name}, !ofSystem(name)
		case "name", "emptyDir", "ephemeral", "configMap", "secret", "projected", "downwardAPI", "image":
		default:
			return Written{}, true
		}
	}
	return Written{}, false
}

// Has reports whether what is written at a path of a container is written to what is mounted here.
func (m Mount) Has(path string) bool {
	return m.Path == path || strings.HasPrefix(path, strings.TrimSuffix(m.Path, "/")+"/")
}
